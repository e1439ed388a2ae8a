"""What is one step of the history, what the picture is called, and what it is compared with."""

STEPS = "latentExplorer.state.past.length"


def check(e):
    check_keys(e)
    check_playing(e)
    check_captions(e)


def check_keys(e):
    """Keys in quick succession are one step, and so is a key that is held."""
    for tab, selector in [("edit", "#slider-0"), ("morph", "#scrub"), ("analogy", "#strength")]:
        e.click("#random")
        e.tab(tab)
        before, steps = e.place(), e.page.evaluate(STEPS)
        # In the page, as a busy machine's presses follow each other slowly.
        e.page.focus(selector)
        e.page.evaluate("""(selector) => {
          const range = document.querySelector(selector);
          const send = (name) => range.dispatchEvent(new KeyboardEvent(name, { key: "ArrowLeft", bubbles: true }));
          for (let press = 1; press < 10; press += 1) {
            for (let repeat = 0; repeat < 5; repeat += 1) {
              send("keydown");
              range.value = Number(range.min) + (Number(range.step) || 1) * (5 * press + repeat);
              range.dispatchEvent(new Event("input", { bubbles: true }));
              range.dispatchEvent(new Event("change", { bubbles: true }));
            }
            send("keyup");
          }
        }""", selector)
        e.rest()
        taken = e.page.evaluate(STEPS) - steps
        assert taken == 1, f"keys on {selector} take {taken} steps"
        e.click("#undo")
        e.is_at(before, f"undo does not take the keys on {selector} back")


def check_playing(e):
    """What is asked for while the morph plays is shown, and the morph stops."""
    e.tab("morph")
    for action in ["#random", "#undo", "#redo"]:
        before = e.z()
        e.click("#play")
        e.until(lambda: e.page.evaluate("latentExplorer.isPlaying") and e.z() != before, "nothing plays")
        e.page.click(action)
        assert not e.page.evaluate("latentExplorer.isPlaying"), f"{action} does not stop the morph"
        still = e.place()
        e.frames(6)
        assert e.place() == still, f"the morph goes on after {action}"
        if action == "#undo":
            assert e.z() == before, "undo does not take back what was played"


def check_captions(e):
    """A place of the morph is called so, and what is edited there starts there."""
    def caption():
        return e.page.text_content("#caption")

    e.click("#random")
    e.tab("morph")
    e.press("#scrub", "Home", "PageUp")
    assert caption() == "Morph, 10 %", f"a place of the morph is called {caption()}"
    place = e.z()
    e.tab("edit")
    e.press("#slider-0", "PageUp" if float(e.page.input_value("#slider-0")) < 0 else "PageDown")
    assert caption() == "Morph, 10 %, edited", f"an edited place of the morph is called {caption()}"
    assert e.page.evaluate("Array.from(latentExplorer.state.now.start)") == place, "before is not where the edit began"
    e.click("#reset")
    assert e.z() == place and caption() == "Morph, 10 %", "Back to the start does not go back to the morph"
    for tab, selector, name in [("blend", "#pad", "Blend"), ("analogy", "#strength", "C ")]:
        e.tab(tab)
        e.press(selector, "ArrowLeft")
        assert caption().startswith(name), f"a place of {tab} is called {caption()}"
