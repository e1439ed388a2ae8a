// The model in the page: its forward pass over typed arrays, and the library's random numbers.
//
// A classic script that defines LatentEngine; it uses nothing of the page and runs elsewhere too.
(function (root) {
  "use strict";

  // MARK: Weights

  /// The value of an IEEE 754 half from its bits.
  function halfValue(bits) {
    const exponent = (bits >> 10) & 31, fraction = bits & 1023;
    const sign = bits & 0x8000 ? -1 : 1;
    if (exponent === 0) return sign * fraction * 2 ** -24;
    return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  }

  const halfValues = new Float32Array(65536);
  for (let bits = 0; bits < 65536; bits++) halfValues[bits] = halfValue(bits);

  function floatsOfHalves(buffer, count) {
    const halves = new Uint16Array(buffer, 0, count);
    const floats = new Float32Array(count);
    for (let index = 0; index < count; index++) floats[index] = halfValues[halves[index]];
    return floats;
  }

  function count(shape) {
    return shape.reduce((product, size) => product * size, 1);
  }

  // MARK: The heap

  /// One block of memory with everything that a pass touches, addressed in floats.
  class Heap {
    constructor() {
      this.size = 0;
    }

    /// A place for so many floats, with a few behind them that kernels may read past the end.
    reserve(length) {
      const place = this.size;
      this.size += Math.ceil((length + 8) / 8) * 8;
      return place;
    }

    allocate() {
      this.values = new Float32Array(this.size);
    }
  }

  // MARK: The kernel

  /// Outputs in a group of packed weights.
  const lanes = 4;

  function packedLength(inputs, outputs) {
    return inputs * Math.ceil(outputs / lanes) * lanes;
  }

  /// Writes weights in the kernel's order: groups of four outputs, in each all inputs.
  function pack(values, place, inputs, outputs, weight) {
    for (let first = 0; first < outputs; first += lanes) {
      for (let input = 0; input < inputs; input++) {
        for (let lane = 0; lane < lanes; lane++) {
          const output = first + lane;
          values[place++] = output < outputs ? weight(input, output) : 0;
        }
      }
    }
  }

  /// Sums of products for a grid of pixels: what dense layers and all convolutions come down to.
  ///
  /// An output pixel reads `segments` runs of `length` inputs, `segmentStep` apart, and writes
  /// `outputs` numbers. Steps from pixel to pixel and from row to row are given for both sides.
  function product(values, job) {
    const { segments, length, segmentStep, outputs, width, height } = job;
    const { xPixel, xRow, yPixel, yRow, bias } = job;
    const inputs = segments * length;
    for (let first = 0; first < outputs; first += lanes) {
      const kept = Math.min(lanes, outputs - first);
      const weights = job.weights + first * inputs;
      const b0 = values[bias + first], b1 = values[bias + first + 1];
      const b2 = values[bias + first + 2], b3 = values[bias + first + 3];
      for (let row = 0; row < height; row++) {
        let x = job.x + row * xRow, y = job.y + row * yRow + first;
        let column = 0;
        for (; column + 2 <= width; column += 2) {
          let s0 = b0, s1 = b1, s2 = b2, s3 = b3;
          let t0 = b0, t1 = b1, t2 = b2, t3 = b3;
          let w = weights;
          for (let segment = 0; segment < segments; segment++) {
            let p = x + segment * segmentStep;
            let q = p + xPixel;
            for (const end = p + length; p < end; p++, q++, w += 4) {
              const u = values[p], v = values[q];
              const w0 = values[w], w1 = values[w + 1], w2 = values[w + 2], w3 = values[w + 3];
              s0 += u * w0; s1 += u * w1; s2 += u * w2; s3 += u * w3;
              t0 += v * w0; t1 += v * w1; t2 += v * w2; t3 += v * w3;
            }
          }
          write(values, y, kept, s0, s1, s2, s3);
          write(values, y + yPixel, kept, t0, t1, t2, t3);
          x += 2 * xPixel;
          y += 2 * yPixel;
        }
        for (; column < width; column++) {
          let s0 = b0, s1 = b1, s2 = b2, s3 = b3;
          let w = weights;
          for (let segment = 0; segment < segments; segment++) {
            let p = x + segment * segmentStep;
            for (const end = p + length; p < end; p++, w += 4) {
              const u = values[p];
              s0 += u * values[w]; s1 += u * values[w + 1];
              s2 += u * values[w + 2]; s3 += u * values[w + 3];
            }
          }
          write(values, y, kept, s0, s1, s2, s3);
          x += xPixel;
          y += yPixel;
        }
      }
    }
  }

  function write(values, y, kept, s0, s1, s2, s3) {
    values[y] = s0;
    if (kept > 1) values[y + 1] = s1;
    if (kept > 2) values[y + 2] = s2;
    if (kept > 3) values[y + 3] = s3;
  }

  // MARK: Layers

  /// Each layer reserves its memory, then fills in its weights, then runs.
  ///
  /// `x` and `y` are the places of input and output; layers whose output may lie over their input
  /// say so.
  const layers = {
    dense(step, heap, weights) {
      const inputs = count(step.input), outputs = count(step.output);
      return products(step, heap, weights, outputs, [{
        x: 0, y: 0, segments: 1, length: inputs, segmentStep: 0, outputs, width: 1, height: 1,
        xPixel: 0, xRow: 0, yPixel: 0, yRow: 0,
        weight: (input, output) => weights[step.weight + input * outputs + output],
      }]);
    },

    convolution(step, heap, weights) {
      const [height, width, channels] = step.input;
      const [rows, columns, filters] = step.output;
      const { kernel, stride, padding } = step;
      const border = {
        top: padding, left: padding,
        bottom: Math.max(0, (rows - 1) * stride + kernel - padding - height),
        right: Math.max(0, (columns - 1) * stride + kernel - padding - width),
      };
      const pitch = (border.left + width + border.right) * channels;
      return products(step, heap, weights, filters, [{
        x: 0, y: 0, segments: kernel, length: kernel * channels, segmentStep: pitch,
        outputs: filters, width: columns, height: rows, xPixel: stride * channels,
        xRow: stride * pitch, yPixel: filters, yRow: columns * filters,
        // The weights lie as kernel row, kernel column, channel, filter.
        weight: (input, output) => weights[step.weight + input * filters + output],
      }], border);
    },

    transposedConvolution(step, heap, weights) {
      const [height, width, channels] = step.input;
      const [rows, columns, filters] = step.output;
      const { kernel, stride, padding } = step;
      const reach = Math.ceil(kernel / stride) - 1;
      // The first and the last input row or column that an output may ask for.
      const before = Math.max(0, reach - Math.floor(padding / stride));
      const behind = (size, outputs) =>
        Math.max(0, Math.floor((outputs - 1 + padding) / stride) - (size - 1));
      const border = {
        top: before, left: before, bottom: behind(height, rows), right: behind(width, columns),
      };
      const pitch = (border.left + width + border.right) * channels;
      const jobs = [];
      // Outputs of one remainder by the stride meet the same taps, those of another meet others.
      for (let rest = 0; rest < stride * stride; rest++) {
        const vertical = taps(Math.floor(rest / stride), step, rows, before);
        const horizontal = taps(rest % stride, step, columns, before);
        if (vertical.count === 0 || horizontal.count === 0) continue;
        const length = horizontal.taps * channels;
        jobs.push({
          x: vertical.input * pitch + horizontal.input * channels,
          y: (vertical.first * columns + horizontal.first) * filters,
          segments: vertical.taps, length, segmentStep: pitch, outputs: filters,
          width: horizontal.count, height: vertical.count, xPixel: channels, xRow: pitch,
          yPixel: stride * filters, yRow: stride * columns * filters,
          // The weights lie as kernel row, kernel column, filter, channel; ascending inputs meet
          // descending taps.
          weight: (input, output) => {
            const u = vertical.last - stride * Math.floor(input / length);
            const v = horizontal.last - stride * Math.floor((input % length) / channels);
            const tap = (u * kernel + v) * filters + output;
            return weights[step.weight + tap * channels + (input % channels)];
          },
        });
      }
      return products(step, heap, weights, filters, jobs, border);
    },

    upsampling(step) {
      const [height, width, channels] = step.input;
      const { factor } = step;
      return {
        run(values, x, y) {
          for (let row = 0; row < height * factor; row++) {
            const from = x + Math.floor(row / factor) * width * channels;
            for (let column = 0; column < width * factor; column++, y += channels) {
              const start = from + Math.floor(column / factor) * channels;
              values.copyWithin(y, start, start + channels);
            }
          }
        },
      };
    },

    activation(step) {
      const size = count(step.output);
      const apply = activations[step.function];
      if (!apply) throw new Error(`The page knows no activation '${step.function}'.`);
      return { inPlace: true, run: (values, x, y) => apply(values, x, y, size, step.slope) };
    },

    groupNormalization(step, heap, weights) {
      const channels = step.input[step.input.length - 1];
      const pixels = count(step.input) / channels;
      const width = channels / step.groups;
      const scale = weights.subarray(step.weight, step.weight + channels);
      const offset = weights.subarray(step.bias, step.bias + channels);
      return {
        inPlace: true,
        run(values, x, y) {
          for (let first = 0; first < channels; first += width) {
            let sum = 0, squares = 0;
            for (let pixel = 0; pixel < pixels; pixel++) {
              const place = x + pixel * channels + first;
              for (let channel = 0; channel < width; channel++) sum += values[place + channel];
            }
            const mean = sum / (pixels * width);
            for (let pixel = 0; pixel < pixels; pixel++) {
              const place = x + pixel * channels + first;
              for (let channel = 0; channel < width; channel++) {
                const distance = values[place + channel] - mean;
                squares += distance * distance;
              }
            }
            const factor = 1 / Math.sqrt(squares / (pixels * width) + 1e-5);
            for (let pixel = 0; pixel < pixels; pixel++) {
              const from = x + pixel * channels + first, to = y + pixel * channels + first;
              for (let channel = 0; channel < width; channel++) {
                values[to + channel] =
                  (values[from + channel] - mean) * factor * scale[first + channel]
                  + offset[first + channel];
              }
            }
          }
        },
      };
    },

    labelEmbedding(step, heap, weights) {
      const channels = step.input[step.input.length - 1];
      const size = count(step.input);
      return {
        inPlace: true,
        run(values, x, y, label) {
          const vector = step.weight + label * channels;
          for (let index = 0; index < size; index++) {
            values[y + index] = values[x + index] + weights[vector + (index % channels)];
          }
        },
      };
    },

    residual(step, heap, weights, shape) {
      const size = count(shape);
      const body = new Sequence(step.steps, heap, weights, shape);
      return {
        fill: (values) => body.fill(values),
        run(values, x, y, label) {
          // The first layer of the body must leave its input alone, which is added afterwards.
          const result = body.run(values, x, label, true);
          for (let index = 0; index < size; index++) {
            values[y + index] = values[result + index] + values[x + index];
          }
        },
      };
    },
  };

  /// Which taps the outputs of a remainder meet, along one side.
  function taps(remainder, step, outputs, before) {
    const { kernel, stride, padding } = step;
    const number = remainder < kernel ? Math.ceil((kernel - remainder) / stride) : 0;
    const first = (((remainder - padding) % stride) + stride) % stride;
    return {
      first, taps: number, last: remainder + (number - 1) * stride,
      count: first < outputs ? Math.floor((outputs - 1 - first) / stride) + 1 : 0,
      // Where the first output's first tap lies in the input with its border.
      input: (first + padding - remainder) / stride - (number - 1) + before,
    };
  }

  /// A layer made of products over its input, which gets a border of zeros where it needs one.
  function products(step, heap, weights, outputs, jobs, border) {
    const bias = heap.reserve(outputs + lanes);
    const places = jobs.map((job) =>
      heap.reserve(packedLength(job.segments * job.length, outputs)));
    const [height, width, channels] = border ? step.input : [1, 1, count(step.input)];
    const isBordered = border && (border.top || border.left || border.bottom || border.right);
    const pitch = border ? (border.left + width + border.right) * channels : channels;
    const copy = isBordered ? heap.reserve((border.top + height + border.bottom) * pitch) : -1;
    return {
      fill(values) {
        values.set(weights.subarray(step.bias, step.bias + outputs), bias);
        jobs.forEach((job, index) =>
          pack(values, places[index], job.segments * job.length, outputs, job.weight));
      },
      run(values, x, y) {
        let from = x;
        if (isBordered) {
          from = copy;
          for (let row = 0; row < height; row++) {
            const start = x + row * width * channels;
            values.copyWithin(
              copy + (border.top + row) * pitch + border.left * channels, start,
              start + width * channels);
          }
        }
        jobs.forEach((job, index) => product(values, {
          ...job, x: from + job.x, y: y + job.y, weights: places[index], bias,
        }));
      },
    };
  }

  function sigmoid(x) {
    return 1 / (1 + Math.exp(-x));
  }

  const activations = {
    relu(values, x, y, size) {
      for (let index = 0; index < size; index++) {
        const value = values[x + index];
        values[y + index] = value > 0 ? value : 0;
      }
    },
    leakyReLU(values, x, y, size, slope) {
      for (let index = 0; index < size; index++) {
        const value = values[x + index];
        values[y + index] = value > 0 ? value : slope * value;
      }
    },
    silu(values, x, y, size) {
      for (let index = 0; index < size; index++) {
        const value = values[x + index];
        values[y + index] = value * sigmoid(value);
      }
    },
    tanh(values, x, y, size) {
      for (let index = 0; index < size; index++) values[y + index] = Math.tanh(values[x + index]);
    },
    sigmoid(values, x, y, size) {
      for (let index = 0; index < size; index++) values[y + index] = sigmoid(values[x + index]);
    },
  };

  // MARK: Networks

  /// Layers one after another, each with its place for the output.
  class Sequence {
    constructor(steps, heap, weights, shape) {
      this.layers = [];
      for (const step of steps) {
        const make = layers[step.type];
        if (!make) throw new Error(`The page knows no layer '${step.type}'.`);
        // A block puts out what it takes in; everything else says its shapes.
        const input = step.input ?? shape;
        const layer = make(step, heap, weights, input);
        layer.output = heap.reserve(count(step.output ?? input));
        this.layers.push(layer);
        shape = step.output ?? input;
      }
      this.shape = shape;
    }

    fill(values) {
      for (const layer of this.layers) if (layer.fill) layer.fill(values);
    }

    /// Runs all layers; returns the place of the last output.
    run(values, x, label, keepsInput) {
      for (const layer of this.layers) {
        const y = layer.inPlace && !keepsInput ? x : layer.output;
        layer.run(values, x, y, label);
        keepsInput = false;
        x = y;
      }
      return x;
    }
  }

  /// A network with memory of its own.
  class Network {
    constructor(spec, weights, shape) {
      this.multiplyAdds = spec.multiplyAdds;
      this.size = count(shape);
      const heap = new Heap();
      this.input = heap.reserve(this.size);
      this.layers = new Sequence(spec.steps, heap, weights, shape);
      heap.allocate();
      this.values = heap.values;
      this.layers.fill(this.values);
    }

    /// The outputs for one input; they are overwritten by the next run.
    run(input, label) {
      if (input.length !== this.size) {
        throw new Error(`The network takes ${this.size} numbers, but got ${input.length}.`);
      }
      this.values.set(input, this.input);
      const place = this.layers.run(this.values, this.input, label, false);
      return this.values.subarray(place, place + count(this.layers.shape));
    }
  }

  class Model {
    constructor(spec, weights) {
      if (spec.version !== 1) throw new Error(`The page cannot read version ${spec.version}.`);
      const floats = floatsOfHalves(weights, spec.halves);
      this.latentDimension = spec.latentDimension;
      this.shape = spec.shape;
      this.condition = spec.condition ?? null;
      this.labelCount = this.condition ? this.condition.labels.length : 0;
      this.likelihood = spec.likelihood;
      this.decoder = new Network(spec.decoder, floats, [spec.latentDimension]);
      this.encoder = new Network(spec.encoder, floats, spec.shape);
      this.multiplyAdds = this.decoder.multiplyAdds;
      const start = Math.ceil(spec.halves / 2) * 4;
      this.mixture = spec.components
        ? readMixture(weights, start, spec.components, spec.latentDimension) : null;
    }

    /// The picture that a latent stands for: values from 0 to 1, row after row, channels together.
    decode(latent, options = {}) {
      const outputs = this.decoder.run(latent, this.checkedLabel(options.label));
      const values = new Float32Array(outputs.length);
      const isBernoulli = this.likelihood === "bernoulli";
      for (let index = 0; index < values.length; index++) {
        const value = isBernoulli ? sigmoid(outputs[index]) : outputs[index];
        values[index] = value > 0 ? Math.min(1, value) : 0;
      }
      const [height, width, channels] = this.shape;
      return { values, height, width, channels };
    }

    /// The posterior of a picture: its mean and its deviation in every dimension.
    encode(values, options = {}) {
      const outputs = this.encoder.run(values, this.checkedLabel(options.label));
      const size = this.latentDimension;
      return {
        mean: outputs.slice(0, size),
        deviation: outputs.slice(size, 2 * size).map((value) => Math.exp(value / 2)),
      };
    }

    checkedLabel(label = 0) {
      if (this.labelCount > 0 && !(Number.isInteger(label) && label >= 0 && label < this.labelCount)) {
        throw new Error(`There is no label ${label}: they are 0 to ${this.labelCount - 1}.`);
      }
      return label;
    }
  }

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

  root.LatentEngine = {
    load: (spec, weights) => new Model(spec, weights),
    generator: (seed) => new Generator(seed),
    normal: (generator, number) =>
      Float64Array.from({ length: number }, () => generator.nextNormal()),
    samplePrior, sampleMixture, priorLogDensity, mixtureLogDensity,
    /// The bytes behind base64 text.
    bytes: (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer,
  };
})(globalThis);
