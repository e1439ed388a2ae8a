// From latents to pixels on canvases, and from the samples' sheet to small pictures.

function makePainter(world) {
  const { model } = world;
  const [height, width] = model.shape;
  const small = document.createElement("canvas");
  const context = small.getContext("2d", { willReadFrequently: true });
  document.documentElement.style.setProperty("--aspect", String(width / height));
  // Few pixels look better as squares, many better smoothed.
  const painter = { isBlocky: Math.max(width, height) < 48, width, height };
  document.body.classList.toggle("blocky", painter.isBlocky);

  /// The decoded bytes, red, green, blue and opacity; values are rounded to even, as the library does.
  function pixels(values, channels) {
    const count = values.length / channels;
    const data = new Uint8ClampedArray(4 * count);
    for (let index = 0; index < count; index += 1) {
      const [from, to] = [index * channels, 4 * index];
      if (channels < 3) {
        data[to] = data[to + 1] = data[to + 2] = 255 * values[from];
        data[to + 3] = 255;
      } else {
        data[to] = 255 * values[from];
        data[to + 1] = 255 * values[from + 1];
        data[to + 2] = 255 * values[from + 2];
        data[to + 3] = channels === 4 ? 255 * values[from + 3] : 255;
      }
    }
    return data;
  }

  const optionsFor = (label, isDraft) => ({ label, draft: isDraft && world.isLarge });

  painter.decode = (z, label, isDraft = false) => model.decode(z, optionsFor(label, isDraft));

  /// The decoded picture at its own size, as ImageData.
  painter.image = (z, label, isDraft = false) => {
    const output = painter.decode(z, label, isDraft);
    return new ImageData(pixels(output.values, output.channels), output.width, output.height);
  };

  /// Draws a decoded picture into a rectangle of a canvas.
  painter.draw = (target, image, x, y, w, h) => {
    if (small.width !== image.width || small.height !== image.height) {
      small.width = image.width;
      small.height = image.height;
    }
    context.putImageData(image, 0, 0);
    target.imageSmoothingEnabled = !painter.isBlocky;
    target.imageSmoothingQuality = "high";
    // A smoothed picture is not quite opaque everywhere: what lay there before must not shine through.
    target.clearRect(x, y, w, h);
    target.drawImage(small, x, y, w, h);
  };

  /// A canvas of decoded pictures, row after row.
  ///
  /// Their edges lie on whole pixels, so that no picture lets its neighbours shine through.
  painter.tiles = (images, columns, rows, wide, high) => {
    const canvas = element("canvas", { width: wide, height: high });
    const target = canvas.getContext("2d");
    const edge = (index, count, size) => Math.round((index * size) / count);
    images.forEach((image, index) => {
      const [column, row] = [index % columns, Math.floor(index / columns)];
      const [x, y] = [edge(column, columns, wide), edge(row, rows, high)];
      painter.draw(target, image, x, y, edge(column + 1, columns, wide) - x, edge(row + 1, rows, high) - y);
    });
    return canvas;
  };

  /// A small canvas that shows a latent.
  painter.miniature = (z, label) => {
    const canvas = element("canvas", { width, height });
    painter.paint(canvas, z, label);
    return canvas;
  };

  painter.paint = (canvas, z, label) => {
    canvas.width = width;
    canvas.height = height;
    canvas.getContext("2d").putImageData(painter.image(z, label), 0, 0);
  };

  // MARK: Samples

  const thumbnails = world.samples && world.samples.thumbnails;
  const rows = thumbnails ? Math.ceil(world.samples.count / thumbnails.columns) : 0;

  /// Makes an element show a sample's small picture.
  painter.showSample = (node, index) => {
    const columns = thumbnails.columns;
    const [column, row] = [index % columns, Math.floor(index / columns)];
    if (!node.style.backgroundImage) {
      node.style.backgroundImage = `url("${world.samples.sheetURL}")`;
      node.style.backgroundSize = `${100 * columns}% ${100 * rows}%`;
    }
    const x = columns > 1 ? (100 * column) / (columns - 1) : 0;
    const y = rows > 1 ? (100 * row) / (rows - 1) : 0;
    node.style.backgroundPosition = `${x}% ${y}%`;
  };

  /// Draws a sample's small picture into a rectangle of a canvas.
  painter.drawSample = (target, index, x, y, w, h) => {
    const { columns, width: cellWidth, height: cellHeight } = thumbnails;
    const [column, row] = [index % columns, Math.floor(index / columns)];
    target.drawImage(world.samples.image, column * cellWidth, row * cellHeight, cellWidth, cellHeight, x, y, w, h);
  };

  return painter;
}

/// Makes a canvas as fine as the screen and gives its context in units of the page.
function fittedContext(canvas) {
  const ratio = Math.min(window.devicePixelRatio || 1, 2.5);
  const [w, h] = [canvas.clientWidth, canvas.clientHeight];
  const [wide, high] = [Math.max(1, Math.round(w * ratio)), Math.max(1, Math.round(h * ratio))];
  if (canvas.width !== wide || canvas.height !== high) {
    canvas.width = wide;
    canvas.height = high;
  }
  const context = canvas.getContext("2d");
  // Not by the ratio: the last pixels of the canvas are to be covered whole.
  context.setTransform(wide / Math.max(w, 1), 0, 0, high / Math.max(h, 1), 0, 0);
  return { context, w, h };
}

const cssColor = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
