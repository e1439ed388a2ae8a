"""The morph: its scrubber, its player, its pictures and the ways between them."""

from support.png import read_png


def check(e, case):
    e.tab("morph")
    e.changes("the scrubber by mouse", lambda: e.drag("#scrub", (0.05, 0.5), (0.4, 0.5)))
    e.changes("the scrubber by keyboard", lambda: e.press("#scrub", "ArrowRight", "PageUp"))
    check_player(e)
    check_ways(e)
    check_pictures(e)
    check_animation(e, case.folder)


def check_player(e):
    before = e.place()
    e.click("#play")
    e.until(lambda: e.z() != before[0], "nothing plays")
    e.shows_other(before[1], "what plays shows nothing")
    assert e.page.get_attribute("#play", "aria-label") == "Pause"
    e.key(" ")
    still = e.place()
    assert e.page.get_attribute("#play", "aria-label") == "Play"
    e.frames(12)
    assert e.place() == still, "Space does not pause"


def check_ways(e):
    e.press("#scrub", "Home", "PageUp", "PageUp")
    points = {}
    for way in e.page.evaluate("Array.from(document.querySelectorAll('#way option'), (option) => option.value)"):
        e.choose("#way", way)
        points[way] = tuple(e.z())
    assert len(set(points.values())) == len(points) == 5, "the ways do not differ"
    e.choose("#way", "spherical")


def check_pictures(e):
    film, count = e.pixels("#film"), e.count("#frames .tile")
    e.press("#frames .add", "Enter")
    assert e.count("#frames .tile") == count + 1, "no picture is added"
    e.shows_other(film, "another picture does not change the film", "#film")
    e.press("#frames .pinned:nth-child(2) .remove", "Enter")
    assert e.count("#frames .tile") == count, "no picture is removed"
    e.click("#frames .pinned:first-child .tile")
    e.click("#picker-special .tile:nth-child(1)")
    looped = e.pixels("#film")
    e.press("#loop", "Space")
    e.shows_other(looped, "the way back to the first does not change the film", "#film")
    e.press("#loop", "Space")
    e.shows(looped, "the film does not come back", "#film")


def check_animation(e, folder):
    e.fill("#seconds", "1")
    e.download(lambda: e.click("#save-morph")).save_as(folder / "morph.png")
    animation = read_png((folder / "morph.png").read_bytes())
    frames = animation.frames
    assert len(frames) == 20 and "acTL" in animation.names, "the animation is not one of twenty pictures"
    assert len(set(frames)) > 10, "the animation does not move"
