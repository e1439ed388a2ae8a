// What the page holds, read once: the model, attributes, directions, samples and maps.

/// Numbers in 65,535 steps between the least and the greatest of their column.
function stepsOf({ columns, low, step, values }) {
  const [lows, steps, bytes] = [singlesOf(low), singlesOf(step), bytesOf(values)];
  const result = new Float32Array(bytes.length / 2);
  for (let index = 0; index < result.length; index += 1) {
    const place = bytes[2 * index] | (bytes[2 * index + 1] << 8);
    result[index] = lows[index % columns] + place * steps[index % columns];
  }
  return result;
}

/// Everything but the pictures of the samples, which come when the browser has unpacked them.
function readContent() {
  const content = JSON.parse(byId("latent-content").textContent);
  const weights = bytesOf(byId("latent-weights").textContent.trim());
  const model = LatentEngine.load(content.model, weights.buffer);
  const dimension = model.latentDimension;
  const mixture = model.mixture || null;
  const world = {
    name: content.name,
    hash: content.modelHash,
    version: content.version,
    isRounded: content.isRounded,
    model,
    dimension,
    mixture,
    isLarge: model.multiplyAdds > 30e6,
    labels: content.model.condition || null,
    data: content.data || null,
    mean: singlesOf(content.mean),
    deviation: singlesOf(content.deviation),
    surprise: content.surprise,
    surpriseOf: (z) =>
      -(mixture ? LatentEngine.mixtureLogDensity(mixture, z) : LatentEngine.priorLogDensity(z)),
    attributes: content.attributes.map(readAttribute),
    components: content.components.map((component, index) => ({
      name: "Component " + (index + 1),
      vector: singlesOf(component.vector),
      deviation: component.deviation,
      share: component.share,
    })),
    samples: content.samples ? readSamples(content.samples, dimension) : null,
  };
  world.dimensions = readDimensions(world, content.divergences || null);
  return world;
}

/// An attribute's slider is in deviations of the data's scores.
function readAttribute(attribute) {
  const vector = singlesOf(attribute.vector);
  return { ...attribute, vector, square: dot(vector, vector) };
}

/// The numbers of a latent, the most used first where that is known.
function readDimensions(world, divergences) {
  const list = Array.from(world.mean, (mean, index) => ({
    name: "z" + index,
    index,
    mean,
    deviation: Math.max(world.deviation[index], 1e-6),
    nats: divergences ? divergences[index] : null,
  }));
  if (divergences) list.sort((a, b) => b.nats - a.nats || a.index - b.index);
  return list;
}

function readSamples(samples, dimension) {
  const latents = stepsOf(samples.latents);
  return {
    ...samples,
    latents,
    at: (index) => latents.slice(index * dimension, (index + 1) * dimension),
    neighborMap: stepsOf(samples.neighborMap),
    groups: samples.groups.map((group) => ({ ...group, values: bytesOf(group.values) })),
    sheetURL: URL.createObjectURL(new Blob([bytesOf(samples.thumbnails.sheet)], { type: "image/png" })),
    image: null,
  };
}

/// What a sample is called: its number in the data, and what it has.
function nameOfSample(world, index) {
  return `sample ${grouped(world.samples.indices[index])}`;
}

function traitsOfSample(world, index) {
  const traits = [];
  for (const group of world.samples.groups) {
    const value = group.values[index];
    if (value === 255) continue;
    if (group.kind === "binary" && value === 1) traits.push(words(group.name));
    if (group.kind === "class") traits.push(words(group.classes[value]));
  }
  return traits;
}

/// The sample nearest to each place of a list, nearest first.
function nearestSamples(world, z, count) {
  const { latents } = world.samples;
  const best = [];
  for (let index = 0; index < world.samples.count; index += 1) {
    let sum = 0;
    const start = index * world.dimension;
    for (let place = 0; place < world.dimension; place += 1) sum += (latents[start + place] - z[place]) ** 2;
    if (best.length === count && sum >= best[count - 1].square) continue;
    let place = best.length;
    while (place > 0 && best[place - 1].square > sum) place -= 1;
    best.splice(place, 0, { index, square: sum });
    if (best.length > count) best.pop();
  }
  return best;
}
