"""Where to start: a random sample, a sample of the data, a picture of one's own."""

from support.png import largest_difference, read_png

FIRST_DRAW = "#draws .tile:first-child canvas"
LABEL = "latentExplorer.world.labels && latentExplorer.world.labels.labels[latentExplorer.state.now.label]"
IMAGE = """() => {
  const { state, painter } = latentExplorer;
  return Array.from(painter.image(state.z, state.now.label).data);
}"""
DROP = """(bytes) => {
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File([new Uint8Array(bytes)], "dropped.png", { type: "image/png" }));
  document.body.dispatchEvent(new DragEvent("dragenter", { dataTransfer, bubbles: true }));
  document.body.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
}"""


def check(e, case):
    e.tab("start")
    check_draws(e, case)
    if e.page.locator("#sample-part").is_visible():
        check_samples(e)
    check_own_picture(e, case.folder)
    check_no_seed(e)


def check_draws(e, case):
    e.fill("#seed", "11")
    first = e.pixels(FIRST_DRAW)
    e.click("#draws .tile:nth-child(1)")
    drawn, label = e.page.evaluate(IMAGE), e.page.evaluate(LABEL)
    case.latent("sample", case.model, "--count", 1, "--seed", 11, "--scale", 1, "-o", "draw.png",
                *(["--label", label] if label else []))
    picture = read_png((case.folder / "draw.png").read_bytes())
    channels, levels = picture.channels, picture.frames[0]
    page = bytes(drawn[4 * (place // channels) + place % channels] for place in range(len(levels)))
    assert largest_difference(page, levels) <= 1, "a random sample is not that of latent sample"
    e.press("#temperature", *["ArrowLeft"] * 6)
    assert e.page.text_content("#temperature-text") == "0.70"
    e.shows_other(first, "the temperature changes no draw", FIRST_DRAW)
    cooler = e.pixels(FIRST_DRAW)
    e.drag("#temperature", (0.35, 0.5), (0.5, 0.5))
    e.shows_other(cooler, "the temperature does nothing by mouse", FIRST_DRAW)
    e.changes("a draw by Enter", lambda: e.press("#draws .tile:nth-child(3)", "Enter"))


def check_samples(e):
    e.changes("a sample", lambda: e.click("#some-samples .tile:nth-child(4)"))
    e.click("#all-samples")
    assert e.count("#picker-samples .tile") > 3
    e.fill("#picker-filter", "no sample is called this")
    assert e.page.locator("#picker-none").is_visible(), "an empty search says nothing"
    e.fill("#picker-filter", "")
    e.changes("a chosen sample", lambda: e.click("#picker-samples .tile:nth-child(7)"))


def check_own_picture(e, folder):
    e.changes("a picture of one's own", lambda: e.page.set_input_files("#file", folder / "draw.png"))
    (folder / "no-picture.png").write_bytes(b"this is text")
    before = e.z()
    e.page.set_input_files("#file", folder / "no-picture.png")
    e.page.wait_for_selector("#file-problem:not([hidden])")
    assert e.z() == before, "what is no picture moved the point"
    e.click("#random")
    assert e.page.locator("#file-problem").is_hidden(), "what was wrong with a file is still said of another picture"
    before = e.z()
    e.page.set_input_files("#file", folder / "no-picture.png")
    e.page.wait_for_selector("#file-problem:not([hidden])")
    e.page.evaluate(DROP, list((folder / "draw.png").read_bytes()))
    e.page.wait_for_selector("#file-problem", state="hidden")
    e.until(lambda: e.z() != before, "a dropped picture is not encoded")


def check_no_seed(e):
    """What is no seed is said to be none, and draws nothing else."""
    e.fill("#seed", "11")
    first = e.pixels(FIRST_DRAW)
    for text in ["-5", "1.5", "1e3", "", "12345678901234567"]:
        e.fill("#seed", text)
        assert e.page.locator("#seed-problem").is_visible(), f"nothing says that '{text}' is no seed"
        e.shows(first, f"'{text}' draws other samples", FIRST_DRAW)
    e.fill("#seed", "12")
    assert e.page.locator("#seed-problem").is_hidden(), "a seed is said to be none"
    e.shows_other(first, "another seed draws the same samples", FIRST_DRAW)
