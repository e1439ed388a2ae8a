"""The report page in Chromium, on a phone: what matters is in sight, and what is wider than the screen has a name.

Usage: report.py LATENT PAGES, the tool and a folder with a page NAME.html for every bundled model.
"""

import pathlib
import tempfile

from support import tool
from support.browser import chromium, complaints_of

MODEL = "sprites"
# The figures' last column, as far as it is in sight.
FIGURES = """() => {
  const area = Array.from(document.querySelectorAll("[role=region]")).find((node) => node.ariaLabel === "Figures");
  const cell = area.querySelector("tbody tr td:last-child").getBoundingClientRect();
  return [cell.right, area.getBoundingClientRect().right];
}"""
NAMELESS = """() => Array.from(document.querySelectorAll(".scroll"))
  .filter((node) => node.getAttribute("role") !== "region" || !node.ariaLabel).length"""
# Options of the command that are broken into two lines.
BROKEN = """() => Array.from(document.querySelectorAll("pre span"))
  .filter((node) => node.getClientRects().length !== 1).map((node) => node.textContent)"""


def main():
    latent, _ = tool.arguments()
    with chromium() as browser, tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        tool.run(latent, "report", MODEL, MODEL, "-o", "report.html", "--quiet", folder=folder)
        page = browser.new_page(viewport={"width": 360, "height": 740})
        complaints = complaints_of(page)
        page.goto((folder / "report.html").as_uri())
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, "the report is wider than a phone"
        cell, area = page.evaluate(FIGURES)
        assert cell <= area + 1, f"the figures' intervals lie {cell - area:.0f} px out of sight"
        assert page.evaluate(NAMELESS) == 0, "something that can have the focus has no name"
        assert page.locator("pre span").count() > 3 and not page.evaluate(BROKEN), "an option is broken into two lines"
        assert "_" not in page.locator("section:not(:first-child)").all_inner_texts()[0], "a name is no words"
        assert not complaints, f"the console says: {complaints[:3]}"
    print(f"the report on {MODEL}: in sight on a phone")


main()
