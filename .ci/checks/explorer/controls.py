"""Works every control of the explorer's page in Chromium, by mouse and by keyboard, and looks at what it did.

Usage: controls.py LATENT PAGES, the tool and a folder with a page NAME.html for every bundled model.

Fails on any error in the console, on any request that leaves the page, on a control without a name, and on a
page that is wider than a phone.
"""

import json
import pathlib
import re
import struct
import subprocess
import sys
import tempfile
import zlib

from playwright.sync_api import sync_playwright

LATENT, PAGES = (pathlib.Path(word).resolve() for word in sys.argv[1:3])


def latent(*words, folder):
    run = subprocess.run([LATENT, *map(str, words)], cwd=folder, capture_output=True, text=True)
    assert run.returncode == 0, f"latent {' '.join(map(str, words))}: {run.stderr}"
    return run.stdout


# MARK: PNG files, read and written without a library


def chunks(data):
    assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
    place = 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        name, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert zlib.crc32(name + content) == checksum, f"the checksum of {name} is wrong"
        yield name.decode(), content
        place += 12 + length


def unfiltered(packed, width, height, channels):
    rows, size = zlib.decompress(packed), width * channels
    last, result = bytearray(size), bytearray()
    for y in range(height):
        kind, row = rows[y * (size + 1)], bytearray(rows[y * (size + 1) + 1 : (y + 1) * (size + 1)])
        for x in range(size):
            a = row[x - channels] if x >= channels else 0
            b, c = last[x], last[x - channels] if x >= channels else 0
            if kind == 1:
                row[x] = (row[x] + a) & 255
            elif kind == 2:
                row[x] = (row[x] + b) & 255
            elif kind == 3:
                row[x] = (row[x] + (a + b) // 2) & 255
            elif kind == 4:
                p = a + b - c
                near = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))
                row[x] = (row[x] + near[2]) & 255
        last = row
        result += row
    return bytes(result)


def read_png(data):
    parts = list(chunks(data))
    width, height, _, color = struct.unpack(">IIBB", parts[0][1][:10])
    channels = {0: 1, 2: 3, 6: 4}[color]
    frames, current = [], b""
    for name, content in parts:
        if name == "fcTL" and current:
            frames.append(current)
            current = b""
        if name in ("IDAT", "fdAT"):
            current += content if name == "IDAT" else content[4:]
    frames.append(current)
    texts = {}
    for name, content in parts:
        if name == "iTXt":
            keyword, rest = content.split(b"\0", 1)
            texts[keyword.decode()] = rest[4:].decode()
    return {
        "size": (width, height, channels),
        "frames": [unfiltered(frame, width, height, channels) for frame in frames],
        "texts": texts,
        "names": [name for name, _ in parts],
    }


def write_png(path, width, height, rows):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    path.write_bytes(
        b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def largest_difference(first, second):
    assert len(first) == len(second), "the pictures differ in size"
    return max((abs(a - b) for a, b in zip(first, second)), default=0)


def singles(numbers):
    """The numbers as a model reads them."""
    return list(struct.unpack(f"{len(numbers)}f", struct.pack(f"{len(numbers)}f", *numbers)))


# MARK: A page under test


class Explorer:
    """One open page; `close` checks that it complained of nothing and asked for nothing."""

    def __init__(self, browser, path, fragment="", **options):
        self.context = browser.new_context(accept_downloads=True, **options)
        self.page = self.context.new_page()
        # Busy machines are slow, which is no fault of the page.
        self.page.set_default_timeout(120_000)
        self.complaints, self.requests = [], []
        # The check itself reads the canvas again and again, which Chromium remarks upon.
        self.page.on("console", lambda message: self.complaints.append(message.text)
                     if message.type in ("error", "warning")
                     and "willReadFrequently" not in message.text else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.complaints.append("a script ran"), dialog.dismiss()))
        self.page.on("request", lambda request: self.requests.append(request.url)
                     if not request.url.startswith(("file:", "blob:", "data:")) else None)
        self.page.goto(path.as_uri() + fragment)
        self.rest()

    def close(self):
        assert not self.complaints, f"the console says: {self.complaints[:3]}"
        assert not self.requests, f"the page asked for {self.requests[:3]}"
        self.context.close()

    def rest(self):
        """Until what was asked for is drawn."""
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 0))))")

    def z(self):
        return self.page.evaluate("Array.from(latentExplorer.state.z)")

    def pixels(self, canvas="#picture"):
        self.rest()
        return self.page.evaluate(
            "(name) => { const c = document.querySelector(name); const d = c.getContext('2d')"
            ".getImageData(0, 0, c.width, c.height).data; let h = 2166136261;"
            "for (const b of d) h = Math.imul(h ^ b, 16777619); return h; }", canvas)

    def place(self):
        return self.z(), self.pixels()

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

    def drag(self, selector, *places):
        self.page.locator(selector).scroll_into_view_if_needed()
        box = self.page.locator(selector).bounding_box()
        mouse = self.page.mouse
        for index, (x, y) in enumerate(places):
            mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=1 if index == 0 else 5)
            if index == 0:
                mouse.down()
            self.rest()
        mouse.up()
        self.rest()

    def changes(self, what, action, canvas="#picture"):
        """The action changes the point and the picture; undo brings both back, redo again."""
        before = self.place()
        action()
        after = self.place()
        assert before[0] != after[0], f"{what} does not move the point"
        assert before[1] != after[1], f"{what} does not change the picture"
        self.undo_until(before, what)
        return after

    def undo_until(self, before, what):
        for _ in range(40):
            if self.page.locator("#undo").is_disabled():
                break
            self.page.evaluate("document.getElementById('undo').click()")
            if self.z() == before[0]:
                break
        assert self.place() == before, f"undo does not take {what} back exactly"

    def download(self, action):
        with self.page.expect_download() as waiting:
            action()
        return waiting.value

    def names(self):
        """The names of the controls in the accessibility tree, those without one included."""
        session = self.context.new_cdp_session(self.page)
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
        roles = {"button", "slider", "spinbutton", "textbox", "searchbox", "combobox", "checkbox", "radio", "tab",
                 "application", "meter", "dialog", "image", "img", "link", "tabpanel", "radiogroup", "toolbar"}
        session.detach()
        return [(node["role"]["value"], node.get("name", {}).get("value", ""))
                for node in nodes if not node.get("ignored") and node.get("role", {}).get("value") in roles]


TABS = ["start", "edit", "map", "blend", "morph", "analogy"]


# MARK: The checks


def check_tools(e):
    e.changes("Random", lambda: e.click("#random"))
    e.changes("the key R", lambda: e.key("r"))
    e.click("#random")
    before = e.place()
    e.click("#random")
    after = e.place()
    e.key("z")
    assert e.place() == before, "the key Z does not undo"
    e.key("Shift+Z")
    assert e.place() == after, "Shift Z does not redo"
    e.click("#undo")
    e.click("#redo")
    assert e.place() == after, "Undo and Redo do not end where they began"
    e.page.focus("#undo")
    e.page.keyboard.press("Enter")
    assert e.place() == before, "Enter on Undo does not undo"

    if e.page.locator("#near .tile").count():
        e.changes("a neighbour", lambda: e.click("#near .tile:nth-child(5)"))
        e.changes("a neighbour by Enter", lambda: e.press("#near .tile:nth-child(6)", "Enter"))

    e.tab("edit")
    # A page with one kind of sliders shows no choice of kinds.
    e.page.evaluate("document.querySelector('#edit-kinds [role=radio]:last-child').click()")
    e.press("#slider-0", *["ArrowRight"] * 60)
    plain = e.pixels()
    e.click("#compare")
    half = e.pixels()
    assert half != plain, "Compare shows nothing of before"
    e.press("#divider", "ArrowRight", "ArrowRight", "ArrowRight", "End")
    assert e.pixels() not in (plain, half), "the divider does nothing by keyboard"
    e.drag("#divider", (0.9, 0.5), (0.3, 0.5))
    assert e.pixels() != half, "the divider does nothing by mouse"
    e.key("c")
    assert e.pixels() == plain, "the key C does not end the comparison"

    e.click("#pin")
    pinned = e.z()
    e.key("p")
    assert e.page.locator("#pins .tile").count() == 2, "Pin and the key P make two pins"
    e.click("#random")
    e.click("#pins .pinned:first-child .tile")
    assert e.z() == pinned, "a pin does not bring its point back"
    e.press("#pins .pinned:nth-child(2) .remove", "Enter")
    assert e.page.locator("#pins .tile").count() == 1, "a pin is not removed by keyboard"

    blocky = e.pixels()
    e.page.hover("#frame")
    e.click("#pixels")
    assert e.pixels() != blocky, "the pixels' button changes nothing"
    e.press("#pixels", "Enter")
    assert e.pixels() == blocky

    theme = e.page.evaluate("document.documentElement.dataset.theme")
    e.click("#theme")
    assert e.page.evaluate("document.documentElement.dataset.theme") != theme, "the theme stays"
    e.press("#theme", "Enter")
    e.key("?")
    assert e.page.locator("#helper").is_visible(), "the key ? opens no help"
    e.page.keyboard.press("Escape")
    assert not e.page.locator("#helper").is_visible()
    e.click("#help")
    e.click("#helper [data-close]")

    if e.page.locator("#label").is_visible():
        before = e.pixels()
        e.page.select_option("#label", index=1)
        assert e.pixels() != before, "the label changes nothing"
        e.click("#undo")
        assert e.pixels() == before, "undo does not take the label back"


def check_start(e, model, folder):
    e.tab("start")
    e.page.fill("#seed", "11")
    e.rest()
    e.page.wait_for_timeout(300)
    tile = "#draws .tile:first-child canvas"
    first = e.pixels(tile)
    e.click("#draws .tile:nth-child(1)")
    drawn = e.page.evaluate(
        "() => { const {state, painter} = latentExplorer; return Array.from(painter.image(state.z, state.now.label).data) }")
    words = ["sample", model, "--count", 1, "--seed", 11, "--scale", 1, "-o", "draw.png"]
    label = e.page.evaluate("latentExplorer.world.labels && latentExplorer.world.labels.labels[latentExplorer.state.now.label]")
    latent(*words, *(["--label", label] if label else []), folder=folder)
    picture = read_png((folder / "draw.png").read_bytes())
    channels = picture["size"][2]
    page = bytes(drawn[4 * (i // channels) + i % channels] for i in range(len(picture["frames"][0])))
    assert largest_difference(page, picture["frames"][0]) <= 1, "a random sample is not that of latent sample"
    e.press("#temperature", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft", "ArrowLeft")
    e.page.wait_for_timeout(300)
    assert e.pixels(tile) != first, "the temperature changes no draw"
    assert e.page.text_content("#temperature-text") == "0.70"
    e.drag("#temperature", (0.35, 0.5), (0.5, 0.5))
    e.changes("a draw by Enter", lambda: e.press("#draws .tile:nth-child(3)", "Enter"))
    if e.page.locator("#sample-part").is_visible():
        e.changes("a sample", lambda: e.click("#some-samples .tile:nth-child(4)"))
        e.click("#all-samples")
        assert e.page.locator("#picker-samples .tile").count() > 3
        e.page.fill("#picker-filter", "no sample is called this")
        assert e.page.locator("#picker-none").is_visible(), "an empty search says nothing"
        e.page.fill("#picker-filter", "")
        e.changes("a chosen sample", lambda: e.click("#picker-samples .tile:nth-child(7)"))

    e.changes("a picture of one's own", lambda: (e.page.set_input_files("#file", str(folder / "draw.png")), e.page.wait_for_timeout(300)))
    (folder / "no-picture.png").write_bytes(b"this is text")
    before = e.z()
    e.page.set_input_files("#file", str(folder / "no-picture.png"))
    e.page.wait_for_selector("#file-problem:not([hidden])")
    assert e.z() == before, "what is no picture moved the point"
    e.page.evaluate("""async (bytes) => {
        const data = new DataTransfer();
        data.items.add(new File([new Uint8Array(bytes)], 'dropped.png', {type: 'image/png'}));
        document.body.dispatchEvent(new DragEvent('dragenter', {dataTransfer: data, bubbles: true}));
        document.body.dispatchEvent(new DragEvent('drop', {dataTransfer: data, bubbles: true, cancelable: true}));
    }""", list((folder / "draw.png").read_bytes()))
    e.page.wait_for_selector("#file-problem", state="hidden")
    e.page.wait_for_timeout(300)
    assert e.z() != before, "a dropped picture is not encoded"


def check_edit(e):
    e.tab("edit")
    count = e.page.locator("#edit-kinds [role=radio]").count()
    for kind in range(1, count + 1):
        button = f"#edit-kinds [role=radio]:nth-child({kind})"
        e.page.evaluate(f"document.querySelector('{button}').click()")
        e.page.evaluate("for (const d of document.querySelectorAll('#sliders details')) d.open = true")
        e.page.wait_for_timeout(50)
        sliders = e.page.locator("#sliders input[type=range]").count()
        assert sliders > 0, "there are no sliders"
        for index in range(sliders):
            # To the side that has more room.
            key = "ArrowLeft" if float(e.page.input_value(f"#slider-{index}")) > 0 else "ArrowRight"
            before = e.z()
            e.press(f"#slider-{index}", *[key] * 3)
            assert e.z() != before, f"slider {index} does nothing by keyboard"
        first = e.page.locator("#slider-0")
        e.changes("a slider by mouse", lambda: e.drag("#slider-0", (0.5, 0.5), (0.9, 0.5)))
        assert first.get_attribute("aria-valuetext"), "a slider does not say its value"
        e.changes("a slider by keyboard", lambda: e.press("#slider-0", *["PageUp" if float(first.input_value()) < 0 else "PageDown"] * 2))
    if count > 1:
        e.press("#edit-kinds [aria-checked=true]", "ArrowRight")
        assert e.page.locator("#edit-kinds [role=radio]:first-child").get_attribute("aria-checked") == "true"
        first = e.page.evaluate("document.activeElement.textContent")
        assert first == e.page.text_content("#edit-kinds [aria-checked=true]")
    if e.page.locator("#filter").is_visible():
        name = e.page.text_content(".slider-head label")
        e.page.fill("#filter", name)
        shown = e.page.locator(".slider:visible").count()
        assert 0 < shown < e.page.locator(".slider").count(), "the filter does not filter"
        e.page.fill("#filter", "")
    e.click("#random")
    start = e.z()
    e.press("#slider-0", *["ArrowRight"] * 30)
    e.click("#reset")
    assert e.z() == start, "Back to the start does not go back"


def check_map(e):
    e.tab("map")
    if not e.page.locator("#map-kinds").is_visible():
        assert e.page.locator("#map-empty").is_visible(), "a page without data says nothing on its map"
        return
    for kind in range(1, e.page.locator("#map-kinds [role=radio]").count() + 1):
        e.click(f"#map-kinds [role=radio]:nth-child({kind})")
        e.changes(f"map {kind} by mouse", lambda: e.drag("#map", (0.3, 0.4), (0.55, 0.6), (0.6, 0.4)))
        e.changes(f"map {kind} by keyboard", lambda: e.press("#map", *["ArrowRight"] * 4, *["Shift+ArrowUp"] * 2, *["ArrowLeft", "ArrowDown"]))
    drawn = e.pixels("#map")
    e.click("#map-in")
    assert e.pixels("#map") != drawn, "the map does not zoom"
    e.press("#map", "0")
    assert e.pixels("#map") == drawn, "0 does not show the whole map"
    e.press("#map", "+", "-")
    e.press("#map-out", "Enter")
    e.press("#map-fit", "Enter")
    e.page.hover("#map")
    e.page.mouse.wheel(0, -300)
    e.rest()
    assert e.pixels("#map") != drawn, "the wheel does not zoom"
    zoomed = e.pixels("#map")
    e.page.keyboard.down("Shift")
    e.drag("#map", (0.5, 0.5), (0.4, 0.45))
    e.page.keyboard.up("Shift")
    assert e.pixels("#map") != zoomed, "Shift does not slide the map"
    e.click("#map-fit")
    e.changes("a double click", lambda: e.page.dblclick("#map", position={"x": 60, "y": 60}))
    e.press("#map", "ArrowRight", "Enter")
    samples = e.page.evaluate("() => { const {state, world} = latentExplorer; return Array.from({length: world.samples.count}, (_, i) => world.samples.at(i)).some((z) => z.every((v, j) => v === state.z[j])) }")
    assert samples, "Enter does not go to a sample"
    if e.page.locator("#map-x").is_visible():
        drawn = e.pixels("#map")
        options = e.page.locator("#map-x option").count()
        e.page.select_option("#map-x", index=options - 1)
        assert e.pixels("#map") != drawn, "the axis does not change"
        e.press("#map-y", "ArrowDown")
    if e.page.locator("#map-color").is_visible():
        for index in range(e.page.locator("#map-color option").count()):
            e.page.select_option("#map-color", index=index)
            e.rest()
            assert (e.page.locator("#legend li").count() > 0) == (index > 0), "the legend is not that of the colours"


def check_blend(e):
    e.tab("blend")
    e.page.wait_for_timeout(500)
    e.changes("the pad by mouse", lambda: e.drag("#pad", (0.2, 0.2), (0.8, 0.6)))
    e.changes("the pad by keyboard", lambda: e.press("#pad", "ArrowRight", "ArrowDown", "Shift+ArrowDown"))
    e.drag("#pad", (0.5, 0.5), (0.0, 0.0), (-0.2, -0.2))
    corner = e.page.evaluate("Array.from(latentExplorer.pad.corners[0].picture.z)")
    assert e.z() == corner, "the pad's corner is not its picture"
    before = e.pixels("#pad")
    e.press("#corner-3 button", "Enter")
    e.click("#picker-special .tile:nth-child(2)")
    e.page.wait_for_timeout(500)
    assert e.pixels("#pad") != before, "another corner does not change the pad"


def check_morph(e, folder):
    e.tab("morph")
    e.page.wait_for_timeout(300)
    e.changes("the scrubber by mouse", lambda: e.drag("#scrub", (0.05, 0.5), (0.4, 0.5)))
    e.changes("the scrubber by keyboard", lambda: e.press("#scrub", "ArrowRight", "PageUp"))
    e.click("#play")
    first = e.place()
    e.page.wait_for_timeout(400)
    assert e.place() != first, "nothing plays"
    assert e.page.get_attribute("#play", "aria-label") == "Pause"
    e.key(" ")
    still = e.place()
    e.page.wait_for_timeout(200)
    assert e.place() == still, "Space does not pause"
    e.press("#scrub", "Home", *["PageUp"] * 2)
    points = {}
    for way in e.page.evaluate("Array.from(document.querySelectorAll('#way option'), (option) => option.value)"):
        e.page.select_option("#way", way)
        e.rest()
        points[way] = tuple(e.z())
    assert len(set(points.values())) == len(points) == 5, "the ways do not differ"
    e.page.select_option("#way", "spherical")
    count = e.page.locator("#frames .tile").count()
    e.press("#frames .add", "Enter")
    assert e.page.locator("#frames .tile").count() == count + 1, "no picture is added"
    e.press("#frames .pinned:nth-child(2) .remove", "Enter")
    assert e.page.locator("#frames .tile").count() == count, "no picture is removed"
    e.click("#frames .pinned:first-child .tile")
    e.click("#picker-special .tile:nth-child(1)")
    e.press("#loop", "Space")
    e.press("#loop", "Space")
    e.page.fill("#seconds", "1")
    saved = e.download(lambda: e.click("#save-morph"))
    saved.save_as(folder / "morph.png")
    animation = read_png((folder / "morph.png").read_bytes())
    assert len(animation["frames"]) == 20 and "acTL" in animation["names"], "the animation is not one of twenty pictures"
    assert len(set(animation["frames"])) > 10, "the animation does not move"


def check_analogy(e):
    e.tab("analogy")
    e.changes("the strength by keyboard", lambda: e.press("#strength", "ArrowLeft", "ArrowLeft"))
    e.changes("the strength by mouse", lambda: e.drag("#strength", (0.5, 0.5), (0.8, 0.5)))
    e.press("#strength", "Home", *["ArrowRight"] * 60)
    assert e.page.text_content("#strength-text") == "1.00"
    a, b, c = (e.page.evaluate(f"Array.from(latentExplorer.analogy.slots[{index}].picture.z)") for index in range(3))
    e.click("#analogy-result")
    assert max(abs(z - (p - q + r)) for z, p, q, r in zip(e.z(), a, b, c)) < 1e-5, "A − B + C is something else"
    e.click("#analogy-1 button")
    e.changes("another B", lambda: e.page.keyboard.press("Escape") or (e.click("#analogy-1 button"), e.click("#picker-special .tile:nth-child(3)")))


def check_saving(e, browser, path, model, folder):
    e.click("#random")
    e.tab("edit")
    e.press("#slider-0", *["ArrowRight"] * 40)
    e.key("s")
    assert e.page.locator("#saver").is_visible(), "the key S opens no dialog"
    e.page.select_option("#save-scale", "2")
    picture = e.download(lambda: e.click("#save-png"))
    picture.save_as(folder / "saved.png")
    numbers = e.download(lambda: e.press("#save-json", "Enter"))
    name = numbers.suggested_filename
    numbers.save_as(folder / name)
    saved = read_png((folder / "saved.png").read_bytes())
    recipe = json.loads(saved["texts"]["latents:recipe"])
    assert recipe["model"] == e.page.evaluate("latentExplorer.world.hash")
    assert singles(recipe["latent"]) == e.z(), "the recipe has another latent"
    assert singles(json.loads((folder / name).read_text())[0]) == e.z(), "the saved latent is another"
    # The recipe's own command makes the picture.
    latent(*recipe["arguments"][:-1], "again.png", folder=folder)
    again = read_png((folder / "again.png").read_bytes())
    assert again["size"] == saved["size"], "the library's picture has another size"
    assert largest_difference(again["frames"][0], saved["frames"][0]) <= 1, "the library draws the latent otherwise"

    e.page.evaluate("() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); } }")
    e.click("#copy-link")
    link = e.page.input_value("#link-text")
    assert "#" in link and e.page.evaluate("window.copied") == link
    animation = e.download(lambda: e.click("#save-animation"))
    animation.save_as(folder / "animation.png")
    assert len(read_png((folder / "animation.png").read_bytes())["frames"]) == 40
    e.click("#saver [data-close]")

    here, pins = e.place(), e.page.locator("#pins .tile").count()
    other = Explorer(browser, path, "#" + link.split("#", 1)[1], viewport={"width": 1280, "height": 900})
    assert other.place() == here, "the link leads elsewhere"
    assert other.page.locator("#pins .tile").count() == pins, "the link forgets pins"
    other.close()
    for broken in ["#z=AAAA", "#z=%%%", "#pins=x", "#z=" + "A" * 100_000]:
        other = Explorer(browser, path, broken)
        assert other.page.locator("#failure").is_hidden(), f"the link {broken[:20]} breaks the page"
        other.close()

    e.click("#random")
    e.tab("start")
    e.page.set_input_files("#file", str(folder / "saved.png"))
    e.page.wait_for_timeout(300)
    assert e.z() == here[0], "a saved picture does not come back to its point"


def check_names(e):
    nameless = []
    for tab in TABS:
        e.tab(tab)
        nameless += [(tab, role) for role, name in e.names() if not name.strip()]
    for opener, dialog in [("#save", "#saver"), ("#help", "#helper")]:
        e.click(opener)
        nameless += [(dialog, role) for role, name in e.names() if not name.strip()]
        e.page.keyboard.press("Escape")
    e.tab("blend")
    e.click("#corner-0 button")
    nameless += [("#picker", role) for role, name in e.names() if not name.strip()]
    e.page.keyboard.press("Escape")
    assert not nameless, f"controls without a name: {nameless[:5]}"
    # From the head to the foot by the Tab key alone.
    for tab in TABS:
        e.tab(tab)
        wanted = {"theme", "help", "compare", "pin", "random", "save", "tab-" + tab}
        reached = set()
        # Tab goes on from the last place that was used, and round from the foot to the head.
        for _ in range(400):
            e.page.keyboard.press("Tab")
            reached.add(e.page.evaluate("document.activeElement.id"))
            if wanted <= reached:
                break
        assert wanted <= reached, f"Tab does not reach {wanted - reached}"
        e.press("#tab-" + tab, "ArrowRight")
        assert e.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def check_narrow(browser, path):
    e = Explorer(browser, path, viewport={"width": 360, "height": 740}, has_touch=True, color_scheme="dark",
                 reduced_motion="reduce")
    assert e.page.evaluate("document.documentElement.dataset.theme") == "dark"
    for tab in TABS:
        e.page.tap("#tab-" + tab)
        e.rest()
        width = e.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"the tab {tab} is {width} wide"
    assert e.page.evaluate("getComputedStyle(document.getElementById('toast')).transitionDuration") == "0s"
    for opener in ["#save", "#help"]:
        e.page.tap(opener)
        assert e.page.evaluate("document.querySelector('dialog[open]').getBoundingClientRect().right") <= 360
        e.page.keyboard.press("Escape")
    e.close()


def check_damage(browser, path, folder):
    """A page whose weights were cut short says so."""
    text = path.read_text()
    cut = re.sub(r'(id="latent-weights">.{100}).*?(</script>)', r"\1\2", text, count=1, flags=re.S)
    assert len(cut) < len(text)
    (folder / "cut.html").write_text(cut)
    e = Explorer(browser, folder / "cut.html")
    assert e.page.locator("#failure").is_visible(), "a damaged page does not say so"
    assert e.page.locator("main").is_hidden()
    e.close()


def check_model(browser, model, path, folder):
    e = Explorer(browser, path, viewport={"width": 1280, "height": 900})
    check_tools(e)
    check_start(e, model, folder)
    check_edit(e)
    check_map(e)
    check_blend(e)
    check_morph(e, folder)
    check_analogy(e)
    check_saving(e, browser, path, model, folder)
    check_names(e)
    e.close()
    check_narrow(browser, path)
    check_damage(browser, path, folder)


HOSTILE = ["</script><script>alert(1)</script>", "<img src=x onerror=alert(2)>", '"\'><svg onload=alert(3)>',
           "{{weights}}", "<!--<script>", "\u2028alert(4)"]


def make_hostile(folder):
    """Pictures whose attributes, classes, folder and model have names that would run as script."""
    data = folder / "<b onclick=alert(5)>"
    data.mkdir()
    rows = []
    for index in range(60):
        name = f"{index:02}.png"
        place, is_upright = index % 8, index % 2
        write_png(data / name, 8, 8, [[250 if (x if is_upright else y) == place else 5 * (index % 7)
                                       for x in range(8)] for y in range(8)])
        quoted = HOSTILE[2 + index % 2].replace('"', '""')
        rows.append(f'{name},{is_upright},{int(place > 3)},"{quoted}",{index}')
    head = ",".join('"' + name.replace('"', '""') + '"' for name in ["file", HOSTILE[0], HOSTILE[1], HOSTILE[4], HOSTILE[5]])
    (data / "attributes.csv").write_text(head + "\n" + "\n".join(rows) + "\n")
    model = "<img src=x onerror=alert(6)>.safetensors"
    latent("train", data.name, "--architecture", "dense", "--hidden", 16, "--latent", 3, "--epochs", 2,
           "-o", model, "--quiet", folder=folder)
    return model, data.name


def check_hostile(browser, folder):
    model, data = make_hostile(folder)
    path = folder / "hostile.html"
    latent("explore", model, data, "-o", path, "--quiet", folder=folder)
    e = Explorer(browser, path, viewport={"width": 1280, "height": 900})
    assert e.page.text_content("#title") == model, "the model's name is not shown as it is"
    for tab in TABS:
        e.tab(tab)
    e.tab("edit")
    names = e.page.locator("#sliders").inner_text()
    assert "</script><script>alert(1)</script>" in names and "<img src=x onerror=alert(2)>" in names, names
    assert e.page.evaluate("document.scripts.length") == 4, "there are more scripts than the page's own"
    assert e.page.locator("img, svg[onload], b").count() == 0, "a name became an element"
    e.tab("map")
    for index in range(e.page.locator("#map-color option").count()):
        e.page.select_option("#map-color", index=index)
    e.tab("start")
    e.click("#all-samples")
    e.page.keyboard.press("Escape")
    e.tab("analogy")
    e.click("#random")
    e.key("p")
    fragment = "#name=" + "%3Cimg%20src%3Dx%20onerror%3Dalert(7)%3E&" + e.page.evaluate("latentExplorer.saver.fragment()").lstrip("#").replace("name=", "was=")
    e.close()
    other = Explorer(browser, path, fragment)
    assert "<img src=x onerror=alert(7)>" in other.page.text_content("#caption").replace("<Img", "<img"), "the link's name is lost"
    other.close()
    # The whole of the controls on a page without data too.
    plain = folder / "plain"
    plain.mkdir()
    (plain / "plain.safetensors").write_bytes((folder / model).read_bytes())
    latent("explore", "plain.safetensors", "-o", "plain.html", "--quiet", folder=plain)
    check_model(browser, "plain.safetensors", plain / "plain.html", plain)


def main():
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as temporary:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        folder = pathlib.Path(temporary)
        for path in sorted(PAGES.glob("*.html")):
            (folder / path.stem).mkdir()
            check_model(browser, path.stem, path, folder / path.stem)
            print(f"{path.stem}: every control works", flush=True)
        (folder / "hostile names").mkdir()
        check_hostile(browser, folder / "hostile names")
        print("hostile names, and a page without data: fine")
        browser.close()


main()
