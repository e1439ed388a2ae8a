"""Takes the pictures of the explorer's guide in Chromium; RECORD=1 puts them into docs/pictures.

Usage: pictures.py LATENT PAGES, the tool and a folder with a page NAME.html for every bundled model.

They are not compared by pixels, as letters depend on the fonts that are installed; each must show something.
"""

import os
import pathlib
import tempfile

from support import tool
from support.browser import chromium
from support.page import Explorer

MODEL = "avatars"
KEPT = pathlib.Path(__file__).resolve().parents[3] / "docs" / "pictures"

# Name, width, height, scheme, tab.
PICTURES = [
    ("explorer-light.png", 1360, 900, "light", "edit"),
    ("explorer-dark.png", 1360, 900, "dark", "map"),
    ("explorer-phone.png", 390, 844, "light", "edit"),
]


def take(browser, path, target, width, height, scheme, tab):
    e = Explorer(browser, path, viewport={"width": width, "height": height}, color_scheme=scheme)
    e.tab("start")
    e.click("#some-samples .tile:nth-child(10)")
    e.tab("edit")
    # A smile: four fifths of the way to the right.
    e.page.locator("#sliders input[type=range]").first.evaluate(
        "s => { s.value = +s.min + 0.8 * (s.max - s.min); s.dispatchEvent(new Event('input', {bubbles: true}));"
        " s.dispatchEvent(new Event('change', {bubbles: true})) }")
    e.tab(tab)
    e.page.evaluate("window.scrollTo(0, 0)")
    e.rest()
    e.page.screenshot(path=target, animations="disabled")
    assert target.stat().st_size > 20_000, f"{target.name} shows nothing"
    e.close()


def main():
    _, pages = tool.arguments()
    with chromium() as browser, tempfile.TemporaryDirectory() as temporary:
        folder = KEPT if os.environ.get("RECORD") == "1" else pathlib.Path(temporary)
        for name, *look in PICTURES:
            take(browser, pages / f"{MODEL}.html", folder / name, *look)
    print(f"{len(PICTURES)} pictures of the page")


main()
