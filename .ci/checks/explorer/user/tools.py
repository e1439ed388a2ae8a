"""The tools beside the picture: history, comparison, pins, pixels, colours, help and the label."""


def check(e):
    check_random_and_history(e)
    check_neighbours(e)
    check_comparison(e)
    check_pins(e)
    check_looks(e)
    check_help(e)
    check_label(e)


def check_random_and_history(e):
    e.changes("Random", lambda: e.click("#random"))
    e.changes("the key R", lambda: e.key("r"))
    e.click("#random")
    before = e.place()
    e.click("#random")
    after = e.place()
    e.key("z")
    e.is_at(before, "the key Z does not undo")
    e.key("Shift+Z")
    e.is_at(after, "Shift Z does not redo")
    e.click("#undo")
    e.click("#redo")
    e.is_at(after, "Undo and Redo do not end where they began")
    e.press("#undo", "Enter")
    e.is_at(before, "Enter on Undo does not undo")


def check_neighbours(e):
    if not e.count("#near .tile"):
        return
    e.changes("a neighbour", lambda: e.click("#near .tile:nth-child(5)"))
    e.changes("a neighbour by Enter", lambda: e.press("#near .tile:nth-child(6)", "Enter"))


def check_comparison(e):
    e.tab("edit")
    # A page with one kind of sliders shows no choice of kinds.
    e.page.evaluate("document.querySelector('#edit-kinds [role=radio]:last-child').click()")
    e.press("#slider-0", *["ArrowRight"] * 60)
    plain = e.pixels()
    # The two may differ in one half only, so the divider goes from end to end.
    e.click("#compare")
    e.press("#divider", "End")
    e.shows_other(plain, "Compare shows nothing of before")
    e.press("#divider", "Home")
    e.shows(plain, "the divider at its start still shows something of before")
    e.press("#divider", *["PageUp"] * 10)
    e.shows_other(plain, "the divider does nothing by keyboard")
    e.drag("#divider", (0.5, 0.5), (0.0, 0.5))
    e.shows(plain, "the divider does nothing by mouse")
    e.drag("#divider", (0.3, 0.5), (0.98, 0.5))
    e.shows_other(plain, "the divider does not follow the mouse")
    e.key("c")
    e.shows(plain, "the key C does not end the comparison")


def check_pins(e):
    e.click("#pin")
    pinned = e.z()
    e.key("p")
    assert e.count("#pins .tile") == 2, "Pin and the key P make two pins"
    e.click("#random")
    e.click("#pins .pinned:first-child .tile")
    assert e.z() == pinned, "a pin does not bring its point back"
    e.press("#pins .pinned:nth-child(2) .remove", "Enter")
    assert e.count("#pins .tile") == 1, "a pin is not removed by keyboard"


def check_looks(e):
    before = e.pixels()
    e.page.hover("#frame")
    e.click("#pixels")
    e.shows_other(before, "the pixels' button changes nothing")
    e.press("#pixels", "Enter")
    e.shows(before, "the pixels' button does not change back")

    theme = e.page.evaluate("document.documentElement.dataset.theme")
    e.click("#theme")
    assert e.page.evaluate("document.documentElement.dataset.theme") != theme, "the theme stays"
    e.page.reload()
    e.rest()
    assert e.page.evaluate("document.documentElement.dataset.theme") != theme, "the theme is forgotten"
    e.press("#theme", "Enter")
    assert e.page.evaluate("document.documentElement.dataset.theme") == theme, "the theme does not change back"


def check_help(e):
    helper = e.page.locator("#helper")
    e.key("?")
    assert helper.is_visible(), "the key ? opens no help"
    e.page.keyboard.press("Escape")
    assert not helper.is_visible(), "Escape does not close the help"
    e.click("#help")
    assert helper.is_visible(), "Help opens no help"
    e.click("#helper [data-close]")
    assert not helper.is_visible(), "the help does not close"


def check_label(e):
    if not e.page.locator("#label").is_visible():
        return
    before = e.pixels()
    e.choose("#label", 1)
    e.shows_other(before, "the label changes nothing")
    e.click("#undo")
    e.shows(before, "undo does not take the label back")
