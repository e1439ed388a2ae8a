// The library's random numbers and densities: the same draws for the same seed.
(function (root) {
  "use strict";

  // MARK: Random numbers

  /// The high and the low half of a product of two 32-bit numbers.
  function wideProduct(a, b) {
    const aLow = a & 0xffff, aHigh = a >>> 16, bLow = b & 0xffff, bHigh = b >>> 16;
    const low = aLow * bLow, middle = aHigh * bLow + (low >>> 16);
    const other = aLow * bHigh + (middle & 0xffff);
    const high = aHigh * bHigh + Math.floor(middle / 65536) + Math.floor(other / 65536);
    return [high >>> 0, Math.imul(a, b) >>> 0];
  }

  /// Philox 4×32 with ten rounds (Salmon et al. 2011).
  function philox(counter, key) {
    let [c0, c1, c2, c3] = counter, [k0, k1] = key;
    for (let round = 0; round < 10; round++) {
      const [firstHigh, firstLow] = wideProduct(c0, 0xd2511f53);
      const [secondHigh, secondLow] = wideProduct(c2, 0xcd9e8d57);
      c0 = (secondHigh ^ c1 ^ k0) >>> 0;
      c1 = secondLow;
      c2 = (firstHigh ^ c3 ^ k1) >>> 0;
      c3 = firstLow;
      k0 = (k0 + 0x9e3779b9) >>> 0;
      k1 = (k1 + 0xbb67ae85) >>> 0;
    }
    return [c0, c1, c2, c3];
  }

  function words(number) {
    const bits = BigInt.asUintN(64, BigInt(number));
    return [Number(bits & 0xffffffffn), Number(bits >> 32n)];
  }

  /// The library's seeded generator, stream 0; a seed is a whole number or a BigInt.
  class Generator {
    constructor(seed) {
      this.key = words(seed);
      this.position = 0;
    }

    /// The next 64 bits, as low and high word.
    next() {
      if (this.position % 2 === 0) {
        const block = Math.floor(this.position / 2);
        this.block = philox([block >>> 0, Math.floor(block / 2 ** 32), 0, 0], this.key);
      }
      const start = this.position++ % 2 === 0 ? 0 : 2;
      return [this.block[start], this.block[start + 1]];
    }

    /// A number from 0 up to, but not including, 1.
    nextUniform() {
      const [low, high] = this.next();
      return (high * 2 ** 21 + (low >>> 11)) * 2 ** -53;
    }

    /// A standard normal deviate.
    nextNormal() {
      const [low, high] = this.next();
      const midpoint = (high * 2 ** 20 + (low >>> 12) + 0.5) * 2 ** -52;
      return midpoint < 0.5 ? lowerQuantile(midpoint) : -lowerQuantile(1 - midpoint);
    }
  }

  /// Φ⁻¹(p) for p up to ½: Wichura's PPND7 (AS 241, 1988) and one step of Halley's method.
  function lowerQuantile(p) {
    const q = p - 0.5;
    let x;
    if (q > -0.425) {
      const r = 0.180625 - q * q;
      x = q * (((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
        / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1);
    } else {
      const r = Math.sqrt(-Math.log(p));
      const t = r <= 5 ? r - 1.6 : r - 5;
      x = r <= 5
        ? -(((0.17023821103 * t + 1.3067284816) * t + 2.75681539) * t + 1.4234372777)
          / ((0.12021132975 * t + 0.7370016425) * t + 1)
        : -(((0.017337203997 * t + 0.42868294337) * t + 3.081226386) * t + 6.657905115)
          / ((0.012258202635 * t + 0.24197894225) * t + 1);
    }
    // Beyond, the series below would lose its digits, and the guess is good to seven.
    if (x < -5) return x;
    const density = Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
    let term = x, series = x;
    for (let k = 3; Math.abs(term) > 1e-17 * Math.abs(series); k += 2) {
      term *= (x * x) / k;
      series += term;
    }
    const step = (density * series - q) / density;
    return x - step / (1 + 0.5 * x * step);
  }

  // MARK: Densities

  /// Weights, means and lower Cholesky factors of a mixture, from the floats behind the halves.
  function readMixture(buffer, start, components, size) {
    const triangle = (size * (size + 1)) / 2;
    const floats = new Float32Array(buffer, start, components * (1 + size + triangle));
    const mixture = { dimension: size, weights: floats.slice(0, components), means: [], factors: [] };
    let place = components;
    for (let index = 0; index < components; index++, place += size) {
      mixture.means.push(floats.slice(place, place + size));
    }
    for (let index = 0; index < components; index++, place += triangle) {
      mixture.factors.push(cholesky(floats.subarray(place, place + triangle), size));
    }
    return mixture;
  }

  /// L with L·Lᵀ the matrix, both lower triangles row after row.
  function cholesky(matrix, size) {
    const lower = Float64Array.from(matrix);
    const row = (index) => (index * (index + 1)) / 2;
    for (let i = 0; i < size; i++) {
      for (let j = 0; j <= i; j++) {
        let sum = lower[row(i) + j];
        for (let k = 0; k < j; k++) sum -= lower[row(i) + k] * lower[row(j) + k];
        lower[row(i) + j] = i === j ? Math.sqrt(sum) : sum / lower[row(j) + j];
      }
    }
    return lower;
  }

  /// One draw of N(0, I), scaled by a temperature.
  function samplePrior(dimension, generator, temperature = 1) {
    return Float32Array.from({ length: dimension }, () => temperature * generator.nextNormal());
  }

  /// One draw of a mixture: a component by its weight, then a point of it.
  function sampleMixture(mixture, generator, temperature = 1) {
    const { weights, dimension } = mixture;
    let rest = generator.nextUniform();
    let pick = weights.findIndex((weight) => (rest -= weight) < 0);
    // Weights are rounded, so their sum may fall short of the largest uniform number.
    if (pick < 0) pick = weights.findLastIndex((weight) => weight > 0);
    const deviates = Array.from({ length: dimension }, () => generator.nextNormal());
    const factor = mixture.factors[pick], mean = mixture.means[pick];
    const latent = new Float32Array(dimension);
    for (let i = 0, place = 0; i < dimension; i++) {
      let sum = 0;
      for (let j = 0; j <= i; j++, place++) sum += factor[place] * deviates[j];
      latent[i] = mean[i] + temperature * sum;
    }
    return latent;
  }

  /// The natural logarithm of a mixture's density at a point.
  function mixtureLogDensity(mixture, latent) {
    const { dimension, weights } = mixture;
    const solved = new Float64Array(dimension);
    const logs = mixture.factors.map((factor, index) => {
      let square = 0, determinant = 0, place = 0;
      for (let i = 0; i < dimension; i++) {
        let sum = latent[i] - mixture.means[index][i];
        for (let j = 0; j < i; j++) sum -= factor[place++] * solved[j];
        const diagonal = factor[place++];
        solved[i] = sum / diagonal;
        square += solved[i] * solved[i];
        determinant += Math.log(diagonal);
      }
      return Math.log(weights[index]) - 0.5 * (square + dimension * Math.log(2 * Math.PI))
        - determinant;
    });
    const largest = Math.max(...logs);
    return largest + Math.log(logs.reduce((sum, log) => sum + Math.exp(log - largest), 0));
  }

  /// The natural logarithm of the density of N(0, I) at a point.
  function priorLogDensity(latent) {
    let squares = 0;
    for (const value of latent) squares += value * value;
    return -0.5 * (squares + latent.length * Math.log(2 * Math.PI));
  }

  root.LatentRandom = {
    generator: (seed) => new Generator(seed),
    normal: (generator, number) =>
      Float64Array.from({ length: number }, () => generator.nextNormal()),
    samplePrior, sampleMixture, priorLogDensity, mixtureLogDensity, readMixture,
  };
})(globalThis);
