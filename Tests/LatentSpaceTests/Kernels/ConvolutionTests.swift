import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Convolutions {
    /// A geometry from its big picture and its kernel, and a batch.
    static func shape(
      _ height: Int, _ width: Int, _ bigChannels: Int, _ smallChannels: Int, kernel: Int,
      stride: Int, padding: Int
    ) -> ConvolutionShape {
      ConvolutionShape(
        bigHeight: height, bigWidth: width, bigChannels: bigChannels,
        smallHeight: (height + 2 * padding - kernel) / stride + 1,
        smallWidth: (width + 2 * padding - kernel) / stride + 1, smallChannels: smallChannels,
        kernel: kernel, stride: stride, padding: padding)
    }

    static let shapes: [(ConvolutionShape, batch: Int)] = [
      (shape(14, 14, 32, 64, kernel: 4, stride: 2, padding: 1), 3),  // the standard preset
      (shape(28, 28, 1, 32, kernel: 4, stride: 2, padding: 1), 2),
      (shape(12, 10, 3, 7, kernel: 4, stride: 2, padding: 1), 5),
      (shape(9, 7, 5, 19, kernel: 3, stride: 1, padding: 1), 3),
      (shape(8, 8, 17, 3, kernel: 3, stride: 1, padding: 1), 2),
      (shape(5, 6, 33, 18, kernel: 1, stride: 1, padding: 0), 2),
      (shape(8, 6, 4, 5, kernel: 2, stride: 2, padding: 0), 2),
      (shape(9, 9, 2, 3, kernel: 3, stride: 2, padding: 1), 3),  // phases with different windows
      (shape(10, 11, 3, 4, kernel: 2, stride: 3, padding: 0), 2),  // kernel < stride
      (shape(11, 11, 1, 1, kernel: 1, stride: 4, padding: 2), 2),
      (shape(3, 2, 2, 3, kernel: 7, stride: 1, padding: 3), 2),  // kernel bigger than picture
      (shape(1, 1, 3, 2, kernel: 5, stride: 2, padding: 4), 40),  // many samples in a unit
      (shape(7, 7, 2, 2, kernel: 2, stride: 2, padding: 4), 2),  // windows wholly outside
      (shape(8, 9, 2, 5, kernel: 4, stride: 2, padding: 3), 2),  // windows end inside the picture
      (shape(4, 40, 6, 20, kernel: 5, stride: 3, padding: 2), 1),
      (shape(20, 19, 5, 50, kernel: 3, stride: 1, padding: 1), 2),  // several units, packed taps
      (shape(1, 300, 4, 4, kernel: 1, stride: 1, padding: 0), 2),
      (shape(6, 6, 8, 16, kernel: 6, stride: 1, padding: 0), 0),  // an empty batch
    ]

    @Test func `A gather is one chain over ascending taps, on every machine`() {
      for (shape, batch) in Self.shapes {
        let big = testValues(batch * shape.bigCount, seed: 1)
        let weights = testValues(shape.weightCount, seed: 2)
        let bias = testValues(shape.smallChannels, seed: 3)
        for activation in [FusedActivation.identity, .relu] {
          let expected = naiveGather(big, weights, bias, batch, shape, activation)
          forEachMachine { machine in
            var packed = [Float](repeating: .nan, count: Kernels.packedGatherCount(shape))
            Kernels.packGather(weights, shape: shape, into: &packed)
            var small = [Float](repeating: .nan, count: batch * shape.smallCount)
            Kernels.convolutionGather(
              big, packedWeights: packed, into: &small, batch: batch, shape: shape, bias: bias,
              activation: activation)
            #expect(firstDifference(small, expected) == nil, "\(shape), \(machine)")
          }
        }
      }
    }

    @Test func `A scatter is one chain over the ascending window, on every machine`() {
      for (shape, batch) in Self.shapes {
        let small = testValues(batch * shape.smallCount, seed: 4)
        let weights = testValues(shape.weightCount, seed: 5)
        let bias = testValues(shape.bigChannels, seed: 6)
        for activation in [FusedActivation.identity, .relu] {
          let expected = naiveScatter(small, weights, bias, batch, shape, activation)
          forEachMachine { machine in
            var packed = [Float](repeating: .nan, count: Kernels.packedScatterCount(shape))
            Kernels.packScatter(weights, shape: shape, into: &packed)
            var big = [Float](repeating: .nan, count: batch * shape.bigCount)
            Kernels.convolutionScatter(
              small, packedWeights: packed, into: &big, batch: batch, shape: shape, bias: bias,
              activation: activation)
            #expect(firstDifference(big, expected) == nil, "\(shape), \(machine)")
          }
        }
      }
    }

    @Test func `A weight gradient is one chain over ascending positions, on every machine`() {
      for (shape, batch) in Self.shapes {
        let big = testValues(batch * shape.bigCount, seed: 7)
        let small = testValues(batch * shape.smallCount, seed: 8)
        let before = testValues(shape.weightCount, seed: 9)
        for accumulate in [false, true] {
          let expected = naiveWeightGradient(
            big, small, accumulate ? before : before.map { _ in 0 }, batch, shape)
          forEachMachine { machine in
            var gradient = before
            Kernels.convolutionWeightGradient(
              big: big, small: small, into: &gradient, batch: batch, shape: shape,
              accumulate: accumulate)
            #expect(firstDifference(gradient, expected) == nil, "\(shape), \(machine)")
          }
        }
      }
    }

    @Test func `Without a bias the chains start at zero`() {
      let (shape, batch) = Self.shapes[2]
      let weights = testValues(shape.weightCount, seed: 2)
      let big = testValues(batch * shape.bigCount, seed: 1)
      let small = testValues(batch * shape.smallCount, seed: 4)
      var gathered = [Float](repeating: .nan, count: small.count)
      var scattered = [Float](repeating: .nan, count: big.count)
      var packed = [Float](repeating: 0, count: Kernels.packedGatherCount(shape))
      Kernels.packGather(weights, shape: shape, into: &packed)
      Kernels.convolutionGather(
        big, packedWeights: packed, into: &gathered, batch: batch, shape: shape)
      packed = [Float](repeating: 0, count: Kernels.packedScatterCount(shape))
      Kernels.packScatter(weights, shape: shape, into: &packed)
      Kernels.convolutionScatter(
        small, packedWeights: packed, into: &scattered, batch: batch, shape: shape)
      let none = [Float](repeating: 0, count: 64)
      #expect(gathered == naiveGather(big, weights, none, batch, shape, .identity))
      #expect(scattered == naiveScatter(small, weights, none, batch, shape, .identity))
    }

    @Test func `A sample's results do not depend on the batch it sits in`() {
      for (shape, _) in Self.shapes {
        let batch = 9
        let big = testValues(batch * shape.bigCount, seed: 1)
        let small = testValues(batch * shape.smallCount, seed: 2)
        let weights = testValues(shape.weightCount, seed: 3)
        var gather = [Float](repeating: 0, count: Kernels.packedGatherCount(shape))
        Kernels.packGather(weights, shape: shape, into: &gather)
        var scatter = [Float](repeating: 0, count: Kernels.packedScatterCount(shape))
        Kernels.packScatter(weights, shape: shape, into: &scatter)
        func run(_ samples: Range<Int>) -> ([Float], [Float]) {
          var (s, b) = (shape.smallCount, shape.bigCount)
          let bigs = Array(big[samples.lowerBound * b..<samples.upperBound * b])
          let smalls = Array(small[samples.lowerBound * s..<samples.upperBound * s])
          (s, b) = (s * samples.count, b * samples.count)
          var gathered = [Float](repeating: .nan, count: s)
          var scattered = [Float](repeating: .nan, count: b)
          Kernels.convolutionGather(
            bigs, packedWeights: gather, into: &gathered, batch: samples.count, shape: shape)
          Kernels.convolutionScatter(
            smalls, packedWeights: scatter, into: &scattered, batch: samples.count, shape: shape)
          return (gathered, scattered)
        }
        let all = run(0..<batch)
        let alone = (0..<batch).map { run($0..<$0 + 1) }
        #expect(firstDifference(all.0, alone.flatMap(\.0)) == nil, "\(shape)")
        #expect(firstDifference(all.1, alone.flatMap(\.1)) == nil, "\(shape)")
      }
    }
  }
}

// MARK: - Naive loops

extension ConvolutionShape {
  fileprivate var bigCount: Int { bigHeight * bigWidth * bigChannels }
  fileprivate var smallCount: Int { smallHeight * smallWidth * smallChannels }

  /// The value of big picture `n` at a pixel, 0 outside.
  fileprivate func bigValue(_ big: [Float], _ n: Int, _ y: Int, _ x: Int, _ c: Int) -> Float {
    guard 0..<bigHeight ~= y, 0..<bigWidth ~= x else { return 0 }
    return big[((n * bigHeight + y) * bigWidth + x) * bigChannels + c]
  }

  fileprivate func smallValue(_ small: [Float], _ n: Int, _ y: Int, _ x: Int, _ c: Int) -> Float {
    guard 0..<smallHeight ~= y, 0..<smallWidth ~= x else { return 0 }
    return small[((n * smallHeight + y) * smallWidth + x) * smallChannels + c]
  }

  fileprivate func weightIndex(_ kh: Int, _ kw: Int, _ cb: Int, _ cs: Int) -> Int {
    ((kh * kernel + kw) * bigChannels + cb) * smallChannels + cs
  }
}

private func activate(_ x: Float, _ activation: FusedActivation) -> Float {
  activation == .relu && !(x > 0) ? 0 : x
}

private func naiveGather(
  _ big: [Float], _ weights: [Float], _ bias: [Float], _ batch: Int, _ shape: ConvolutionShape,
  _ activation: FusedActivation
) -> [Float] {
  var small: [Float] = []
  for n in 0..<batch {
    for y in 0..<shape.smallHeight {
      for x in 0..<shape.smallWidth {
        for cs in 0..<shape.smallChannels {
          var sum = bias[cs]
          for kh in 0..<shape.kernel {
            for kw in 0..<shape.kernel {
              for cb in 0..<shape.bigChannels {
                let value = shape.bigValue(
                  big, n, y * shape.stride + kh - shape.padding,
                  x * shape.stride + kw - shape.padding, cb)
                sum.addProduct(value, weights[shape.weightIndex(kh, kw, cb, cs)])
              }
            }
          }
          small.append(activate(sum, activation))
        }
      }
    }
  }
  return small
}

/// Walks over small rows from far above the picture to far below it, and takes those whose kernel
/// row exists: slow, and free of any cleverness about phases.
private func naiveScatter(
  _ small: [Float], _ weights: [Float], _ bias: [Float], _ batch: Int, _ shape: ConvolutionShape,
  _ activation: FusedActivation
) -> [Float] {
  func window(_ position: Int) -> [(Int, Int)] {
    (-shape.kernel...position + shape.padding).compactMap { small in
      let tap = position + shape.padding - small * shape.stride
      return 0..<shape.kernel ~= tap ? (small, tap) : nil
    }
  }
  var big: [Float] = []
  for n in 0..<batch {
    for bigY in 0..<shape.bigHeight {
      for bigX in 0..<shape.bigWidth {
        let (rows, columns) = (window(bigY), window(bigX))
        for cb in 0..<shape.bigChannels {
          var sum = bias[cb]
          for (y, kh) in rows {
            for (x, kw) in columns {
              for cs in 0..<shape.smallChannels {
                let value = shape.smallValue(small, n, y, x, cs)
                sum.addProduct(value, weights[shape.weightIndex(kh, kw, cb, cs)])
              }
            }
          }
          big.append(activate(sum, activation))
        }
      }
    }
  }
  return big
}

private func naiveWeightGradient(
  _ big: [Float], _ small: [Float], _ start: [Float], _ batch: Int, _ shape: ConvolutionShape
) -> [Float] {
  var gradient = start
  for n in 0..<batch {
    for y in 0..<shape.smallHeight {
      for x in 0..<shape.smallWidth {
        for kh in 0..<shape.kernel {
          for kw in 0..<shape.kernel {
            for cb in 0..<shape.bigChannels {
              let value = shape.bigValue(
                big, n, y * shape.stride + kh - shape.padding,
                x * shape.stride + kw - shape.padding, cb)
              for cs in 0..<shape.smallChannels {
                gradient[shape.weightIndex(kh, kw, cb, cs)].addProduct(
                  value, shape.smallValue(small, n, y, x, cs))
              }
            }
          }
        }
      }
    }
  }
  return gradient
}
