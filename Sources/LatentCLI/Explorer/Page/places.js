// Where the samples lie on the map, where the present point lies, and what latent a place stands for.
//
// On the plane of two components or two attributes a place says two numbers of the latent, and the rest of the
// picture stays. On the map of neighbours, whose axes mean nothing, a place means a mixture of the samples
// around it.

function makePlaces(world, state) {
  const samples = world.samples;
  /// The two directions of a plane, each as long as one deviation of the data along it; none on the map of
  /// neighbours.
  let plane = null;
  /// Two numbers of each sample, and the range of both on the map.
  let all = null;
  let bounds = null;

  const scaled = (vector, unit) => Float32Array.from(vector, (value) => value * unit);

  const directions = {
    components: () => world.components.slice(0, 2).map(({ name, vector, deviation }) => ({
      name, threshold: null,
      read: (z) => (dot(vector, z) - dot(vector, world.mean)) / deviation,
      step: scaled(vector, deviation),
    })),
    neighbors: () => null,
    attributes: (chosen) => chosen.map((index) => {
      const { name, vector, bias, mean, deviation, square } = world.attributes[index];
      return {
        name: words(name), threshold: axisOf.attribute(world.attributes[index]).threshold,
        read: (z) => (dot(vector, z) + bias - mean) / deviation,
        step: scaled(vector, deviation / square),
      };
    }),
  };

  /// Places the samples on the map of a kind; the map of attributes needs the numbers of two.
  function locate(kind, chosen) {
    plane = directions[kind](chosen);
    all = new Float32Array(2 * samples.count);
    if (!plane) all.set(samples.neighborMap);
    else {
      for (let index = 0; index < samples.count; index += 1) {
        const z = samples.latents.subarray(index * world.dimension, (index + 1) * world.dimension);
        all[2 * index] = plane[0].read(z);
        all[2 * index + 1] = plane[1].read(z);
      }
    }
    const range = (axis) => {
      const values = all.filter((_, place) => place % 2 === axis);
      const [low, high] = [Math.min(...values), Math.max(...values)];
      const margin = Math.max(0.06 * (high - low), 1e-3);
      return [low - margin, high + margin];
    };
    bounds = { x: range(0), y: range(1) };
  }

  /// Where the present point lies on the map.
  function here() {
    const z = state.z;
    if (plane) return plane.map((axis) => axis.read(z));
    let [x, y, total] = [0, 0, 0];
    for (const { index, square } of nearestSamples(world, z, 6)) {
      const weight = 1 / (square * square + 1e-9);
      x += weight * all[2 * index];
      y += weight * all[2 * index + 1];
      total += weight;
    }
    return [x / total, y / total];
  }

  /// The latent that a place of the map stands for.
  function there(x, y) {
    if (plane) return onPlane(x, y);
    const size = bounds.x[1] - bounds.x[0];
    const near = [];
    for (let index = 0; index < samples.count; index += 1) {
      const square = (all[2 * index] - x) ** 2 + (all[2 * index + 1] - y) ** 2;
      near.push({ index, square });
    }
    near.sort((a, b) => a.square - b.square);
    const reach = Math.max(near[Math.min(4, near.length - 1)].square, (0.012 * size) ** 2);
    const z = new Float64Array(world.dimension);
    let total = 0;
    for (const { index, square } of near.slice(0, 12)) {
      const weight = Math.exp((-2.5 * square) / reach);
      total += weight;
      for (let place = 0; place < world.dimension; place += 1) {
        z[place] += weight * samples.latents[index * world.dimension + place];
      }
    }
    return Float32Array.from(z, (value) => value / total);
  }

  /// Moves the present point within the plane; the directions need not be at right angles.
  function onPlane(x, y) {
    const [a, b] = plane;
    const [dx, dy] = [x - a.read(state.z), y - b.read(state.z)];
    const along = (axis, vector) => axis.read(plus(world.mean, vector)) - axis.read(world.mean);
    const [aa, ab, ba, bb] = [along(a, a.step), along(a, b.step), along(b, a.step), along(b, b.step)];
    const determinant = aa * bb - ab * ba;
    if (Math.abs(determinant) < 1e-3) return plus(state.z, a.step, dx / aa);
    const u = (dx * bb - dy * ab) / determinant;
    const v = (dy * aa - dx * ba) / determinant;
    return plus(plus(state.z, a.step, u), b.step, v);
  }

  const of = (index) => [all[2 * index], all[2 * index + 1]];

  return { locate, here, there, of, get bounds() { return bounds; }, get axes() { return plane; } };
}
