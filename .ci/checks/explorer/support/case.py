"""What the checks of one page are given: its browser, its model, its folder, the tool."""

import pathlib
from dataclasses import dataclass

from support import tool
from support.page import Explorer

# The size of a page unless a check wants another one.
DESK = {"width": 1280, "height": 900}


@dataclass
class Case:
    browser: object
    tool: pathlib.Path
    # What the tool calls the model.
    model: str
    page: pathlib.Path
    # For files; the tool runs in it.
    folder: pathlib.Path

    def latent(self, *words):
        return tool.run(self.tool, *words, folder=self.folder)

    def open(self, fragment="", **options):
        return Explorer(self.browser, self.page, fragment, **{"viewport": DESK, **options})
