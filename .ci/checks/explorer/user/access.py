"""For everyone: names for all that can be operated, the Tab key alone, a narrow screen."""

from support.page import TABS

ROLES = {"button", "slider", "spinbutton", "textbox", "searchbox", "combobox", "checkbox", "radio", "tab",
         "application", "meter", "dialog", "image", "img", "link", "tabpanel", "radiogroup", "toolbar"}
PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "device_scale_factor": 2.625,
         "color_scheme": "dark", "reduced_motion": "reduce"}


def nameless(e, where):
    """The roles in the accessibility tree that have no name."""
    session = e.context.new_cdp_session(e.page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [(where, node["role"]["value"]) for node in nodes
            if not node.get("ignored") and node.get("role", {}).get("value") in ROLES
            and not node.get("name", {}).get("value", "").strip()]


def check_names(e):
    found = []
    for tab in TABS:
        e.tab(tab)
        found += nameless(e, tab)
    e.tab("blend")
    for opener, dialog in [("#save", "#saver"), ("#help", "#helper"), ("#corner-0 button", "#picker")]:
        e.click(opener)
        found += nameless(e, dialog)
        e.page.keyboard.press("Escape")
        e.rest()
    assert not found, f"controls without a name: {found[:5]}"


def check_speech(e):
    """What changes with every step of a slider is not spoken, and what a dialog says is in it."""
    for tab in TABS:
        e.tab(tab)
        live = e.page.evaluate("Array.from(document.querySelectorAll('main output, main [aria-live]'), (node) => node.id)")
        assert not live, f"every change is spoken by {live[:2]}"
    e.click("#save")
    e.download(lambda: e.click("#save-json"))
    assert "saved" in e.page.text_content("#saver [role=status]"), "the dialog does not say that a file is saved"
    e.page.keyboard.press("Escape")
    e.rest()


def check_focus_stays(e):
    """A control that has done its work keeps the focus, or gives it to one beside it."""
    e.click("#random")
    while e.page.get_attribute("#undo", "aria-disabled") == "false":
        e.press("#undo", "Enter")
    assert e.page.evaluate("document.activeElement.id") == "undo", "Undo loses the focus when nothing is left"
    e.press("#compare", "Enter")
    e.page.keyboard.press("c")
    e.rest()
    assert e.page.evaluate("document.activeElement.id") == "compare", "the key C loses the focus"


CONTRAST = """() => {
  const light = (name) => {
    const color = getComputedStyle(document.documentElement).getPropertyValue(name).trim();
    const [r, g, b] = [1, 3, 5].map((place) => parseInt(color.slice(place, place + 2), 16) / 255)
      .map((level) => (level <= 0.04045 ? level / 12.92 : ((level + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  return [...["--card", "--ground"].map((below) => contrast("--edge", below) / 3),
    ...["--card", "--ground", "--sunk"].map((below) => contrast("--soft", below) / 4.5)];
}"""


def check_contrast(e):
    """The edges of controls and soft words can be seen, in light and in dark."""
    for _ in range(2):
        least = min(e.page.evaluate(CONTRAST))
        assert least >= 1, f"a contrast is {least:.2f} of what it has to be"
        e.click("#theme")


def check_tab_key(e):
    """From the head to the foot by the Tab key alone."""
    for tab in TABS:
        e.tab(tab)
        missing = {"theme", "help", "compare", "pin", "random", "save", "tab-" + tab}
        # Tab goes on from the last place that was used, and round from the foot to the head.
        for _ in range(400):
            e.page.keyboard.press("Tab")
            missing.discard(e.page.evaluate("document.activeElement.id"))
            if not missing:
                break
        assert not missing, f"Tab does not reach {missing}"
        e.press("#tab-" + tab, "ArrowRight")
        assert e.page.evaluate("document.activeElement.getAttribute('aria-selected')") == "true"


def check_phone(case):
    e = case.open(**PHONE)
    assert e.page.evaluate("document.documentElement.dataset.theme") == "dark"
    for tab in TABS:
        e.page.tap("#tab-" + tab)
        e.rest()
        width = e.page.evaluate("document.documentElement.scrollWidth")
        assert width <= 360, f"the tab {tab} is {width} wide"
        check_opacity(e, {"blend": "#pad", "morph": "#film"}.get(tab, "#picture"))
    assert e.page.evaluate("getComputedStyle(document.getElementById('toast')).transitionDuration") == "0s"
    for opener in ["#save", "#help"]:
        e.page.tap(opener)
        assert e.page.evaluate("document.querySelector('dialog[open]').getBoundingClientRect().right") <= 360
        e.page.keyboard.press("Escape")
        e.rest()
    e.page.tap("#compare")
    e.press("#divider", "ArrowRight")
    check_opacity(e, "#picture")
    e.page.tap("#compare")
    for tab in TABS:
        check_in_sight(e, tab)
    e.close()


# How far the focused control lies behind the picture that stays in sight; of a small one all must be seen.
COVERED = """() => {
  const [stage, node] = [document.querySelector(".stage"), document.activeElement];
  if (stage.contains(node) || !document.querySelector("main").contains(node)) return 0;
  const [edge, box] = [stage.getBoundingClientRect().bottom, node.getBoundingClientRect()];
  return box.height > 200 || box.width < 2 ? 0 : edge - box.top;
}"""


def check_in_sight(e, tab):
    """The picture covers nothing that has the focus, in either direction."""
    e.tab(tab)
    for key in ["Tab", "Shift+Tab"]:
        for _ in range(40):
            e.page.keyboard.press(key)
            covered = e.page.evaluate(COVERED)
            where = e.page.evaluate("document.activeElement.outerHTML.slice(0, 80)")
            assert covered <= 1, f"{tab}: {key} takes the focus {covered:.0f} px behind the picture: {where}"


def check_opacity(e, canvas):
    """Pixels of a screen that are not whole pixels of the page are covered all the same."""
    if e.page.evaluate("latentExplorer.world.model.shape[2]") == 4:
        return
    levels = e.pixels(canvas).levels[3::4]
    open_ones = sum(level < 255 for level in levels)
    assert open_ones == 0, f"the page shines through {open_ones} of {len(levels)} pixels of {canvas}"
