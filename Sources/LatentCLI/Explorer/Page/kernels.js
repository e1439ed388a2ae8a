// Sums of products over a grid of pixels: what dense layers and all convolutions come down to.
//
// Two versions of the same work. Where the browser has WebAssembly with vectors of four floats, the
// inner loops are functions of a small module that this script puts together, instruction by
// instruction; everywhere else they are JavaScript over the same memory.
(function (root) {
  "use strict";

  /// Outputs in a group of packed weights, and floats in a vector.
  const lanes = 4;

  function packedLength(inputs, outputs) {
    return inputs * Math.ceil(outputs / lanes) * lanes;
  }

  /// Writes weights in the order of the loops: groups of four outputs, in each all inputs.
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

  // MARK: Memory

  /// One block of memory with everything that a pass touches, addressed in floats.
  class Heap {
    constructor() {
      this.size = 0;
      /// Where tiles are put that do not fit into the output.
      this.scratch = this.reserve(4 * lanes);
    }

    /// A place for so many floats, with a few behind them that loops may read past the end.
    reserve(length) {
      const place = this.size;
      this.size += Math.ceil((length + 8) / 8) * 8;
      return place;
    }

    /// Makes the memory; `usesVectors` false does without WebAssembly.
    allocate(usesVectors = true) {
      const tiles = usesVectors ? vectorTiles(this.size) : null;
      this.values = tiles ? new Float32Array(tiles.memory.buffer) : new Float32Array(this.size);
      this.product = tiles
        ? (job) => vectorProduct(this, tiles, job) : (job) => plainProduct(this.values, job);
      this.hasVectors = tiles !== null;
    }
  }

  // MARK: JavaScript

  /// A job says: an output pixel reads `segments` runs of `length` inputs, `segmentStep` apart, from
  /// `x` on, and writes `outputs` numbers to `y`; from pixel to pixel in a row of `width` the steps are
  /// `xPixel` and `yPixel`, between the `height` rows `xRow` and `yRow`. All counts are of floats.
  function plainProduct(values, job) {
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

  // MARK: WebAssembly

  /// The shapes of tiles there are: so many pixels by so many groups of outputs.
  const shapes = [[4, 2], [4, 1], [1, 4], [1, 1]];

  /// A product cut into tiles. Where a row's last pixels are fewer than a tile's, the last tile begins
  /// earlier and writes some pixels a second time.
  function vectorProduct(heap, { tile4x2, tile4x1, tile1x4, tile1x1 }, job) {
    const { segments, outputs, width, height, xPixel, yPixel } = job;
    const pixels = width >= 4 ? 4 : 1, most = pixels === 4 ? 2 : 4;
    const wide = pixels === 4 ? tile4x2 : tile1x4, narrow = pixels === 4 ? tile4x1 : tile1x1;
    const whole = Math.floor(outputs / lanes), inputs = segments * job.length;
    const length = 4 * job.length, segmentStep = 4 * job.segmentStep;
    let groups = 0;
    for (let group = 0; group * lanes < outputs; group += groups) {
      const first = group * lanes;
      groups = whole - group >= most ? most : 1;
      const tile = groups > 1 ? wide : narrow;
      const weights = 4 * (job.weights + first * inputs), bias = 4 * (job.bias + first);
      const fits = first + groups * lanes <= outputs;
      for (let row = 0; row < height; row++) {
        for (let column = 0; column < width; column += pixels) {
          const start = Math.min(column, width - pixels);
          const x = job.x + row * job.xRow + start * xPixel;
          const y = job.y + row * job.yRow + start * yPixel + first;
          tile(
            4 * x, 4 * xPixel, weights, 16 * inputs, bias, 4 * (fits ? y : heap.scratch),
            4 * (fits ? yPixel : lanes), segments, length, segmentStep);
          if (!fits) copyTile(heap, y, yPixel, pixels, outputs - first);
        }
      }
    }
  }

  function copyTile({ values, scratch }, y, yPixel, pixels, kept) {
    for (let pixel = 0; pixel < pixels; pixel++) {
      for (let lane = 0; lane < kept; lane++) {
        values[y + pixel * yPixel + lane] = values[scratch + pixel * lanes + lane];
      }
    }
  }

  /// Memory of so many floats and the tiles over it; null where there are no vectors.
  function vectorTiles(size) {
    try {
      const memory = new WebAssembly.Memory({ initial: Math.ceil((4 * size) / 65536) });
      return { memory, ...new WebAssembly.Instance(tileModule(), { heap: { memory } }).exports };
    } catch {
      return null;
    }
  }

  let compiled = null;

  /// The module, with multiplications and additions in one instruction where the browser has it.
  function tileModule() {
    if (!compiled) {
      const fused = moduleBytes(true);
      compiled = new WebAssembly.Module(
        WebAssembly.validate(fused) ? fused : moduleBytes(false));
    }
    return compiled;
  }

  // The instructions that the tiles need (WebAssembly core specification 2.0, and relaxed SIMD).
  const [i32, v128] = [0x7f, 0x7b];
  const get = (local) => [0x20, ...unsigned(local)];
  const set = (local) => [0x21, ...unsigned(local)];
  const tee = (local) => [0x22, ...unsigned(local)];
  const constant = (value) => [0x41, ...unsigned(value)];  // below 64, where the forms agree
  const [plus, minus, below] = [0x6a, 0x6b, 0x49];
  const loop = (...body) => [0x03, 0x40, ...body.flat(Infinity), 0x0b];
  const branchIf = (depth) => [0x0d, depth];
  const load = (offset) => [0xfd, 0x00, 0x02, ...unsigned(offset)];
  const loadToAll = (offset) => [0xfd, 0x09, 0x02, ...unsigned(offset)];
  const store = (offset) => [0xfd, 0x0b, 0x02, ...unsigned(offset)];
  const [times, added] = [[0xfd, 0xe6, 0x01], [0xfd, 0xe4, 0x01]];
  const multiplyAdd = [0xfd, 0x85, 0x02];

  /// A number in LEB128.
  function unsigned(value) {
    const bytes = [];
    for (; value > 127; value >>>= 7) bytes.push((value & 127) | 128);
    return [...bytes, value];
  }

  function section(id, ...items) {
    const body = [...unsigned(items.length), ...items.flat(Infinity)];
    return [id, ...unsigned(body.length), ...body];
  }

  function text(string) {
    return [string.length, ...Array.from(string, (character) => character.charCodeAt(0))];
  }

  function moduleBytes(isFused) {
    const bodies = shapes.map(([pixels, groups]) => {
      const body = tileBody(pixels, groups, isFused);
      return [...unsigned(body.length), ...body];
    });
    return Uint8Array.from([
      0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
      ...section(1, [0x60, 10, Array(10).fill(i32), 0]),
      ...section(2, [text("heap"), text("memory"), 0x02, 0x00, 0x00]),
      ...section(3, ...shapes.map(() => [0])),
      ...section(7, ...shapes.map(([pixels, groups], index) =>
        [text(`tile${pixels}x${groups}`), 0x00, index])),
      ...section(10, ...bodies),
    ]);
  }

  /// A tile: its sums stay in registers while it goes through all inputs.
  ///
  /// Its parameters are addresses and steps in bytes: x, from pixel to pixel there, the weights, from
  /// group to group there, bias, y, from pixel to pixel there, then segments, their length and step.
  function tileBody(pixels, groups, isFused) {
    const [x, xPixel, weights, weightStep, bias, y, yPixel, segments, length, segmentStep] =
      Array.from({ length: 10 }, (_, index) => index);
    let next = 10;
    const local = () => next++;
    const row = (size) => Array.from({ length: size }, local);
    const [input, weight, end] = [row(pixels), row(groups), local()];
    const integers = next - 10;
    const [sum, factor, value] = [Array.from({ length: pixels }, () => row(groups)), row(groups), local()];
    const vectors = next - 10 - integers;

    const advance = (place, step) => [get(place), constant(step), plus, set(place)];
    const products = (count) => [
      ...Array.from({ length: count }, (_, step) => [
        factor.map((vector, group) => [get(weight[group]), load(16 * step), set(vector)]),
        input.map((place, pixel) => [
          get(place), loadToAll(4 * step), set(value),
          sum[pixel].map((total, group) => isFused
            ? [get(value), get(factor[group]), get(total), multiplyAdd, set(total)]
            : [get(value), get(factor[group]), times, get(total), added, set(total)]),
        ]),
      ]),
      input.map((place) => advance(place, 4 * count)),
      weight.map((place) => [get(place), constant(16), constant(count), 0x6c, plus, set(place)]),
    ];
    /// While at least `count` inputs are left: a block with the loop in it.
    const whileLeft = (count) => [
      0x02, 0x40,
      loop(
        get(end), get(input[0]), constant(4 * count), plus, below, branchIf(1),
        products(count), 0x0c, 0),
      0x0b,
    ];

    const code = [
      weight.map((place, group) =>
        group === 0 ? [get(weights), set(place)] : [get(weight[group - 1]), get(weightStep), plus, set(place)]),
      sum.map((totals) =>
        totals.map((total, group) => [get(bias), load(16 * group), set(total)])),
      loop(
        input.map((place, pixel) =>
          pixel === 0 ? [get(x), set(place)] : [get(input[pixel - 1]), get(xPixel), plus, set(place)]),
        get(x), get(length), plus, set(end),
        whileLeft(4), whileLeft(1),
        get(x), get(segmentStep), plus, set(x),
        get(segments), constant(1), minus, tee(segments), branchIf(0)),
      sum.map((totals) => [
        totals.map((total, group) => [get(y), get(total), store(16 * group)]),
        get(y), get(yPixel), plus, set(y),
      ]),
      0x0b,
    ];
    return [2, integers, i32, vectors, v128, ...code.flat(Infinity)];
  }

  root.LatentKernels = { Heap, pack, packedLength, lanes };
})(globalThis);
