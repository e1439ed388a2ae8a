"""Takes the pictures of the explorer's guide in Chromium; RECORD=1 puts them into docs/pictures.

Usage: pictures.py LATENT PAGES, the tool and a folder with a page NAME.html for every bundled model.

They are not compared by pixels, as letters depend on the fonts that are installed; each must show something.
"""

import os
import pathlib
import sys
import tempfile

from playwright.sync_api import sync_playwright

PAGE = pathlib.Path(sys.argv[2]).resolve() / "avatars.html"
KEPT = pathlib.Path(__file__).resolve().parents[3] / "docs" / "pictures"

# Name, width, height, scheme, tab.
PICTURES = [
    ("explorer-light.png", 1360, 900, "light", "edit"),
    ("explorer-dark.png", 1360, 900, "dark", "map"),
    ("explorer-phone.png", 390, 844, "light", "edit"),
]


def take(browser, folder, name, width, height, scheme, tab):
    page = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
    page.set_default_timeout(120_000)
    page.goto(PAGE.as_uri())
    page.click("#tab-start")
    page.locator("#some-samples button").nth(3).click()
    page.click("#tab-edit")
    # A smile: four fifths of the way to the right.
    page.locator("#sliders input[type=range]").first.evaluate(
        "s => { s.value = +s.min + 0.8 * (s.max - s.min); s.dispatchEvent(new Event('input', {bubbles: true}));"
        " s.dispatchEvent(new Event('change', {bubbles: true})) }")
    page.click("#tab-" + tab)
    page.wait_for_timeout(1500)
    page.evaluate("window.scrollTo(0, 0)")
    page.screenshot(path=folder / name)
    assert (folder / name).stat().st_size > 20_000, f"{name} shows nothing"
    page.close()


with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
    chromium = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
    target = KEPT if os.environ.get("RECORD") == "1" else pathlib.Path(temporary)
    for picture in PICTURES:
        take(chromium, target, *picture)
    chromium.close()
    print(f"{len(PICTURES)} pictures of the page")
