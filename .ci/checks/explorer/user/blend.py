"""The pad between four pictures."""


def check(e):
    e.tab("blend")
    e.changes("the pad by mouse", lambda: e.drag("#pad", (0.2, 0.2), (0.8, 0.6)))
    e.changes("the pad by keyboard", lambda: e.press("#pad", "ArrowRight", "ArrowDown", "Shift+ArrowDown"))
    check_mark(e)
    check_corners(e)


def check_mark(e):
    """The mark on the pad goes with the point, and leaves with it."""
    e.click("#random")
    without = e.pixels("#pad")
    e.drag("#pad", (0.3, 0.5), (0.6, 0.4),
           on_the_way=lambda: e.shows_other(without, "the pad does not show where the point is", "#pad"))
    e.click("#random")
    e.shows(without, "the pad marks a point that is elsewhere", "#pad")


def check_corners(e):
    e.drag("#pad", (0.5, 0.5), (0.0, 0.0), (-0.2, -0.2))
    corner = e.page.evaluate("Array.from(latentExplorer.pad.corners[0].picture.z)")
    assert e.z() == corner, "the pad's corner is not its picture"
    e.click("#random")
    before = e.pixels("#pad")
    e.press("#corner-3 button", "Enter")
    e.click("#picker-special .tile:nth-child(2)")
    e.shows_other(before, "another corner does not change the pad", "#pad")
