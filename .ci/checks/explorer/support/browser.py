"""Chromium, and what a page in it complains of."""

import contextlib

from playwright.sync_api import sync_playwright

# Without a graphics card the pixels of a canvas are the same wherever and whenever they are drawn; Chromium
# moves a canvas that is read often from the card to the processor, which draws it slightly otherwise.
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-accelerated-2d-canvas"]


@contextlib.contextmanager
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=FLAGS)
        try:
            yield browser
        finally:
            browser.close()


def complaints_of(page):
    """A list that grows with every error and warning of a page, and every dialog it opens."""
    complaints = []

    def on_console(message):
        # The checks read a canvas again and again, which Chromium remarks upon.
        if message.type in ("error", "warning") and "willReadFrequently" not in message.text:
            complaints.append(message.text)

    def on_dialog(dialog):
        complaints.append("a script ran")
        dialog.dismiss()

    page.on("console", on_console)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("dialog", on_dialog)
    return complaints
