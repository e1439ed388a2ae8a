// The model in the page: from a latent to a picture and back.
//
// A classic script that defines LatentEngine, after kernels.js, layers.js and random.js; it uses
// nothing of the page and runs elsewhere too.
(function (root) {
  "use strict";
  const { Heap } = root.LatentKernels;
  const { Sequence, count, sigmoid } = root.LatentLayers;
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

  /// The place of the last step that is no activation.
  function lastLayer(steps) {
    return steps.findLastIndex((step) => step.type !== "activation");
  }

  /// The last steps of a decoder such that it draws at half the size each way, every pixel the mean of
  /// four before the activation; null where that is not possible: the picture has to come from a
  /// transposed convolution of stride 2, with nothing but activations behind it.
  function halved([step, ...activations], shape) {
    if (!shape || step?.type !== "transposedConvolution" || step.stride !== 2) return null;
    if (shape[0] % 2 || shape[1] % 2 || String(step.output) !== String(shape)) return null;
    const output = [shape[0] / 2, shape[1] / 2, shape[2]];
    return [
      { ...step, output, isHalved: true },
      ...activations.map((activation) => ({ ...activation, input: output, output })),
    ];
  }

  /// A network with memory of its own; a decoder is given the shape of its pictures, for drafts.
  class Network {
    constructor(spec, weights, shape, usesVectors, pictureShape = null) {
      this.multiplyAdds = spec.multiplyAdds;
      this.size = count(shape);
      const heap = new Heap();
      this.input = heap.reserve(this.size);
      this.layers = new Sequence(spec.steps, heap, weights, shape);
      const last = lastLayer(spec.steps);
      const steps = halved(spec.steps.slice(last), pictureShape);
      this.draft = steps && {
        start: last, tail: new Sequence(steps, heap, weights, steps[0].input) };
      heap.allocate(usesVectors);
      this.hasVectors = heap.hasVectors;
      this.values = heap.values;
      this.layers.fill(this.values);
      this.draft?.tail.fill(this.values);
    }

    /// The outputs for one input; they are overwritten by the next run.
    run(input, label, isDraft = false) {
      if (input.length !== this.size) {
        throw new Error(`The network takes ${this.size} numbers, but got ${input.length}.`);
      }
      this.values.set(input, this.input);
      if (!isDraft) {
        const place = this.layers.run(this.values, this.input, label, false);
        return this.values.subarray(place, place + count(this.layers.shape));
      }
      const { start, tail } = this.draft;
      const middle = this.layers.run(this.values, this.input, label, false, start);
      const place = tail.run(this.values, middle, label, false);
      return this.values.subarray(place, place + count(tail.shape));
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
      this.decoder = new Network(spec.decoder, floats, [spec.latentDimension], vectors, spec.shape);
      this.encoder = new Network(spec.encoder, floats, spec.shape, vectors);
      this.multiplyAdds = this.decoder.multiplyAdds;
      this.hasVectors = this.decoder.hasVectors;
      this.hasDrafts = this.decoder.draft !== null;
      const start = Math.ceil(spec.halves / 2) * 4;
      this.mixture = spec.components
        ? random.readMixture(weights, start, spec.components, spec.latentDimension) : null;
    }

    /// The picture that a latent stands for: values from 0 to 1, row after row, channels together.
    ///
    /// A draft is of half the size each way, where `hasDrafts`; it spares half of the last layer.
    decode(latent, options = {}) {
      const isDraft = Boolean(options.draft) && this.hasDrafts;
      const outputs = this.decoder.run(latent, this.checkedLabel(options.label), isDraft);
      const values = new Float32Array(outputs.length);
      const isBernoulli = this.likelihood === "bernoulli";
      for (let index = 0; index < values.length; index++) {
        const value = isBernoulli ? sigmoid(outputs[index]) : outputs[index];
        values[index] = value > 0 ? Math.min(1, value) : 0;
      }
      const [height, width, channels] = this.shape.map((size, side) =>
        isDraft && side < 2 ? size / 2 : size);
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
    bytes(text) {
      const characters = atob(text);
      const bytes = new Uint8Array(characters.length);
      for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
      return bytes.buffer;
    },
  };
})(globalThis);
