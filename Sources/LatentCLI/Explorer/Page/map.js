// The map: the samples on a plane, and the picture that follows the pointer.

function makeMap(app) {
  const { world, state, painter } = app;
  const canvas = byId("map");
  const samples = world.samples;

  if (!samples) {
    byId("map-empty").hidden = false;
    byId("map-empty").textContent = "A map needs data: latent explore MODEL DATA makes a page with one.";
    for (const id of ["map-kinds", "map-fields", "map-key", "legend", "map-hint"]) byId(id).hidden = true;
    canvas.tabIndex = -1;
    return { draw() {}, forget() {}, kind: null, choose() {} };
  }

  let kind = null;
  /// The drawn samples, kept until the view changes.
  let base = null;
  const colors = makeColors(samples, forget);
  const places = makePlaces(world, state);
  const view = makeView(places, forget);
  colors.choose();

  function forget() {
    base = null;
    if (state.now) app.redraw();
  }

  // MARK: Drawing

  let drawn = null;
  let isDragged = false;

  function draw() {
    if (app.tab !== "map" || !samples.image) return;
    const { context, w, h } = fittedContext(canvas);
    if (!w) return;
    // The view goes with the point, but not away from under the pointer.
    if (state.z !== drawn && !isDragged) view.follow(...here());
    drawn = state.z;
    if (!base || base.width !== canvas.width || base.height !== canvas.height) {
      base = element("canvas", { width: canvas.width, height: canvas.height });
      drawSamples(base, { samples, painter, places, view, colors: colors.of }, w, h);
    }
    context.clearRect(0, 0, w, h);
    context.drawImage(base, 0, 0, w, h);
    drawAxes(context, { places, view }, w, h);
    drawMark(context, ...view.toShare(...here()), w, h);
  }

  // MARK: Moving

  /// Where the point was put; on the map of neighbours its place is not to be read from it.
  let put = null;
  const here = () => (put && put.z === state.z ? put.at : places.here());

  function goTo(x, y) {
    const z = places.there(x, y);
    put = { at: [x, y], z };
    if (places.axes) state.move(z);
    else state.place(z, "a place on the map");
  }

  function arrive(event) {
    isDragged = false;
    if (!state.isMoving) return;
    state.settle(event.type.startsWith("key") ? canvas : null);
    const nearest = nearestSamples(world, state.z, 1)[0];
    const traits = traitsOfSample(world, nearest.index).slice(0, 4);
    tell(`Near ${nameOfSample(world, nearest.index)}${traits.length ? ": " + traits.join(", ") : ""}`, false);
  }

  /// How many steps there were to undo before each of the last two presses: a double press takes back its first.
  let steps = [0, 0];
  const pointer = followPointer(canvas, {
    onStart(event) {
      if (event.shiftKey) {
        slideUnder(event);
        return false;
      }
      steps = [steps[1], state.past.length];
      isDragged = true;
      return true;
    },
    onMove: (x, y) => goTo(...view.fromShare(clamp(x, 0, 1), clamp(y, 0, 1))),
    onEnd: arrive,
  });

  /// With Shift the map moves under the pointer.
  function slideUnder(event) {
    let last = event;
    const box = canvas.getBoundingClientRect();
    const move = (next) => {
      view.slide((next.clientX - last.clientX) / box.width, (next.clientY - last.clientY) / box.height);
      last = next;
    };
    const end = () => {
      canvas.removeEventListener("pointermove", move);
      canvas.removeEventListener("pointerup", end);
    };
    canvas.setPointerCapture(event.pointerId);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end);
  }

  // Two fingers zoom and slide; the whole map has nowhere to slide, and they scroll the page.
  followTwoFingers(canvas, {
    onStart() {
      pointer.cancel();
      isDragged = false;
      state.cancel();
    },
    onMove({ factor, x, y, byX, byY, height }) {
      view.zoom(factor, x, y);
      if (view.isWhole) window.scrollBy(0, -byY * height);
      else view.slide(byX, byY);
    },
  });

  followArrows(canvas, {
    onMove(x, y) {
      const from = here();
      const { bounds } = places;
      const step = ([low, high]) => ((high - low) * 0.01) / view.scale;
      goTo(clamp(from[0] + x * step(bounds.x), ...bounds.x), clamp(from[1] - y * step(bounds.y), ...bounds.y));
    },
    onEnd: arrive,
  });

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "=") zoomHere(1.5);
    else if (event.key === "-") zoomHere(1 / 1.5);
    else if (event.key === "0") view.showAll();
    else if (event.key === "Enter") app.goToSample(nearestAt(...view.toShare(...here())));
    else return;
    event.preventDefault();
  });

  /// Zooms around the present point.
  function zoomHere(factor) {
    const [x, y] = view.toShare(...here());
    view.zoom(factor, clamp(x, 0, 1), clamp(y, 0, 1));
  }

  function nearestAt(shareX, shareY) {
    let [best, least] = [0, Infinity];
    for (let index = 0; index < samples.count; index += 1) {
      const [x, y] = view.toShare(...places.of(index));
      const square = (x - shareX) ** 2 + (y - shareY) ** 2;
      if (square < least) [best, least] = [index, square];
    }
    return best;
  }

  const shareOf = (event) => {
    const box = canvas.getBoundingClientRect();
    return [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
  };
  canvas.addEventListener("dblclick", (event) => {
    const index = nearestAt(...shareOf(event));
    while (state.past.length > steps[0]) state.undo();
    app.goToSample(index);
  });
  canvas.addEventListener("wheel", (event) => {
    // The wheel over a whole map scrolls the page; pinching a touchpad is a wheel with Ctrl.
    if (view.isWhole && !event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    view.zoom(Math.exp(-event.deltaY * (event.ctrlKey ? 0.006 : 0.0022)), ...shareOf(event));
  }, { passive: false });
  byId("map-in").addEventListener("click", () => zoomHere(1.5));
  byId("map-out").addEventListener("click", () => zoomHere(1 / 1.5));
  byId("map-fit").addEventListener("click", view.showAll);

  // MARK: Choices

  world.attributes.forEach((attribute, index) => {
    const name = (attribute.group ? words(attribute.group) + ": " : "") + words(attribute.name);
    for (const id of ["map-x", "map-y"]) byId(id).append(element("option", { value: String(index), textContent: name }));
  });
  // At first the two that are told best.
  const told = world.attributes.map(({ auc }, index) => ({ index, auc: auc ?? 0 })).sort((a, b) => b.auc - a.auc);
  if (told.length > 1) [byId("map-x").value, byId("map-y").value] = told.slice(0, 2).map(({ index }) => String(index));
  for (const id of ["map-x", "map-y"]) byId(id).addEventListener("change", locate);

  function locate() {
    places.locate(kind, [byId("map-x"), byId("map-y")].map(({ value }) => Number(value)));
    put = null;
    view.showAll();
    tellHint();
  }

  function tellHint() {
    const quality = samples.quality[kind === "neighbors" ? "neighbors" : "principal"];
    const trust = quality ? ` Trustworthiness ${quality.trustworthiness.toFixed(2)}.` : "";
    byId("map-hint").textContent = {
      components: () => {
        const share = world.components.slice(0, 2).reduce((sum, { share: part }) => sum + part, 0);
        return `The plane of most variance, ${percent(share)} of it. What lies across stays as it is.${trust}`;
      },
      neighbors: () => `Neighbours stay neighbours (t-SNE); distances between groups mean nothing. A place is a mixture of the samples around it.${trust}`,
      attributes: () => "Scores of two attributes, in deviations; from the dashed lines on they say yes. The rest of the picture stays as it is.",
    }[kind]();
  }

  const kinds = [
    world.components.length > 1 && { name: "components", title: "Components" },
    { name: "neighbors", title: "Neighbours" },
    world.attributes.length > 1 && { name: "attributes", title: "Attributes" },
  ].filter(Boolean);
  const setKind = radioGroup(byId("map-kinds"), kinds, (name) => {
    kind = name;
    byId("map-fields").hidden = name !== "attributes";
    locate();
  });
  setKind("neighbors");
  new ResizeObserver(() => state.now && app.redraw()).observe(canvas);

  return {
    draw, forget,
    /// Where the point is, as shares of the canvas.
    mark: () => view.toShare(...here()),
    get kind() { return kind; },
    /// As a link says; the axes and the colour are set already.
    choose(name) {
      colors.choose();
      setKind(name);
    },
  };
}
