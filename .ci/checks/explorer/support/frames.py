"""How smooth dragging is: frames a second, and the processor's time for each.

The time is that of the page's main thread by its own clock, so that other work on the machine counts little;
the frames a second are what a user of this machine gets now. Chromium draws sixty a second at most.
"""

import math
import time
from dataclasses import dataclass

# What is dragged, by its tab; every kind of map.
DRAGGED = {"edit": "#slider-0", "map": "#map", "blend": "#pad", "morph": "#scrub", "analogy": "#strength"}
# The first steps compile the scripts.
WARMING_UP = 20

COUNT = """() => {
  watch.times = [];
  const step = (now) => {
    watch.times.push(now);
    watch.counting = watch.ask(step);
  };
  watch.counting = watch.ask(step);
}"""
COUNTED = "() => { watch.cancel(watch.counting); return watch.times; }"


@dataclass
class Smoothness:
    # Frames a second.
    rate: float
    # Milliseconds a frame: all of the main thread's work, and that of scripts, of sizes and of styles.
    work: float
    script: float
    layout: float
    style: float


def report(case):
    """In words: the slowest and the most laborious of what can be dragged."""
    found = list(measure(case).values())
    rate, work = min(each.rate for each in found), max(each.work for each in found)
    return f"dragging draws {rate:.0f} frames a second, at most {work:.1f} ms of work for each"


def measure(case):
    e = case.open()
    found = {}
    for tab, selector in DRAGGED.items():
        e.tab(tab)
        if tab != "map":
            found[tab] = while_dragging(e, selector)
            continue
        for kind in e.page.locator("#map-kinds [role=radio]").all():
            kind.click()
            found[f"{tab}, {kind.text_content().lower()}"] = while_dragging(e, selector)
    e.close()
    return found


def while_dragging(e, selector, seconds=1.5):
    """Drags round and round on an element."""
    e.page.locator(selector).scroll_into_view_if_needed()
    box = e.page.locator(selector).bounding_box()

    def move(step):
        x, y = 0.5 + 0.4 * math.cos(0.1 * step), 0.5 + 0.4 * math.sin(0.1 * step)
        e.page.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])

    session = e.context.new_cdp_session(e.page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    move(0)
    e.page.mouse.down()
    for step in range(WARMING_UP):
        move(step)
    e.page.evaluate(COUNT)
    before, end, step = metrics(session), time.monotonic() + seconds, WARMING_UP
    while time.monotonic() < end:
        move(step)
        step += 1
    after, times = metrics(session), e.page.evaluate(COUNTED)
    e.page.mouse.up()
    session.detach()
    e.rest()

    def each(name):
        return 1000 * (after[name] - before[name]) / len(times)

    rate = 1000 * (len(times) - 1) / (times[-1] - times[0])
    return Smoothness(rate, each("TaskDuration"), each("ScriptDuration"), each("LayoutDuration"),
                      each("RecalcStyleDuration"))


def metrics(session):
    """Chromium's own counts of a page."""
    return {metric["name"]: metric["value"] for metric in session.send("Performance.getMetrics")["metrics"]}
