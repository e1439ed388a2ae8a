"""One page under test: what a user does to it, and what it shows then."""

import time

from support.browser import complaints_of
from support.canvas import Pixels

TABS = ["start", "edit", "map", "blend", "morph", "analogy"]

# Busy machines are slow, which is no fault of the page.
PATIENCE = 120
# What is drawn at rest is there at once; a later frame may still mend it.
LOOK_AGAIN = 10

# Everything that the page draws it draws in frames that it asks for: these have been asked for and did not come.
WATCH = """(() => {
  const ask = window.requestAnimationFrame.bind(window);
  const cancel = window.cancelAnimationFrame.bind(window);
  const asked = new Set();
  window.requestAnimationFrame = (work) => {
    const frame = ask((now) => {
      asked.delete(frame);
      work(now);
    });
    asked.add(frame);
    return frame;
  };
  window.cancelAnimationFrame = (frame) => {
    asked.delete(frame);
    cancel(frame);
  };
  // A frame is over when its sizes are observed, which may ask for another one.
  const wholeFrame = () => new Promise((done) => ask(() => setTimeout(done)));
  window.watch = { asked, ask, cancel, wholeFrame };
})()"""

# Until all is drawn: no frame is asked for, and the samples' pictures are unpacked. What plays never rests.
REST = """async (seconds) => {
  const end = performance.now() + 1000 * seconds;
  const isWaiting = () => {
    const app = globalThis.latentExplorer;
    if (app?.isPlaying) return false;
    return watch.asked.size > 0 || (app?.world.samples && !app.world.samples.image);
  };
  do {
    if (performance.now() > end) throw new Error("the page does not come to rest");
    await watch.wholeFrame();
  } while (isWaiting());
}"""


class Explorer:
    """One open page; `close` checks that it complained of nothing and asked for nothing."""

    def __init__(self, browser, path, fragment="", **options):
        self.context = browser.new_context(accept_downloads=True, **options)
        self.page = self.context.new_page()
        self.page.set_default_timeout(1000 * PATIENCE)
        self.page.add_init_script(WATCH)
        self.complaints, self.requests = complaints_of(self.page), []
        self.page.on("request", lambda request: self.requests.append(request.url)
                     if not request.url.startswith(("file:", "blob:", "data:")) else None)
        self.page.goto(path.as_uri() + fragment)
        self.rest()

    def close(self):
        assert not self.complaints, f"the console says: {self.complaints[:3]}"
        assert not self.requests, f"the page asked for {self.requests[:3]}"
        self.context.close()

    # MARK: Waiting

    def rest(self):
        """Until everything that was asked for is drawn."""
        self.page.evaluate(REST, PATIENCE)

    def frames(self, count):
        """Lets so many frames pass, in which the page could do something."""
        self.page.evaluate("async (count) => { while (count-- > 0) await watch.wholeFrame(); }", count)

    def until(self, holds, message, seconds=PATIENCE):
        """Until something holds; else fails with the message, or with what the message is then."""
        end = time.monotonic() + seconds
        while not holds():
            assert time.monotonic() < end, message() if callable(message) else message
            self.page.wait_for_timeout(50)
        self.rest()

    # MARK: What the page shows

    def z(self):
        """The point."""
        return self.page.evaluate("Array.from(latentExplorer.state.z)")

    def pixels(self, canvas="#picture"):
        self.rest()
        return Pixels.read(self.page, canvas)

    def place(self):
        """The point and its picture."""
        return self.z(), self.pixels()

    def count(self, selector):
        return self.page.locator(selector).count()

    def shows(self, pixels, message, canvas="#picture"):
        """A canvas shows these pixels."""
        self.until(lambda: self.pixels(canvas) == pixels,
                   lambda: f"{message}: {self.pixels(canvas).difference(pixels)}", LOOK_AGAIN)

    def shows_other(self, pixels, message, canvas="#picture"):
        """A canvas shows something else than these pixels."""
        self.until(lambda: self.pixels(canvas) != pixels, message, LOOK_AGAIN)

    def is_at(self, place, message):
        """The page is at a point, and shows its picture."""
        z, pixels = place
        self.until(lambda: self.z() == z, f"{message}: the point is another", LOOK_AGAIN)
        self.shows(pixels, message)

    # MARK: What a user does

    def click(self, selector):
        self.page.click(selector)
        self.rest()

    def press(self, selector, *keys):
        self.page.focus(selector)
        for key in keys:
            self.page.keyboard.press(key)
        self.rest()

    def key(self, key):
        """A key while nothing is focused."""
        self.page.evaluate("document.activeElement.blur()")
        self.page.keyboard.press(key)
        self.rest()

    def tab(self, name):
        self.click(f"#tab-{name}")

    def fill(self, selector, text):
        self.page.fill(selector, text)
        self.rest()

    def choose(self, selector, option):
        """An option of a select, by its value or its place."""
        self.page.select_option(selector, **({"index": option} if isinstance(option, int) else {"value": option}))
        self.rest()

    def drag(self, selector, *places, on_the_way=lambda: None):
        """Presses at the first place, moves through the others and lets go; from 0 to 1 each way."""
        self.page.locator(selector).scroll_into_view_if_needed()
        box = self.page.locator(selector).bounding_box()
        mouse = self.page.mouse
        for index, (x, y) in enumerate(places):
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=1 if index == 0 else 5)
            if index == 0:
                mouse.down()
            self.rest()
        on_the_way()
        mouse.up()
        self.rest()

    def changes(self, what, action):
        """The action changes the point and the picture; undo brings both back, redo again."""
        before = self.place()
        action()
        self.until(lambda: self.z() != before[0], f"{what} does not move the point")
        self.shows_other(before[1], f"{what} does not change the picture")
        after = self.place()
        steps = 0
        while self.z() != before[0] and steps < 40 and self.page.locator("#undo").is_enabled():
            self.history("undo")
            steps += 1
        self.is_at(before, f"undo does not take {what} back exactly")
        for _ in range(steps):
            self.history("redo")
        self.is_at(after, f"redo does not bring {what} back exactly")
        for _ in range(steps):
            self.history("undo")
        self.is_at(before, f"undo does not take {what} back twice")

    def history(self, button):
        """Undo or redo, also while a dialog or the window's edge hides the button."""
        self.page.evaluate("(button) => document.getElementById(button).click()", button)
        self.rest()

    def download(self, action):
        with self.page.expect_download() as waiting:
            action()
        return waiting.value
