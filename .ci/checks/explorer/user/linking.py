"""A link brings all that is set on the page back, and says when it is of another model."""

# What a link has to bring back, as the page shows it.
STATE = """() => {
  const { state, morph, pad, analogy, tab, sliders, map } = latentExplorer;
  const read = (picture) => [Array.from(picture.z), picture.label, picture.name];
  const values = Array.from(document.querySelectorAll("#seed, #temperature, #way, #seconds, #scrub, #strength, #map-x, "
    + "#map-y, #map-color"), (node) => [node.id, node.value]);
  return {
    point: [...read(state.now), Array.from(state.now.start), state.now.startLabel, state.now.startName],
    caption: document.getElementById("caption").textContent,
    pins: state.pins.map(read), morph: morph.keys.map(read), pad: pad.pictures.map(read),
    analogy: analogy.slots.map((slot) => read(slot.picture)), loop: document.getElementById("loop").checked,
    tab, kinds: [sliders.kind, map.kind], values,
  };
}"""
TOAST = "document.getElementById('toast').textContent"


def check(e, case):
    set_everything(e)
    before = e.page.evaluate(STATE)
    link = e.page.evaluate("latentExplorer.link.fragment()")
    other = case.open(link)
    after = other.page.evaluate(STATE)
    different = [key for key in before if before[key] != after[key]]
    assert not different, f"the link forgets {different}: {before[different[0]]} is {after[different[0]]}"
    other.click("#help")
    other.page.keyboard.press("Escape")
    assert other.page.evaluate("latentExplorer.link.fragment()") == link, "the link of a link is another"
    check_old_link_is_gone(other)
    other.close()
    check_refused(case, link)


def set_everything(e):
    e.tab("start")
    e.fill("#seed", "31")
    e.press("#temperature", "ArrowLeft")
    e.click("#random")
    e.click("#pin")
    for tab, opener in [("blend", "#corner-2 button"), ("analogy", "#analogy-1 button")]:
        e.tab(tab)
        e.click(opener)
        e.click("#picker-special .tile:nth-child(2)")
    e.press("#strength", "ArrowLeft")
    e.tab("map")
    if e.page.locator("#map-kinds").is_visible():
        e.click("#map-kinds [role=radio]:last-child")
        e.choose("#map-color", 0)
    e.tab("edit")
    e.page.evaluate("document.querySelector('#edit-kinds [role=radio]:last-child').click()")
    e.tab("morph")
    e.press("#frames .add", "Enter")
    e.fill("#seconds", "7")
    e.press("#loop", "Space")
    e.choose("#way", "linear")
    e.press("#scrub", "Home", "PageUp", "PageUp", "PageUp")


def check_old_link_is_gone(e):
    e.page.evaluate("navigator.clipboard.writeText = () => Promise.resolve()")
    e.click("#save")
    e.click("#copy-link")
    assert "copied" in e.page.text_content("#saver .said"), "the dialog does not say that the link is copied"
    e.click("#saver [data-close]")
    e.click("#save")
    assert e.page.locator("#link-text").is_hidden(), "the dialog shows the link of another state"
    e.click("#saver [data-close]")


def check_refused(case, link):
    """Of another model, or of none: the page says so and stays as it is."""
    plain = case.open()
    first = plain.z()
    plain.close()
    for fragment, word in [("#m=00000000&" + link.split("&", 1)[1], "another model"), ("#z=AAAA", "cannot be read")]:
        other = case.open(fragment)
        assert word in other.page.evaluate(TOAST), f"nothing says that a link is refused: {fragment[:20]}"
        assert other.z() == first, "a refused link moves the point"
        other.close()
