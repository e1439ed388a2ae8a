"""The map: moving on it, zooming and sliding it, its axes and its colours."""

# Whether the point is exactly one of the samples.
IS_SAMPLE = """() => {
  const { state, world } = latentExplorer;
  return Array.from({ length: world.samples.count }, (_, index) => world.samples.at(index))
    .some((sample) => sample.every((value, place) => value === state.z[place]));
}"""
KEYS = ["ArrowRight"] * 4 + ["Shift+ArrowUp"] * 2 + ["ArrowLeft", "ArrowDown"]


def check(e):
    e.tab("map")
    if not e.page.locator("#map-kinds").is_visible():
        assert e.page.locator("#map-empty").is_visible(), "a page without data says nothing on its map"
        return
    for kind in range(1, e.count("#map-kinds [role=radio]") + 1):
        e.click(f"#map-kinds [role=radio]:nth-child({kind})")
        e.changes(f"map {kind} by mouse", lambda: e.drag("#map", (0.3, 0.4), (0.55, 0.6), (0.6, 0.4)))
        e.changes(f"map {kind} by keyboard", lambda: e.press("#map", *KEYS))
    check_view(e)
    check_following(e)
    check_wheel(e)
    check_samples(e)
    if e.page.locator("#map-x").is_visible():
        check_axes(e)
    if e.page.locator("#map-color").is_visible():
        check_colors(e)


def check_view(e):
    whole = e.pixels("#map")
    e.click("#map-in")
    e.shows_other(whole, "the map does not zoom", "#map")
    e.press("#map", "0")
    e.shows(whole, "0 does not show the whole map", "#map")
    e.press("#map", "+", "-")
    e.press("#map-out", "Enter")
    e.press("#map-fit", "Enter")
    e.shows(whole, "zooming in and out does not end where it began", "#map")
    e.page.hover("#map")
    e.page.keyboard.down("Control")
    e.page.mouse.wheel(0, -300)
    e.page.keyboard.up("Control")
    e.shows_other(whole, "the wheel does not zoom", "#map")
    zoomed = e.pixels("#map")
    e.page.keyboard.down("Shift")
    e.drag("#map", (0.5, 0.5), (0.4, 0.45))
    e.page.keyboard.up("Shift")
    e.shows_other(zoomed, "Shift does not slide the map", "#map")
    e.click("#map-fit")


def check_following(e):
    """The view goes along when arrow keys take the point out of it."""
    e.click("#map-kinds [role=radio]:nth-child(1)")
    e.press("#map", "+", "+", "+", "+", *["ArrowRight"] * 70)
    x, y = e.page.evaluate("latentExplorer.map.mark()")
    assert 0 < x < 1 and 0 < y < 1, "the point leaves the view by keyboard"
    e.click("#map-fit")


def check_wheel(e):
    """The wheel over the whole map scrolls the page, up as well as down."""
    e.page.set_viewport_size({"width": 1280, "height": 500})
    e.page.locator("#map").scroll_into_view_if_needed()
    whole, top = e.pixels("#map"), e.page.evaluate("scrollY")
    e.page.hover("#map")
    e.page.mouse.wheel(0, -200)
    e.until(lambda: e.page.evaluate("scrollY") < top, "the wheel over the whole map does not scroll the page")
    e.shows(whole, "the wheel zooms the whole map", "#map")
    e.page.set_viewport_size({"width": 1280, "height": 900})
    e.rest()


def check_samples(e):
    steps = e.page.evaluate("latentExplorer.state.past.length")
    e.page.dblclick("#map", position={"x": 90, "y": 140})
    e.rest()
    taken = e.page.evaluate("latentExplorer.state.past.length") - steps
    assert taken == 1, f"a double click takes {taken} steps"
    e.click("#random")
    e.changes("a double click", lambda: e.page.dblclick("#map", position={"x": 60, "y": 60}))
    e.press("#map", "ArrowRight", "Enter")
    assert e.page.evaluate(IS_SAMPLE), "Enter does not go to a sample"


def check_axes(e):
    before = e.pixels("#map")
    e.choose("#map-x", e.count("#map-x option") - 1)
    e.shows_other(before, "the axis across does not change", "#map")
    e.choose("#map-y", 0)
    before = e.pixels("#map")
    e.press("#map-y", "ArrowDown")
    e.shows_other(before, "the axis up does not change", "#map")


def check_colors(e):
    for index in range(e.count("#map-color option")):
        e.choose("#map-color", index)
        has_legend = e.count("#legend li") > 0
        assert has_legend == (index > 0), "the legend is not that of the colours"
