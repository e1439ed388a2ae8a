"""Names that would run as script: of attributes, classes, folder, model and link."""

from dataclasses import replace

from support.page import TABS
from support.png import write_png

NAMES = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", "\"'><svg onload=alert(3)>",
         "{{weights}}", "<!--<script>", "\u2028alert(4)"]
DATA = "<b onclick=alert(5)>"
MODEL = "<img src=x onerror=alert(6)>.safetensors"
LINK = "<img src=x onerror=alert(7)>"
ADDRESS = "%3Cimg%20src%3Dx%20onerror%3Dalert(7)%3E"


def make(case):
    """Pictures of one bar each, with such names, and a model of them; the case of its page."""
    data = case.folder / DATA
    data.mkdir()
    quoted = [name.replace('"', '""') for name in NAMES]
    rows = [",".join(f'"{name}"' for name in ["file", quoted[0], quoted[1], quoted[4], quoted[5]])]
    for index in range(60):
        place, is_upright = index % 8, index % 2
        write_png(data / f"{index:02}.png", 8, 8, [
            [250 if (x if is_upright else y) == place else 5 * (index % 7) for x in range(8)] for y in range(8)])
        rows.append(f'{index:02}.png,{is_upright},{int(place > 3)},"{quoted[2 + index % 2]}",{index}')
    (data / "attributes.csv").write_text("\n".join(rows) + "\n")
    case.latent("train", DATA, "--architecture", "dense", "--hidden", 16, "--latent", 3, "--epochs", 2,
                "-o", MODEL, "--quiet")
    path = case.folder / "hostile.html"
    case.latent("explore", MODEL, DATA, "-o", path, "--quiet")
    return replace(case, model=MODEL, page=path)


def check(case):
    e = case.open()
    assert e.page.text_content("#title") == MODEL, "the model's name is not shown as it is"
    for tab in TABS:
        e.tab(tab)
    e.tab("edit")
    names = e.page.locator("#sliders").inner_text()
    assert NAMES[0] in names and NAMES[1] in names, f"the attributes are called {names}"
    assert e.page.evaluate("document.scripts.length") == 4, "there are more scripts than the page's own"
    assert e.count("img, svg[onload], b") == 0, "a name became an element"
    e.tab("map")
    for index in range(e.count("#map-color option")):
        e.choose("#map-color", index)
    e.tab("start")
    e.click("#all-samples")
    e.page.keyboard.press("Escape")
    e.tab("analogy")
    e.click("#random")
    e.key("p")
    e.click("#save")
    name = e.download(lambda: e.click("#save-json")).suggested_filename
    assert name == "img-src-x-onerror-alert-6.json", f"a latent is saved as {name}, which a command may take for an option"
    e.page.keyboard.press("Escape")
    fields = e.page.evaluate("latentExplorer.link.fragment()").lstrip("#").replace("name=", "was=")
    e.close()
    other = case.open(f"#name={ADDRESS}&{fields}")
    caption = other.page.text_content("#caption").replace("<Img", "<img")
    assert LINK in caption, "the link's name is lost"
    other.close()


def without_data(case):
    """The case of a page of the same model that knows no data."""
    folder = case.folder / "plain"
    folder.mkdir()
    (folder / "plain.safetensors").write_bytes((case.folder / MODEL).read_bytes())
    plain = replace(case, model="plain.safetensors", folder=folder, page=folder / "plain.html")
    plain.latent("explore", plain.model, "-o", plain.page, "--quiet")
    return plain
