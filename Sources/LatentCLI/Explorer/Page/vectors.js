// Arithmetic of latents, and the ways from one to another. The same formulas as the library's, in Double.

function dot(a, b) {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += a[index] * b[index];
  return sum;
}

/// a + factor · b.
function plus(a, b, factor = 1) {
  const result = new Float32Array(a.length);
  for (let index = 0; index < a.length; index += 1) result[index] = a[index] + factor * b[index];
  return result;
}

function distance(a, b) {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] - b[index]) ** 2;
  return Math.sqrt(sum);
}

const isSame = (a, b) => a.length === b.length && a.every((value, index) => Object.is(value, b[index]));

// MARK: Normal distribution

/// Φ of the lower tail: a series near the middle, a continued fraction far out.
function normalBelow(x) {
  if (x > 0) return 1 - normalBelow(-x);
  const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  if (x > -3) {
    let [term, sum] = [x, x];
    for (let n = 3; Math.abs(term) > 1e-17; n += 2) {
      term *= (x * x) / n;
      sum += term;
    }
    return 0.5 + density * sum;
  }
  let tail = 0;
  for (let k = 60; k > 0; k -= 1) tail = k / (-x + tail);
  return density / (-x + tail);
}

/// Φ⁻¹ for a probability up to one half: a first guess and Newton's steps.
function normalQuantileBelow(p) {
  const t = Math.sqrt(-2 * Math.log(p));
  let x = -(t - (2.30753 + 0.27061 * t) / (1 + 0.99229 * t + 0.04481 * t * t));
  for (let step = 0; step < 8; step += 1) {
    const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    if (density === 0) break;
    const change = (normalBelow(x) - p) / density;
    x -= change / (1 + 0.5 * x * change);
    if (Math.abs(change) < 1e-13) break;
  }
  return x;
}

// MARK: Interpolation

/// The plane of two vectors: null when they are parallel or one is zero.
function arcOf(a, b) {
  const [first, second] = [Math.sqrt(dot(a, a)), Math.sqrt(dot(b, b))];
  if (!(first > 0 && second > 0)) return null;
  const start = Array.from(a, (value) => value / first);
  const end = Array.from(b, (value) => value / second);
  const cosine = dot(start, end);
  let sideways = end.map((value, index) => value - cosine * start[index]);
  const sine = Math.sqrt(dot(sideways, sideways));
  if (sine >= 1e-6) {
    sideways = sideways.map((value) => value / sine);
    return { start, sideways, angle: Math.atan2(sine, cosine), first, second, isHalfTurn: false };
  }
  if (cosine > 0 || a.length < 2) return null;
  let smallest = 0;
  start.forEach((value, index) => {
    if (Math.abs(value) < Math.abs(start[smallest])) smallest = index;
  });
  sideways = start.map((value, index) => (index === smallest ? 1 : 0) - start[smallest] * value);
  const length = Math.sqrt(dot(sideways, sideways));
  sideways = sideways.map((value) => value / length);
  return { start, sideways, angle: Math.PI, first, second, isHalfTurn: true };
}

function onArc(arc, t) {
  const length = Math.max(0, (1 - t) * arc.first + t * arc.second);
  const [along, across] = [length * Math.cos(t * arc.angle), length * Math.sin(t * arc.angle)];
  return Float32Array.from(arc.start, (value, index) => along * value + across * arc.sideways[index]);
}

const mixed = (a, b, first, second) =>
  Float32Array.from(a, (value, index) => first * value + second * b[index]);

const ways = {
  spherical: {
    title: "Spherical",
    about: "Along the circle between the directions: the lengths stay those of the data.",
    point(a, b, t) {
      const arc = arcOf(a, b);
      return arc ? onArc(arc, t) : mixed(a, b, 1 - t, t);
    },
  },
  linear: {
    title: "Linear",
    about: "The straight line. In many dimensions its middle is shorter than its ends.",
    point: (a, b, t) => mixed(a, b, 1 - t, t),
  },
  variancePreserving: {
    title: "Variance preserving",
    about: "The straight line, divided so that the middle is as far out as a random sample.",
    point(a, b, t) {
      const divisor = Math.sqrt((1 - t) ** 2 + t ** 2);
      return mixed(a, b, (1 - t) / divisor, t / divisor);
    },
  },
  sphericalRaw: {
    title: "Spherical, raw",
    about: "The weights of the circle on the vectors as they are.",
    point(a, b, t) {
      const arc = arcOf(a, b);
      if (!arc) return mixed(a, b, 1 - t, t);
      if (arc.isHalfTurn) return onArc(arc, t);
      const sine = Math.sin(arc.angle);
      return mixed(a, b, Math.sin((1 - t) * arc.angle) / sine, Math.sin(t * arc.angle) / sine);
    },
  },
  gaussian: {
    title: "Gaussian",
    about: "Each number moves evenly through the probability of a normal distribution.",
    point: (a, b, t) =>
      Float32Array.from(a, (value, index) => {
        const lower = (1 - t) * normalBelow(value) + t * normalBelow(b[index]);
        if (lower <= 0.5) return normalQuantileBelow(Math.max(lower, 1e-300));
        const upper = (1 - t) * normalBelow(-value) + t * normalBelow(-b[index]);
        return -normalQuantileBelow(Math.max(upper, 1e-300));
      }),
  },
};

/// The point at t from a to b; the ends are exact.
function between(a, b, t, way) {
  if (t === 0) return a.slice();
  if (t === 1) return b.slice();
  return ways[way].point(a, b, t);
}

/// The point of a surface between four corners: along the upper and the lower edge, then between these.
function onSurface(corners, x, y, way) {
  return between(between(corners[0], corners[1], x, way), between(corners[2], corners[3], x, way), y, way);
}
