// Where to start: a random sample, a picture of one's own, or a sample of the data.

function makeStart(app) {
  const { world, state, painter } = app;
  const { model, dimension, mixture } = world;
  const count = 16;
  const run = inPieces();
  let drawn = [];

  // MARK: Random samples

  const mostSeed = 9007199254740991n;
  let lastSeed = "0";

  /// The seed of the field, or the last one that was one.
  function seed() {
    const text = byId("seed").value.trim();
    const isSeed = /^\d{1,16}$/.test(text) && BigInt(text) <= mostSeed;
    if (isSeed) lastSeed = text;
    complain(byId("seed"), byId("seed-problem"), isSeed ? "" : `A seed is a whole number from 0 to ${grouped(mostSeed)}.`);
    return lastSeed;
  }
  const temperature = () => Number(byId("temperature").value);

  /// The first samples of the seed: the same as those of `latent sample --seed`.
  function draws(number) {
    const generator = LatentEngine.generator(BigInt(seed()));
    const label = state.now?.label ?? 0;
    return Array.from({ length: number }, (_, index) => ({
      z: mixture ? LatentEngine.sampleMixture(mixture, generator, temperature())
        : LatentEngine.samplePrior(dimension, generator, temperature()),
      label,
      name: `random ${seed()}${number > 1 ? ` · ${index + 1}` : ""}`,
    }));
  }

  const buttons = Array.from({ length: count }, (_, index) =>
    element("button", {
      type: "button", class: "tile", "aria-label": `Random sample ${index + 1}`,
      onclick: () => {
        const { z, label, name } = drawn[index];
        state.begin(z, name, { label });
      },
    }, element("canvas")));
  byId("draws").append(...buttons);

  function fill() {
    fillTrack(byId("temperature"));
    byId("temperature-text").textContent = temperature().toFixed(2);
    drawn = draws(count);
    if (app.tab !== "start") return;
    run(count, (index) => painter.paint(buttons[index].firstChild, drawn[index].z, drawn[index].label));
  }

  byId("seed").addEventListener("input", fill);
  byId("temperature").addEventListener("input", fill);
  byId("density-hint").textContent = mixture
    ? "From the mixture that was fitted to the encodings. Low temperatures are usual, high ones strange."
    : "From the normal distribution. Low temperatures are usual, high ones strange.";

  /// The next seed's first sample.
  function drawNext() {
    byId("seed").value = String((BigInt(seed()) + 1n) % (mostSeed + 1n));
    fill();
    const { z, label, name } = draws(1)[0];
    state.begin(z, name, { label });
    tell(`Random sample of seed ${seed()}`, false);
  }

  // MARK: A picture of one's own

  function problem(text) {
    byId("file-problem").hidden = !text;
    byId("file-problem").textContent = text;
    if (text) app.setTab("start");
  }

  // What was wrong with a file is done with when something else is on show.
  state.listen((kind) => {
    if (kind === "leave") problem("");
  });

  async function take(file) {
    problem("");
    if (!file) return;
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      const recipe = readRecipe(bytes);
      if (recipe && recipe.model === world.hash && Array.isArray(recipe.latent) && recipe.latent.length === dimension) {
        const z = Float32Array.from(recipe.latent);
        const label = world.labels ? Math.max(0, world.labels.labels.indexOf(recipe.label)) : 0;
        if (z.every(Number.isFinite)) {
          state.begin(z, "a saved picture", { label });
          tell("Back at the point of the saved picture");
          return;
        }
      }
      const image = await decodeImage(new Blob([bytes], { type: file.type }));
      const { values, original } = valuesOf(image);
      const { mean } = model.encode(values, { label: state.now.label });
      if (!mean.every(Number.isFinite)) throw new Error("not finite");
      state.begin(Float32Array.from(mean), "your picture", { original });
      tell("Your picture is encoded; compare shows the original");
    } catch {
      problem("This file cannot be read as a picture. Choose a PNG, JPEG, GIF, WebP or SVG file.");
    }
  }

  function decodeImage(blob) {
    return new Promise((resolve, reject) => {
      const image = new Image();
      const url = URL.createObjectURL(blob);
      image.onload = () => {
        URL.revokeObjectURL(url);
        if (image.naturalWidth && image.naturalHeight) resolve(image);
        else reject(new Error("empty"));
      };
      image.onerror = () => {
        URL.revokeObjectURL(url);
        reject(new Error("unreadable"));
      };
      image.src = url;
    });
  }

  /// The middle of a picture in the model's size: each pixel the mean of what it covers.
  function valuesOf(image) {
    const [height, width, channels] = model.shape;
    const scale = Math.min(image.naturalWidth / width, image.naturalHeight / height);
    const [cutWidth, cutHeight] = [width * scale, height * scale];
    // Halving steps: a browser's own reduction by a large factor leaves pixels out.
    let source = image;
    let [x, y] = [(image.naturalWidth - cutWidth) / 2, (image.naturalHeight - cutHeight) / 2];
    let [w, h] = [cutWidth, cutHeight];
    for (;;) {
      const isLast = w <= 2 * width;
      const [nextWidth, nextHeight] = isLast ? [width, height] : [Math.ceil(w / 2), Math.ceil(h / 2)];
      const canvas = element("canvas", { width: nextWidth, height: nextHeight });
      const context = canvas.getContext("2d", { willReadFrequently: isLast });
      if (channels < 4) {
        context.fillStyle = "#fff";
        context.fillRect(0, 0, nextWidth, nextHeight);
      }
      context.imageSmoothingQuality = "high";
      context.drawImage(source, x, y, w, h, 0, 0, nextWidth, nextHeight);
      [source, x, y, w, h] = [canvas, 0, 0, nextWidth, nextHeight];
      if (!isLast) continue;
      const original = context.getImageData(0, 0, width, height);
      const values = new Float32Array(width * height * channels);
      for (let pixel = 0; pixel < width * height; pixel += 1) {
        const [red, green, blue, opacity] = original.data.subarray(4 * pixel, 4 * pixel + 4);
        if (channels === 1) {
          const grey = Math.round(0.299 * red + 0.587 * green + 0.114 * blue);
          values[pixel] = grey / 255;
          original.data.fill(grey, 4 * pixel, 4 * pixel + 3);
        } else {
          values.set([red / 255, green / 255, blue / 255], pixel * channels);
          if (channels === 4) values[pixel * channels + 3] = opacity / 255;
        }
      }
      return { values, original };
    }
  }

  byId("file").addEventListener("change", () => {
    take(byId("file").files[0]);
    byId("file").value = "";
  });
  let depth = 0;
  document.addEventListener("dragenter", (event) => {
    if (![...event.dataTransfer.types].includes("Files")) return;
    depth += 1;
    document.body.classList.add("dropping");
  });
  document.addEventListener("dragleave", () => {
    depth = Math.max(0, depth - 1);
    if (!depth) document.body.classList.remove("dropping");
  });
  document.addEventListener("dragover", (event) => event.preventDefault());
  document.addEventListener("drop", (event) => {
    event.preventDefault();
    depth = 0;
    document.body.classList.remove("dropping");
    take(event.dataTransfer.files[0]);
  });
  document.addEventListener("paste", (event) => {
    const file = [...(event.clipboardData?.files || [])][0];
    if (file) take(file);
  });

  // MARK: Samples of the data

  byId("sample-part").hidden = !world.samples;
  if (world.samples) {
    const step = Math.max(1, Math.floor(world.samples.count / 16));
    for (let index = 0; index < world.samples.count && index / step < 16; index += step) {
      const picture = element("i");
      painter.showSample(picture, index);
      byId("some-samples").append(element("button", {
        type: "button", class: "tile", title: nameOfSample(world, index), "aria-label": nameOfSample(world, index),
        onclick: () => app.goToSample(index),
      }, picture));
    }
  }
  byId("all-samples").addEventListener("click", () =>
    app.picker.open("Start from", ({ z, label, name }) => state.begin(z, name, { label })));

  return { draws, drawNext, fill, show: fill };
}
