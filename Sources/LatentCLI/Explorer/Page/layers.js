// The layers of a network over one block of memory, and lists of them.
(function (root) {
  "use strict";
  const { pack, packedLength, lanes } = root.LatentKernels;

  function count(shape) {
    return shape.reduce((product, size) => product * size, 1);
  }

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
      const [rows, columns, filters] = step.isHalved
        ? step.output.map((size, side) => (side < 2 ? 2 * size : size)) : step.output;
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
      // The weights lie as kernel row, kernel column, filter, channel.
      const weight = (u, v, output, channel) =>
        weights[step.weight + ((u * kernel + v) * filters + output) * channels + channel];
      if (step.isHalved) {
        return products(
          step, heap, weights, filters, [halvedJob(step, before, pitch, weight)], border);
      }
      const jobs = [];
      // Outputs of one remainder by the stride meet the same taps, those of another meet others.
      for (let rest = 0; rest < stride * stride; rest++) {
        const vertical = taps(Math.floor(rest / stride), step, rows, before);
        const horizontal = taps(rest % stride, step, columns, before);
        if (vertical.count === 0 || horizontal.count === 0) continue;
        // Where the stride is longer than the kernel, some outputs meet no input and are the bias.
        const isEmpty = vertical.taps === 0 || horizontal.taps === 0;
        const length = isEmpty ? 0 : horizontal.taps * channels;
        jobs.push({
          x: isEmpty ? 0 : vertical.input * pitch + horizontal.input * channels,
          y: (vertical.first * columns + horizontal.first) * filters,
          segments: isEmpty ? 1 : vertical.taps, length, segmentStep: pitch, outputs: filters,
          width: horizontal.count, height: vertical.count, xPixel: channels, xRow: pitch,
          yPixel: stride * filters, yRow: stride * columns * filters,
          // Ascending inputs meet descending taps.
          weight: (input, output) => weight(
            vertical.last - stride * Math.floor(input / length),
            horizontal.last - stride * Math.floor((input % length) / channels), output,
            input % channels),
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

  /// A transposed convolution of stride 2 whose outputs are the means of two by two: one convolution,
  /// whose kernel adds up what the four outputs take of each input.
  function halvedJob({ input, output, kernel, padding }, before, pitch, weight) {
    const channels = input[2], filters = output[2];
    // The first and the last input, counted from the output's own place.
    const first = Math.ceil((padding - kernel + 1) / 2), last = Math.floor((1 + padding) / 2);
    const length = (last - first + 1) * channels;
    const offset = (before + first) * (pitch + channels);
    return {
      x: offset, y: 0, segments: last - first + 1, length, segmentStep: pitch, outputs: filters,
      width: output[1], height: output[0], xPixel: channels, xRow: pitch,
      yPixel: filters, yRow: output[1] * filters,
      weight(index, filter) {
        const vertical = padding - 2 * (first + Math.floor(index / length));
        const horizontal = padding - 2 * (first + Math.floor((index % length) / channels));
        let sum = 0;
        for (let corner = 0; corner < 4; corner++) {
          const u = vertical + (corner >> 1), v = horizontal + (corner & 1);
          if (u < 0 || u >= kernel || v < 0 || v >= kernel) continue;
          sum += weight(u, v, filter, index % channels);
        }
        return sum / 4;
      },
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

    /// Runs all layers, or the first ones; returns the place of the last output.
    run(values, x, label, keepsInput, end = this.layers.length) {
      for (const layer of this.layers.slice(0, end)) {
        const y = layer.inPlace && !keepsInput ? x : layer.output;
        layer.run(values, x, y, label);
        keepsInput = false;
        x = y;
      }
      return x;
    }
  }

  root.LatentLayers = { Sequence, count, sigmoid };
})(globalThis);
