// The pad between four pictures.

function makePad(app) {
  const { state, painter } = app;
  const canvas = byId("pad");
  const count = 6;
  const corners = [];
  const run = inPieces();
  const cells = [];
  /// The pictures behind the pad, kept until they or its size change.
  let sheet = null;
  let place = null;
  let isChosen = false;
  /// The latent of the place; the mark is drawn while it is the one on show.
  let marked = null;

  for (let corner = 0; corner < 4; corner += 1) {
    const title = ["top left", "top right", "bottom left", "bottom right"][corner];
    corners.push(app.picker.slot(byId("corner-" + corner), title, () => {
      isChosen = true;
      fill();
    }));
  }

  const latents = () => corners.map(({ picture }) => picture.z);
  const label = () => corners[0].picture.label;

  const redraw = coalesced(draw);

  /// Draws the pictures behind the pad anew.
  function forget() {
    sheet = null;
    redraw();
  }

  /// Decodes the pictures behind the pad, a few at a time.
  function fill() {
    cells.length = 0;
    place = marked = null;
    forget();
    run(count * count, (index) => {
      const [x, y] = [(index % count) / (count - 1), Math.floor(index / count) / (count - 1)];
      cells[index] = painter.image(onSurface(latents(), x, y, app.way), label(), true);
      forget();
    });
  }

  function draw() {
    if (app.tab !== "blend") return;
    const { context, w, h } = fittedContext(canvas);
    if (!w) return;
    if (sheet?.width !== canvas.width || sheet.height !== canvas.height) {
      sheet = painter.tiles(cells, count, count, canvas.width, canvas.height);
    }
    context.clearRect(0, 0, w, h);
    context.drawImage(sheet, 0, 0, w, h);
    if (state.z !== marked) return;
    const [x, y] = [clamp(place[0] * w, 10, w - 10), clamp(place[1] * h, 10, h - 10)];
    for (const [width, color] of [[6, cssColor("--card")], [3, cssColor("--accent")]]) {
      context.lineWidth = width;
      context.strokeStyle = color;
      context.beginPath();
      context.arc(x, y, 11, 0, 7);
      context.stroke();
    }
  }

  function goTo(x, y) {
    place = [clamp(x, 0, 1), clamp(y, 0, 1)];
    marked = onSurface(latents(), ...place, app.way);
    state.place(marked, "blend", label());
    byId("pad-text").textContent = sentence();
  }

  function sentence() {
    const [x, y] = place;
    const shares = [(1 - x) * (1 - y), x * (1 - y), (1 - x) * y, x * y];
    return ["top left", "top right", "bottom left", "bottom right"]
      .map((name, index) => `${name} ${Math.round(100 * shares[index])} %`).join(" · ");
  }

  function arrive(event) {
    if (!place || !state.isMoving) return;
    state.settle(event.type.startsWith("key") ? canvas : null);
    tell(sentence(), false);
  }

  followPointer(canvas, { onMove: (x, y) => goTo(x, y), onEnd: arrive });
  followArrows(canvas, {
    onMove(x, y) {
      const [fromX, fromY] = place || [0.5, 0.5];
      goTo(fromX + 0.025 * x, fromY + 0.025 * y);
    },
    onEnd: arrive,
  });
  new ResizeObserver(draw).observe(canvas);

  return {
    corners,
    draw,
    forget,
    fill,
    refresh: fill,
    get isChosen() { return isChosen; },
    get pictures() { return corners.map(({ picture }) => picture); },
    take(pictures) {
      if (pictures.length !== corners.length) return;
      corners.forEach((corner, index) => corner.set(pictures[index]));
      isChosen = true;
      fill();
    },
    /// The first four pictures.
    begin(pictures) {
      corners.forEach((corner, index) => corner.set(pictures[index % pictures.length]));
    },
    /// When the tab is opened.
    show() {
      if (!cells.length) fill();
      draw();
    },
  };
}
