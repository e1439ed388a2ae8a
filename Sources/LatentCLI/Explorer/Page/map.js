// The map: the samples on a plane, and the picture that follows the pointer.

function makeMap(app) {
  const { world, state, painter } = app;
  const canvas = byId("map");
  const samples = world.samples;
  const view = { scale: 1, x: 0, y: 0 };
  let kind = null;
  /// The drawn samples, kept until the view changes.
  let base = null;
  let colors = null;

  if (!samples) {
    byId("map-empty").hidden = false;
    byId("map-empty").textContent = "A map needs data: latent explore MODEL DATA makes a page with one.";
    for (const id of ["map-kinds", "map-fields", "map-color-part", "legend", "map-hint"]) byId(id).hidden = true;
    document.querySelector(".map-buttons").hidden = true;
    canvas.tabIndex = -1;
    return { draw() {}, forget() {}, kind: null, choose() {} };
  }

  const places = makePlaces(world, state);

  // MARK: From the map to the screen

  const relative = (value, [low, high]) => (value - low) / (high - low);
  const absolute = (value, [low, high]) => low + value * (high - low);

  function toScreen(x, y, w, h) {
    return [
      (0.5 + (relative(x, places.bounds.x) - view.x) * view.scale) * w,
      (0.5 - (relative(y, places.bounds.y) - view.y) * view.scale) * h,
    ];
  }

  function fromScreen(shareX, shareY) {
    return [
      absolute(view.x + (shareX - 0.5) / view.scale, places.bounds.x),
      absolute(view.y - (shareY - 0.5) / view.scale, places.bounds.y),
    ];
  }

  function zoom(factor, shareX = 0.5, shareY = 0.5) {
    const [x, y] = [view.x + (shareX - 0.5) / view.scale, view.y - (shareY - 0.5) / view.scale];
    view.scale = clamp(view.scale * factor, 1, 24);
    view.x = x - (shareX - 0.5) / view.scale;
    view.y = y + (shareY - 0.5) / view.scale;
    keepInside();
  }

  function keepInside() {
    const half = 0.5 / view.scale;
    view.x = clamp(view.x, half, 1 - half);
    view.y = clamp(view.y, half, 1 - half);
    base = null;
    app.redraw();
  }

  // MARK: Drawing

  /// The samples: pictures where there is room, dots elsewhere.
  function drawBase(w, h) {
    const layer = base?.layer || document.createElement("canvas");
    const ratio = canvas.width / w;
    layer.width = canvas.width;
    layer.height = canvas.height;
    const context = layer.getContext("2d");
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.imageSmoothingEnabled = !painter.isBlocky;
    context.imageSmoothingQuality = "high";
    const wide = clamp(w / 15, 24, 44) * clamp(Math.sqrt(view.scale), 1, 1.7);
    const high = (wide * painter.height) / painter.width;
    const taken = new Map();
    const [columns, dots, pictures] = [Math.ceil(w / wide) + 2, [], []];
    for (let index = 0; index < samples.count; index += 1) {
      const [x, y] = toScreen(...places.of(index), w, h);
      if (x < -wide || y < -high || x > w + wide || y > h + high) continue;
      const [column, row] = [Math.floor(x / wide), Math.floor(y / high)];
      let isFree = true;
      for (let dy = -1; dy <= 1 && isFree; dy += 1) {
        for (let dx = -1; dx <= 1 && isFree; dx += 1) {
          const other = taken.get((row + dy) * columns + column + dx);
          if (other && Math.abs(other[0] - x) < wide + 2 && Math.abs(other[1] - y) < high + 2) isFree = false;
        }
      }
      if (isFree) taken.set(row * columns + column, [x, y]);
      (isFree ? pictures : dots).push([index, x, y]);
    }
    const plain = cssColor("--soft");
    context.globalAlpha = 0.75;
    for (const [index, x, y] of dots) {
      context.fillStyle = colors ? colors(index) : plain;
      context.beginPath();
      context.arc(x, y, colors ? 3 : 2, 0, 7);
      context.fill();
    }
    context.globalAlpha = 1;
    for (const [index, x, y] of pictures) {
      context.save();
      context.beginPath();
      context.roundRect(x - wide / 2, y - high / 2, wide, high, wide / 6);
      context.clip();
      painter.drawSample(context, index, x - wide / 2, y - high / 2, wide, high);
      context.restore();
      if (!colors) continue;
      context.strokeStyle = colors(index);
      context.lineWidth = 2.5;
      context.beginPath();
      context.roundRect(x - wide / 2, y - high / 2, wide, high, wide / 6);
      context.stroke();
    }
    base = { layer, w, h, width: canvas.width };
  }

  function draw() {
    if (app.tab !== "map" || !samples.image) return;
    const { context, w, h } = fittedContext(canvas);
    if (!w) return;
    if (!base || base.width !== canvas.width || base.w !== w || base.h !== h) drawBase(w, h);
    context.clearRect(0, 0, w, h);
    context.drawImage(base.layer, 0, 0, w, h);
    const [x, y] = toScreen(...places.here(), w, h);
    drawPointer(context, clamp(x, 8, w - 8), clamp(y, 8, h - 8));
  }

  /// Where the picture on show lies.
  function drawPointer(context, x, y) {
    const [ink, ground, accent] = [cssColor("--ink"), cssColor("--card"), cssColor("--accent")];
    for (const [width, color] of [[5, ground], [2.5, accent]]) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.beginPath();
      context.arc(x, y, 11, 0, 7);
      context.stroke();
    }
    context.fillStyle = ink;
    context.strokeStyle = ground;
    context.lineWidth = 2;
    context.beginPath();
    context.arc(x, y, 3, 0, 7);
    context.stroke();
    context.fill();
  }

  // MARK: Moving

  followPointer(canvas, {
    onStart(event) {
      if (!event.shiftKey) return true;
      slide(event);
      return false;
    },
    onMove: (x, y) => goTo(...fromScreen(clamp(x, 0, 1), clamp(y, 0, 1))),
    onEnd: () => arrive(),
  });

  /// With Shift the map moves under the pointer.
  function slide(event) {
    let last = event;
    const box = canvas.getBoundingClientRect();
    const move = (next) => {
      view.x -= (next.clientX - last.clientX) / box.width / view.scale;
      view.y += (next.clientY - last.clientY) / box.height / view.scale;
      last = next;
      keepInside();
    };
    const end = () => {
      canvas.removeEventListener("pointermove", move);
      canvas.removeEventListener("pointerup", end);
    };
    canvas.setPointerCapture(event.pointerId);
    canvas.addEventListener("pointermove", move);
    canvas.addEventListener("pointerup", end);
  }

  let target = null;

  function goTo(x, y) {
    target = [x, y];
    state.move(places.there(x, y));
  }

  function arrive() {
    if (!target) return;
    target = null;
    state.settle();
    const nearest = nearestSamples(world, state.z, 1)[0];
    const traits = traitsOfSample(world, nearest.index).slice(0, 4);
    tell(`Near ${nameOfSample(world, nearest.index)}${traits.length ? ": " + traits.join(", ") : ""}`, false);
  }

  followArrows(canvas, {
    onMove(x, y) {
      const from = target || places.here();
      const bounds = places.bounds;
      const stepX = ((bounds.x[1] - bounds.x[0]) * 0.01) / view.scale;
      const stepY = ((bounds.y[1] - bounds.y[0]) * 0.01) / view.scale;
      goTo(clamp(from[0] + x * stepX, ...bounds.x), clamp(from[1] - y * stepY, ...bounds.y));
    },
    onEnd: arrive,
  });

  canvas.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey) return;
    if (event.key === "+" || event.key === "=") zoomHere(1.5);
    else if (event.key === "-") zoomHere(1 / 1.5);
    else if (event.key === "0") zoom(1 / 100);
    else if (event.key === "Enter") app.goToSample(nearestOnMap());
    else return;
    event.preventDefault();
  });

  /// Zooms around the present point.
  function zoomHere(factor) {
    const [x, y] = toScreen(...places.here(), 1, 1);
    zoom(factor, clamp(x, 0, 1), clamp(y, 0, 1));
  }

  function nearestOnMap() {
    const [x, y] = toScreen(...places.here(), 1, 1);
    return nearestAt(x, y);
  }

  function nearestAt(shareX, shareY) {
    let [best, least] = [0, Infinity];
    for (let index = 0; index < samples.count; index += 1) {
      const [x, y] = toScreen(...places.of(index), 1, 1);
      const square = (x - shareX) ** 2 + (y - shareY) ** 2;
      if (square < least) [best, least] = [index, square];
    }
    return best;
  }

  canvas.addEventListener("dblclick", (event) => {
    const box = canvas.getBoundingClientRect();
    app.goToSample(nearestAt((event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height));
  });
  canvas.addEventListener("wheel", (event) => {
    // Without a zoomed map the page scrolls on.
    if (view.scale === 1 && event.deltaY > 0) return;
    event.preventDefault();
    const box = canvas.getBoundingClientRect();
    zoom(Math.exp(-event.deltaY * 0.0022), (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height);
  }, { passive: false });
  byId("map-in").addEventListener("click", () => zoomHere(1.5));
  byId("map-out").addEventListener("click", () => zoomHere(1 / 1.5));
  byId("map-fit").addEventListener("click", () => zoom(1 / 100));

  // MARK: Choices

  world.attributes.forEach((attribute, index) => {
    const name = (attribute.group ? words(attribute.group) + ": " : "") + words(attribute.name);
    for (const id of ["map-x", "map-y"]) byId(id).append(element("option", { value: String(index), textContent: name }));
  });
  byId("map-y").value = String(Math.min(1, world.attributes.length - 1));
  for (const id of ["map-x", "map-y"]) {
    byId(id).addEventListener("change", () => {
      locate();
      app.redraw();
    });
  }

  byId("map-color").append(element("option", { value: "-1", textContent: "None" }));
  samples.groups.forEach((group, index) =>
    byId("map-color").append(element("option", { value: String(index), textContent: words(group.name) })));
  byId("map-color-part").hidden = !samples.groups.length;
  byId("map-color").addEventListener("change", () => {
    color(Number(byId("map-color").value));
    app.redraw();
  });

  function color(index) {
    const group = samples.groups[index];
    colors = group ? colorsOf(group) : null;
    byId("legend").replaceChildren(...(group ? legendOf(group) : []));
    base = null;
  }

  function locate() {
    places.locate(kind, [byId("map-x"), byId("map-y")].map(({ value }) => Number(value)));
    Object.assign(view, { scale: 1, x: 0.5, y: 0.5 });
    base = null;
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
      attributes: () => "Scores of two attributes, in deviations. The rest of the picture stays as it is.",
    }[kind]();
  }

  const kinds = [
    world.components.length > 1 && { name: "components", title: "Components" },
    { name: "neighbors", title: "Neighbours" },
    world.attributes.length > 1 && { name: "attributes", title: "Attributes" },
  ].filter(Boolean);
  // At first by the first column of few classes: groups are what a map shows best.
  const classes = samples.groups.findIndex((group) => group.kind === "class" && group.classes.length <= mapColors.length);
  byId("map-color").value = String(classes);
  color(classes);
  const setKind = radioGroup(byId("map-kinds"), kinds, (name) => {
    kind = name;
    byId("map-fields").hidden = name !== "attributes";
    locate();
    if (state.now) app.redraw();
  });
  if (kinds.some(({ name }) => name === "neighbors")) setKind("neighbors");
  new ResizeObserver(() => state.now && app.redraw()).observe(canvas);

  /// As a link says; the axes and the colour are set already.
  function choose(name) {
    color(Number(byId("map-color").value));
    setKind(name);
  }

  return { draw, forget: () => { base = null; }, get kind() { return kind; }, choose };
}
