"""A is to B as C is to what: C + B − A."""


def check(e):
    e.tab("analogy")
    e.changes("the strength by keyboard", lambda: e.press("#strength", "ArrowLeft", "ArrowLeft"))
    e.changes("the strength by mouse", lambda: e.drag("#strength", (0.5, 0.5), (0.8, 0.5)))
    e.press("#strength", "Home", *["ArrowRight"] * 60)
    assert e.page.text_content("#strength-text") == "1.00"
    a, b, c = e.page.evaluate("latentExplorer.analogy.slots.map((slot) => Array.from(slot.picture.z))")
    e.click("#analogy-result")
    assert max(abs(z - (r + q - p)) for z, p, q, r in zip(e.z(), a, b, c)) < 1e-5, "the answer is not C + B − A"
    e.click("#analogy-1 button")
    e.changes("another B", lambda: another(e))


def another(e):
    """Leaves the open dialog, and opens it again for another picture."""
    e.page.keyboard.press("Escape")
    e.click("#analogy-1 button")
    e.click("#picker-special .tile:nth-child(3)")
