"""Fingers: one moves the point on the map, two zoom and slide it; one that scrolls the page moves nothing."""

from user.access import PHONE


def check(case):
    e = case.open(**PHONE)
    session = e.context.new_cdp_session(e.page)

    def touch(kind, *places):
        session.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": x, "y": y, "id": index} for index, (x, y) in enumerate(places)]})

    check_swipe(e, touch)
    e.tab("map")
    if e.page.locator("#map-kinds").is_visible():
        check_two_fingers(e, touch)
    e.close()


def check_swipe(e, touch):
    e.tab("edit")
    e.page.locator("#slider-0").scroll_into_view_if_needed()
    box = e.page.locator("#slider-0").bounding_box()
    before, top, steps = e.z(), e.page.evaluate("scrollY"), e.page.evaluate("latentExplorer.state.past.length")
    x, y = box["x"] + 0.8 * box["width"], box["y"] + 0.5 * box["height"]
    touch("touchStart", (x, y))
    for step in range(1, 12):
        touch("touchMove", (x, y - 12 * step))
        e.frames(1)
    touch("touchEnd")
    e.rest()
    assert e.page.evaluate("scrollY") > top, "a finger on a slider cannot scroll the page"
    assert e.z() == before, "scrolling the page moves a slider"
    assert e.page.evaluate("latentExplorer.state.past.length") == steps, "scrolling the page is a step to undo"


def check_two_fingers(e, touch):
    e.page.locator("#map").scroll_into_view_if_needed()
    box = e.page.locator("#map").bounding_box()
    x, y = box["x"] + 0.5 * box["width"], box["y"] + 0.5 * box["height"]
    before, whole = e.z(), e.pixels("#map")
    touch("touchStart", (x - 20, y))
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        touch("touchMove", (x - 20 - 5 * step, y), (x + 20 + 5 * step, y))
    touch("touchEnd")
    e.shows_other(whole, "two fingers do not zoom the map", "#map")
    assert e.z() == before, "two fingers move the point"
    zoomed = e.pixels("#map")
    touch("touchStart", (x - 20, y), (x + 20, y))
    for step in range(1, 9):
        touch("touchMove", (x - 20, y + 4 * step), (x + 20, y + 4 * step))
    touch("touchEnd")
    e.shows_other(zoomed, "two fingers do not slide the map", "#map")
    assert e.z() == before, "two fingers move the point"
    touch("touchStart", (x, y))
    touch("touchMove", (x + 20, y + 10))
    touch("touchEnd")
    e.until(lambda: e.z() != before, "one finger does not move the point")
