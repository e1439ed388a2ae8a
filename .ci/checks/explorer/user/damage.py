"""A page that was cut short, or whose scripts do not run, says so."""

import re
from dataclasses import replace


def check(case):
    text = case.page.read_text()
    cut = re.sub(r'(id="latent-weights">.{100}).*?(</script>)', r"\1\2", text, count=1, flags=re.S)
    assert len(cut) < len(text)
    check_failure(case, cut)
    check_failure(case, text[: len(text) // 2])
    check_without_scripts(case)


def check_failure(case, text):
    path = case.folder / "cut.html"
    path.write_text(text)
    e = replace(case, page=path).open()
    e.page.wait_for_selector("#failure", state="visible", timeout=30_000)
    assert e.page.locator("main").is_hidden(), "a damaged page shows controls that do nothing"
    e.close()


def check_without_scripts(case):
    context = case.browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(case.page.as_uri())
    notice = page.locator(".failure:visible")
    assert notice.count() == 1 and "JavaScript" in notice.inner_text(), "nothing says that scripts are needed"
    assert notice.bounding_box()["y"] < 300 and page.locator("main").is_hidden()
    context.close()
