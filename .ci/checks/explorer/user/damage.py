"""A page that was cut short says so."""

import re
from dataclasses import replace


def check(case):
    text = case.page.read_text()
    cut = re.sub(r'(id="latent-weights">.{100}).*?(</script>)', r"\1\2", text, count=1, flags=re.S)
    assert len(cut) < len(text)
    path = case.folder / "cut.html"
    path.write_text(cut)
    e = replace(case, page=path).open()
    assert e.page.locator("#failure").is_visible(), "a damaged page does not say so"
    assert e.page.locator("main").is_hidden()
    e.close()
