// The model in the page: its layers, one after another, over one block of memory.
//
// A classic script that defines LatentEngine, after kernels.js and random.js; it uses nothing of the
// page and runs elsewhere too.
(function (root) {
  "use strict";
  const { Heap, pack, packedLength, lanes } = root.LatentKernels;
  const random = root.LatentRandom;

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
        jobs.forEach((job, index) => heap.product({
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
    constructor(spec, weights, shape, usesVectors) {
      this.multiplyAdds = spec.multiplyAdds;
      this.size = count(shape);
      const heap = new Heap();
      this.input = heap.reserve(this.size);
      this.layers = new Sequence(spec.steps, heap, weights, shape);
      heap.allocate(usesVectors);
      this.hasVectors = heap.hasVectors;
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
    constructor(spec, weights, { vectors = true }) {
      if (spec.version !== 1) throw new Error(`The page cannot read version ${spec.version}.`);
      const floats = floatsOfHalves(weights, spec.halves);
      this.latentDimension = spec.latentDimension;
      this.shape = spec.shape;
      this.condition = spec.condition ?? null;
      this.labelCount = this.condition ? this.condition.labels.length : 0;
      this.likelihood = spec.likelihood;
      this.decoder = new Network(spec.decoder, floats, [spec.latentDimension], vectors);
      this.encoder = new Network(spec.encoder, floats, spec.shape, vectors);
      this.multiplyAdds = this.decoder.multiplyAdds;
      this.hasVectors = this.decoder.hasVectors;
      const start = Math.ceil(spec.halves / 2) * 4;
      this.mixture = spec.components
        ? random.readMixture(weights, start, spec.components, spec.latentDimension) : null;
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

  root.LatentEngine = {
    /// The model of a description and its numbers; `vectors: false` does without WebAssembly.
    load: (spec, weights, options = {}) => new Model(spec, weights, options),
    generator: random.generator,
    normal: random.normal,
    samplePrior: random.samplePrior,
    sampleMixture: random.sampleMixture,
    priorLogDensity: random.priorLogDensity,
    mixtureLogDensity: random.mixtureLogDensity,
    /// The bytes behind base64 text.
    bytes: (text) => Uint8Array.from(atob(text), (character) => character.charCodeAt(0)).buffer,
  };
})(globalThis);
