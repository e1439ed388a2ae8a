"""Sliders along attributes, components and single numbers."""


def check(e):
    e.tab("edit")
    kinds = e.count("#edit-kinds [role=radio]")
    for kind in range(1, kinds + 1):
        check_kind(e, f"#edit-kinds [role=radio]:nth-child({kind})")
    if kinds > 1:
        check_choice(e)
    if e.page.locator("#filter").is_visible():
        check_filter(e)
    check_learned(e)
    e.click("#random")
    start = e.place()
    e.press("#slider-0", *["ArrowRight"] * 30)
    e.click("#reset")
    e.is_at(start, "Back to the start does not go back")


def check_learned(e):
    """What was learned comes first, and what was not says neither yes nor no."""
    if not e.count("#sliders details"):
        return
    muted = [group.locator(".slider.muted").count() / group.locator(".slider").count()
             for group in e.page.locator("#sliders details").all()]
    assert muted[0] < 1 or min(muted) == 1, "the first sliders know nothing"
    assert e.count(".slider.muted .badge, .slider.muted .tick") == 0, "what knows nothing says yes or no"
    columns = e.page.evaluate("latentExplorer.world.attributes.map(({ group }) => group)")
    has_long = any(columns.count(column) > 16 for column in columns if column)
    assert (e.count(".one-of-many") > 0) == has_long, "a choice of the class stands where there are few, or numbers"
    if has_long:
        check_long_column(e)
        return
    low = e.page.evaluate("latentExplorer.world.attributes.filter(({ auc }) => auc < 0.6).length")
    assert e.count(".slider.muted") == low, "what knows nothing is not told apart"


def check_long_column(e):
    """Of a column with many classes one slider moves along the class that is chosen."""
    for index in [1, 3]:
        e.choose(".one-of-many select", index)
        name = e.page.locator(".one-of-many option").nth(index).text_content()
        assert e.page.text_content(".one-of-many label") == name, "the slider is not that of the chosen class"
    e.changes("the slider of a chosen class", lambda: e.drag(".one-of-many input", (0.5, 0.5), (0.9, 0.5)))


def check_kind(e, button):
    # A page with one kind of sliders shows no choice of kinds.
    e.page.evaluate("(button) => document.querySelector(button).click()", button)
    e.page.evaluate("for (const group of document.querySelectorAll('#sliders details')) group.open = true")
    e.rest()
    sliders = e.count("#sliders input[type=range]")
    assert sliders > 0, "there are no sliders"
    for index in range(sliders):
        # To the side that has more room.
        key = "ArrowLeft" if float(e.page.input_value(f"#slider-{index}")) > 0 else "ArrowRight"
        before = e.z()
        e.press(f"#slider-{index}", *[key] * 3)
        assert e.z() != before, f"slider {index} does nothing by keyboard"
    first = e.page.locator("#slider-0")
    e.changes("a slider by mouse", lambda: e.drag("#slider-0", (0.5, 0.5), (0.9, 0.5)))
    assert first.get_attribute("aria-valuetext"), "a slider does not say its value"
    key = "PageUp" if float(first.input_value()) < 0 else "PageDown"
    e.changes("a slider by keyboard", lambda: e.press("#slider-0", key, key))


def check_choice(e):
    """The kinds of sliders are one choice: arrow keys go round, and the focus goes along."""
    chosen = e.page.locator("#edit-kinds [aria-checked=true]")
    first = e.page.locator("#edit-kinds [role=radio]:first-child")
    e.press("#edit-kinds [aria-checked=true]", "ArrowRight")
    assert first.get_attribute("aria-checked") == "true", "arrow keys do not go round the kinds"
    assert e.page.evaluate("document.activeElement.textContent") == chosen.text_content()


def check_filter(e):
    e.fill("#filter", e.page.text_content(".slider-head label"))
    assert 0 < e.count(".slider:visible") < e.count(".slider"), "the filter does not filter"
    e.fill("#filter", "")
