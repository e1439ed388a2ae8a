// The picture itself, its tools, and where it lies: how typical, what is nearest, what is pinned.

function makeStage(app) {
  const { world, state, painter } = app;
  const canvas = byId("picture");
  let isComparing = false;
  let shown = null;
  let before = null;

  // MARK: Picture

  function draw() {
    const place = state.now;
    shown = painter.image(place.z, place.label, state.isMoving || app.isPlaying);
    paint();
    caption();
    gauge();
    near();
    // Not disabled for good: a disabled button loses the focus, and with it who works by keyboard.
    byId("undo").setAttribute("aria-disabled", String(!state.past.length));
    byId("redo").setAttribute("aria-disabled", String(!state.future.length));
  }

  function paint() {
    const { context, w, h } = fittedContext(canvas);
    painter.draw(context, shown, 0, 0, w, h);
    if (!isComparing) return;
    const { start, startLabel, original } = state.now;
    if (before?.z !== start || before.label !== startLabel || before.original !== original) {
      before = { z: start, label: startLabel, original, image: original || painter.image(start, startLabel) };
    }
    // On a whole pixel, so that nothing shines through between before and after.
    const cut = Math.round((canvas.width * Number(byId("divider").value)) / 100) / canvas.width;
    context.save();
    context.beginPath();
    context.rect(0, 0, w * cut, h);
    context.clip();
    painter.draw(context, before.image, 0, 0, w, h);
    context.restore();
  }

  function caption() {
    const place = state.now;
    const text = captionOf(place);
    byId("caption").textContent = text.charAt(0).toUpperCase() + text.slice(1);
    canvas.setAttribute("aria-label", "The decoded picture: " + text);
    const before = place.original ? "your picture as it is" : place.startName;
    byId("before-name").textContent = `before: ${before}`;
    if (world.labels) byId("label").value = String(place.label);
  }

  function setComparing(value) {
    const hadFocus = byId("wipe").contains(document.activeElement);
    isComparing = value;
    byId("wipe").hidden = !value;
    byId("compare").setAttribute("aria-pressed", String(value));
    paint();
    if (value) byId("divider").focus({ preventScroll: true });
    else if (hadFocus) byId("compare").focus({ preventScroll: true });
  }

  byId("divider").addEventListener("input", () => {
    byId("wipe").style.setProperty("--cut", byId("divider").value + "%");
    paint();
  });
  byId("compare").addEventListener("click", () => setComparing(!isComparing));
  byId("pixels").addEventListener("click", () => {
    painter.isBlocky = !painter.isBlocky;
    document.body.classList.toggle("blocky", painter.isBlocky);
    byId("pixels").setAttribute("aria-pressed", String(painter.isBlocky));
    app.redrawAll();
  });
  byId("pixels").setAttribute("aria-pressed", String(painter.isBlocky));

  byId("undo").addEventListener("click", () => tell(state.undo() ? "Undone" : "Nothing to undo", false));
  byId("redo").addEventListener("click", () => tell(state.redo() ? "Redone" : "Nothing to redo", false));
  byId("pin").addEventListener("click", () => state.pin());
  byId("random").addEventListener("click", () => app.drawNext());

  if (world.labels) {
    byId("label-choice").hidden = false;
    byId("label-name").textContent = words(world.labels.name);
    world.labels.labels.forEach((label, index) =>
      byId("label").append(element("option", { value: String(index), textContent: words(label) })));
    byId("label").addEventListener("change", () => state.setLabel(Number(byId("label").value)));
  }

  // MARK: How typical

  const quantiles = world.surprise;
  const spread = Math.max(quantiles[100] - quantiles[50], 1e-6);

  /// The share of the data that is less strange, and how far beyond all of it.
  function strangeness(z) {
    const surprise = world.surpriseOf(z);
    if (surprise >= quantiles[100]) return { share: 1, beyond: (surprise - quantiles[100]) / spread };
    if (!(surprise > quantiles[0])) return { share: 0, beyond: 0 };
    let index = 0;
    while (index < 99 && quantiles[index + 1] <= surprise) index += 1;
    const step = quantiles[index + 1] - quantiles[index];
    return { share: (index + (step > 0 ? (surprise - quantiles[index]) / step : 0)) / 100, beyond: 0 };
  }

  function gauge() {
    const { share, beyond } = strangeness(state.z);
    const place = beyond > 0 ? 80 + (20 * beyond) / (beyond + 1) : 80 * share;
    const crowd = world.data ? "the data" : "random samples";
    const whole = share < 1 ? Math.min(99, Math.round(100 * share)) : 100;
    let text = `stranger than ${whole} % of ${crowd}`;
    if (beyond > 0) text = `stranger than all of ${crowd}`;
    if (share === 0) text = `more usual than all of ${crowd}`;
    byId("needle").style.left = place + "%";
    byId("gauge-text").textContent = text;
    const bar = byId("gauge-bar");
    bar.setAttribute("aria-valuenow", String(whole));
    bar.setAttribute("aria-valuetext", text);
  }

  // MARK: Nearest

  const nearButtons = [];
  let nearest = [];
  if (world.samples) {
    for (let place = 0; place < Math.min(8, world.samples.count); place += 1) {
      const button = element("button", { type: "button", class: "tile", onclick: () => app.goToSample(nearest[place].index) }, element("i"));
      nearButtons.push(button);
      byId("near").append(button);
    }
  } else {
    byId("near").append(element("p", { class: "empty", textContent: "This page was made without data." }));
  }

  function near() {
    if (!world.samples) return;
    nearest = nearestSamples(world, state.z, nearButtons.length);
    nearest.forEach(({ index, square }, place) => {
      const button = nearButtons[place];
      if (button.dataset.index !== String(index)) {
        button.dataset.index = String(index);
        painter.showSample(button.firstChild, index);
      }
      const away = Math.sqrt(square);
      button.title = `${nameOfSample(world, index)}, distance ${away.toFixed(2)}`;
      button.setAttribute("aria-label", `Nearest ${place + 1}: ${button.title}`);
    });
  }

  // MARK: Pinned

  function pins() {
    const list = byId("pins");
    list.replaceChildren(...state.pins.map((pin, index) => {
      const button = element("button", {
        type: "button", class: "tile", title: pin.name, "aria-label": `Pinned ${index + 1}: ${pin.name}`,
        onclick: () => state.begin(pin.z, pin.name, { label: pin.label }),
      }, painter.miniature(pin.z, pin.label));
      const remove = element("button", {
        type: "button", class: "remove", "aria-label": `Remove pinned ${index + 1}`,
        onclick: () => {
          state.unpin(index);
          (list.querySelectorAll(".remove")[Math.min(index, state.pins.length - 1)] || byId("pin")).focus();
        },
      }, icon("close"));
      return element("div", { class: "pinned" }, button, remove);
    }));
    if (!state.pins.length) {
      list.append(element("p", { class: "empty", textContent: "Pin pictures to blend, morph and calculate with them." }));
    }
  }

  // On a narrow screen the picture stays in sight, and what is focused must not be scrolled behind it.
  const section = document.querySelector(".stage");
  new ResizeObserver(() => {
    const isSticky = getComputedStyle(section).position === "sticky";
    document.documentElement.style.scrollPaddingTop = isSticky ? `${section.offsetHeight + 10}px` : "";
  }).observe(section);

  new ResizeObserver(() => shown && paint()).observe(canvas);
  state.listen((kind) => (kind === "pins" ? pins() : app.redraw()));
  pins();
  return { draw, pins, setComparing, get isComparing() { return isComparing; } };
}
