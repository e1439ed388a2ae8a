"""The morph: its scrubber, its player, its pictures and the ways between them."""

from support.png import read_png


def check(e, case):
    e.tab("morph")
    e.changes("the scrubber by mouse", lambda: e.drag("#scrub", (0.05, 0.5), (0.4, 0.5)))
    e.changes("the scrubber by keyboard", lambda: e.press("#scrub", "ArrowRight", "PageUp"))
    check_player(e)
    check_ways(e)
    check_pictures(e)
    check_way_back(e)
    check_animation(e, case.folder)
    check_play_is_seen(e)


def check_player(e):
    before = e.place()
    e.click("#play")
    e.until(lambda: e.z() != before[0], "nothing plays")
    e.shows_other(before[1], "what plays shows nothing")
    assert e.page.get_attribute("#play", "aria-label") == "Pause"
    e.press("#scrub", " ")
    still = e.place()
    assert e.page.get_attribute("#play", "aria-label") == "Play"
    e.frames(12)
    assert e.place() == still, "Space does not pause"


def check_ways(e):
    e.fill("#seconds", "0")
    assert e.page.locator("#seconds-problem").is_visible(), "nothing says that a morph takes time"
    e.fill("#seconds", "4")
    assert e.page.locator("#seconds-problem").is_hidden(), "four seconds are said to be wrong"
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


def check_way_back(e):
    """Two pictures go back to the first too."""
    while e.count("#frames .remove"):
        e.press("#frames .pinned:first-child .remove", "Enter")
    ends = e.page.evaluate("[0, 0.5, 1].map((place) => Array.from(latentExplorer.morph.at(place).z))")
    keys = e.page.evaluate("latentExplorer.morph.keys.map((key) => Array.from(key.z))")
    assert ends == [keys[0], keys[1], keys[0]], "two pictures do not go back to the first"


CONTRAST = """(selector) => {
  const light = (color) => {
    const canvas = new OffscreenCanvas(1, 1).getContext("2d");
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b] = Array.from(canvas.getImageData(0, 0, 1, 1).data.slice(0, 3),
      (level) => (level <= 10 ? level / 3294.6 : ((level / 255 + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const style = getComputedStyle(document.querySelector(selector));
  const [low, high] = [light(style.color), light(style.backgroundColor)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}"""


def check_play_is_seen(e):
    e.page.hover("#play")
    contrast = e.page.evaluate(CONTRAST, "#play")
    assert contrast > 4.5, f"under the mouse the sign on the player has a contrast of {contrast:.1f}"
    e.page.mouse.move(0, 0)


def check_animation(e, folder):
    e.fill("#seconds", "1")
    e.download(lambda: e.click("#save-morph")).save_as(folder / "morph.png")
    animation = read_png((folder / "morph.png").read_bytes())
    frames = animation.frames
    assert len(frames) == 20 and "acTL" in animation.names, "the animation is not one of twenty pictures"
    assert len(set(frames)) > 10, "the animation does not move"
