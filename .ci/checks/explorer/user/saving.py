"""What is saved leads back: pictures with a recipe, latents, links and animations."""

import json
import struct

from support.png import largest_difference, read_png

# The clipboard of a page without a window is not to be had.
CLIPBOARD = """() => {
  navigator.clipboard.writeText = (text) => {
    window.copied = text;
    return Promise.resolve();
  };
}"""
# Links that mean nothing, and one that is too long to mean anything.
BROKEN = ["#z=AAAA", "#z=%%%", "#pins=x", "#z=" + "A" * 100_000]


def singles(numbers):
    """The numbers as a model reads them."""
    return list(struct.unpack(f"{len(numbers)}f", struct.pack(f"{len(numbers)}f", *numbers)))


def check(e, case):
    e.click("#random")
    e.tab("edit")
    e.press("#slider-0", *["ArrowRight"] * 40)
    e.key("s")
    assert e.page.locator("#saver").is_visible(), "the key S opens no dialog"
    check_picture_and_latent(e, case)
    link = copied_link(e)
    check_animation(e, case.folder)
    e.click("#saver [data-close]")
    here = e.place()
    check_link(e, case, link, here)
    e.click("#random")
    e.tab("start")
    e.page.set_input_files("#file", case.folder / "saved.png")
    e.until(lambda: e.z() == here[0], "a saved picture does not come back to its point")
    e.is_at(here, "a saved picture does not come back as it was")


def check_picture_and_latent(e, case):
    e.choose("#save-scale", "2")
    e.download(lambda: e.click("#save-png")).save_as(case.folder / "saved.png")
    numbers = e.download(lambda: e.press("#save-json", "Enter"))
    latent = case.folder / numbers.suggested_filename
    numbers.save_as(latent)
    saved = read_png((case.folder / "saved.png").read_bytes())
    recipe = json.loads(saved.texts["latents:recipe"])
    assert recipe["model"] == e.page.evaluate("latentExplorer.world.hash")
    assert singles(recipe["latent"]) == e.z(), "the recipe has another latent"
    assert singles(json.loads(latent.read_text())[0]) == e.z(), "the saved latent is another"
    # The recipe's own command makes the picture.
    case.latent(*recipe["arguments"][:-1], "again.png")
    again = read_png((case.folder / "again.png").read_bytes())
    assert again.size == saved.size, "the library's picture has another size"
    difference = largest_difference(again.frames[0], saved.frames[0])
    assert difference <= 1, f"the library draws the latent otherwise, by {difference} levels"


def copied_link(e):
    e.page.evaluate(CLIPBOARD)
    e.click("#copy-link")
    link = e.page.input_value("#link-text")
    assert "#" in link and e.page.evaluate("window.copied") == link, "the link is not copied"
    return link


def check_animation(e, folder):
    e.download(lambda: e.click("#save-animation")).save_as(folder / "animation.png")
    frames = read_png((folder / "animation.png").read_bytes()).frames
    assert len(frames) == 40, f"the animation has {len(frames)} pictures"


def check_link(e, case, link, here):
    other = case.open("#" + link.split("#", 1)[1])
    other.is_at(here, "the link leads elsewhere")
    assert other.count("#pins .tile") == e.count("#pins .tile"), "the link forgets pins"
    other.close()
    for broken in BROKEN:
        other = case.open(broken)
        assert other.page.locator("#failure").is_hidden(), f"the link {broken[:20]} breaks the page"
        other.close()
