// How the map looks: the samples, the axes, and the mark of the present point.

/// The samples on a layer of their own: pictures where there is room, dots elsewhere.
function drawSamples(layer, { samples, painter, places, view, colors }, w, h) {
  const context = layer.getContext("2d");
  context.setTransform(layer.width / w, 0, 0, layer.height / h, 0, 0);
  context.imageSmoothingEnabled = !painter.isBlocky;
  context.imageSmoothingQuality = "high";
  const wide = clamp(w / 15, 24, 44) * clamp(Math.sqrt(view.scale), 1, 1.7);
  const high = (wide * painter.height) / painter.width;
  const taken = new Map();
  const [columns, dots, pictures] = [Math.ceil(w / wide) + 2, [], []];
  for (let index = 0; index < samples.count; index += 1) {
    const [shareX, shareY] = view.toShare(...places.of(index));
    const [x, y] = [shareX * w, shareY * h];
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
}

/// The names of a plane's axes, and lines where a score begins to say yes.
function drawAxes(context, { places, view }, w, h) {
  const axes = places.axes;
  if (!axes) return;
  const [ink, ground] = [cssColor("--ink"), cssColor("--card")];
  context.save();
  axes.forEach(({ threshold }, axis) => {
    if (threshold === null) return;
    const share = view.toShare(threshold, threshold)[axis];
    for (const [color, dash] of [[ground, []], [ink, [5, 4]]]) {
      context.strokeStyle = color;
      context.lineWidth = dash.length ? 1.2 : 2.5;
      context.setLineDash(dash);
      context.globalAlpha = dash.length ? 0.75 : 0.5;
      context.beginPath();
      context.moveTo(...(axis === 0 ? [share * w, 0] : [0, share * h]));
      context.lineTo(...(axis === 0 ? [share * w, h] : [w, share * h]));
      context.stroke();
    }
  });
  context.globalAlpha = 1;
  context.setLineDash([]);
  context.font = "600 12px system-ui, sans-serif";
  context.lineJoin = "round";
  const write = (text, x, y, align) => {
    context.textAlign = align;
    context.strokeStyle = ground;
    context.lineWidth = 4;
    context.strokeText(text, x, y, w - 24);
    context.fillStyle = ink;
    context.fillText(text, x, y, w - 24);
  };
  write(`${axes[0].name} →`, w - 12, h - 12, "right");
  write(`↑ ${axes[1].name}`, 12, 22, "left");
  context.restore();
}

/// Where the picture on show lies; faint at the edge when it lies beyond.
function drawMark(context, shareX, shareY, w, h) {
  const [ink, ground, accent] = [cssColor("--ink"), cssColor("--card"), cssColor("--accent")];
  const [x, y] = [clamp(shareX * w, 8, w - 8), clamp(shareY * h, 8, h - 8)];
  const isBeyond = Math.min(shareX, shareY) < 0 || Math.max(shareX, shareY) > 1;
  context.globalAlpha = isBeyond ? 0.5 : 1;
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
  context.globalAlpha = 1;
}
