"""Works every control of the explorer's page in Chromium, by mouse and by keyboard, and looks at what it did.

Usage: controls.py LATENT PAGES, the tool and a folder with a page NAME.html for every bundled model.

Fails on any error in the console, on any request that leaves the page, on a control without a name, and on a
page that is wider than a phone. Prints how smoothly the point is dragged, which no check depends on.
"""

import pathlib
import tempfile

from support import frames, tool
from support.browser import chromium
from support.case import Case
from user import (
    access, analogy, blend, damage, edit, history, hostile, linking, mapping, morph, saving, start, tools, touch,
)


def check(case):
    e = case.open()
    tools.check(e)
    start.check(e, case)
    edit.check(e)
    history.check(e)
    mapping.check(e)
    blend.check(e)
    morph.check(e, case)
    analogy.check(e)
    saving.check(e, case)
    linking.check(e, case)
    access.check_names(e)
    access.check_speech(e)
    access.check_focus_stays(e)
    access.check_contrast(e)
    access.check_tab_key(e)
    e.close()
    access.check_phone(case)
    touch.check(case)
    damage.check(case)


def main():
    latent, pages = tool.arguments()
    with chromium() as browser, tempfile.TemporaryDirectory() as temporary:
        for page in sorted(pages.glob("*.html")):
            folder = pathlib.Path(temporary) / page.stem
            folder.mkdir()
            case = Case(browser, latent, page.stem, page, folder)
            check(case)
            print(f"{case.model}: every control works; {frames.report(case)}", flush=True)
        folder = pathlib.Path(temporary) / "hostile names"
        folder.mkdir()
        case = hostile.make(Case(browser, latent, "", folder, folder))
        hostile.check(case)
        # The whole of the controls on a page without data too.
        check(hostile.without_data(case))
        print("hostile names, and a page without data: fine")


main()
