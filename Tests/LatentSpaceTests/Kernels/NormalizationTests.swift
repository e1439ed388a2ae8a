import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Normalization {
    static let shapes = [
      NormalizationShape(batch: 3, pixels: 12, channels: 32, groups: 8),
      NormalizationShape(batch: 2, pixels: 9, channels: 6, groups: 3),
      NormalizationShape(batch: 2, pixels: 1, channels: 37, groups: 1),
      NormalizationShape(batch: 1, pixels: 4, channels: 40, groups: 2),
      NormalizationShape(batch: 4, pixels: 5, channels: 1, groups: 1),
      NormalizationShape(batch: 8, pixels: 100, channels: 32, groups: 4),
    ]

    /// The definition with the kernels' arithmetic: per sample and channel, mean and inverse.
    private func statistics(
      _ x: [Float], _ shape: NormalizationShape
    ) -> (mean: [Float], inverse: [Float]) {
      let size = shape.channels / shape.groups
      let factor = 1 / Float(shape.pixels * size)
      var mean: [Float] = []
      var inverse: [Float] = []
      for n in 0..<shape.batch {
        for g in 0..<shape.groups {
          func groupSum(_ term: (Float, Float) -> Float) -> Float {
            laneSum(
              (0..<size).map { c in
                (0..<shape.pixels).reduce(Float(0)) { sum, p in
                  term(sum, x[(n * shape.pixels + p) * shape.channels + g * size + c])
                }
              }) * factor
          }
          let average = groupSum { $0 + $1 }
          let variance = groupSum { $0.addingProduct($1 - average, $1 - average) }
          mean += [Float](repeating: average, count: size)
          inverse += [Float](
            repeating: 1 / (variance + shape.epsilon).squareRoot(), count: size)
        }
      }
      return (mean, inverse)
    }

    private func forward(
      _ x: [Float], _ scale: [Float], _ offset: [Float], _ shape: NormalizationShape
    ) -> [Float] {
      var out = [Float](repeating: 0, count: x.count)
      Kernels.groupNormalization(x, scale: scale, offset: offset, into: &out, shape: shape)
      return out
    }

    @Test(arguments: shapes)
    func `Normalisation and the parameters' gradients are their chains, on every machine`(
      _ shape: NormalizationShape
    ) {
      let count = shape.batch * shape.pixels * shape.channels
      let x = testValues(count, seed: 61).map { $0 * 3 + 1 }
      let (scale, offset) = (
        testValues(shape.channels, seed: 62), testValues(shape.channels, seed: 63)
      )
      let outputGradient = testValues(count, seed: 64)
      let (mean, inverse) = statistics(x, shape)
      var expected: [Float] = []
      var scaleGradient = [Float](repeating: 0, count: shape.channels)
      var offsetGradient = scaleGradient
      for i in 0..<count {
        let c = i % shape.channels
        let channel = i / (shape.pixels * shape.channels) * shape.channels + c
        let normal = (x[i] - mean[channel]) * inverse[channel]
        expected.append(offset[c].addingProduct(normal, scale[c]))
        scaleGradient[c].addProduct(outputGradient[i], normal)
        offsetGradient[c] += outputGradient[i]
      }
      forEachMachine { machine in
        #expect(firstDifference(forward(x, scale, offset, shape), expected) == nil, "\(machine)")
        var (s, o) = (
          [Float](repeating: 7, count: shape.channels), [Float](repeating: 7, count: shape.channels)
        )
        Kernels.groupNormalizationParameterGradient(
          input: x, outputGradient: outputGradient, scaleGradient: &s, offsetGradient: &o,
          shape: shape)
        #expect(firstDifference(s, scaleGradient) == nil, "\(machine)")
        #expect(firstDifference(o, offsetGradient) == nil, "\(machine)")
      }
    }

    @Test(arguments: shapes)
    func `Each group has mean zero and variance one`(_ shape: NormalizationShape) {
      let count = shape.batch * shape.pixels * shape.channels
      let size = shape.channels / shape.groups
      let x = testValues(count, seed: 65).map { $0 * 100 - 40 }
      let y = forward(
        x, [Float](repeating: 1, count: shape.channels),
        [Float](repeating: 0, count: shape.channels),
        shape)
      for n in 0..<shape.batch {
        for g in 0..<shape.groups {
          let group = (0..<shape.pixels).flatMap { p in
            (0..<size).map {
              Double(y[(n * shape.pixels + p) * shape.channels + g * size + $0])
            }
          }
          let mean = group.reduce(0, +) / Double(group.count)
          let variance = group.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(group.count)
          #expect(abs(mean) < 1e-5)
          #expect(abs(variance - (group.count == 1 ? 0 : 1)) < 1e-3)
        }
      }
    }

    /// The derivative along a tangent in Double, by the definition's own difference quotient.
    private func numericDerivative(
      _ x: [Float], _ tangent: [Float], _ scale: [Float], _ shape: NormalizationShape
    ) -> [Double] {
      let size = shape.channels / shape.groups
      func normalised(_ step: Double) -> [Double] {
        let moved = zip(x, tangent).map { Double($0) + step * Double($1) }
        var out = moved
        for n in 0..<shape.batch {
          for g in 0..<shape.groups {
            let indices = (0..<shape.pixels).flatMap { p in
              (0..<size).map { (n * shape.pixels + p) * shape.channels + g * size + $0 }
            }
            let mean = indices.reduce(0) { $0 + moved[$1] } / Double(indices.count)
            let variance =
              indices.reduce(0) { $0 + (moved[$1] - mean) * (moved[$1] - mean) }
              / Double(indices.count)
            for i in indices {
              out[i] =
                (moved[i] - mean) / (variance + Double(shape.epsilon)).squareRoot()
                * Double(scale[i % shape.channels])
            }
          }
        }
        return out
      }
      return zip(normalised(1e-5), normalised(-1e-5)).map { ($0 - $1) / 2e-5 }
    }

    @Test(arguments: shapes.filter { $0.channels > 1 })
    func `Pushforward is the derivative, and the gradient its transpose, on every machine`(
      _ shape: NormalizationShape
    ) {
      let count = shape.batch * shape.pixels * shape.channels
      let x = testValues(count, seed: 66).map { $0 * 2 }
      let tangent = testValues(count, seed: 67)
      let cotangent = testValues(count, seed: 68)
      let scale = testValues(shape.channels, seed: 69)
      func run() -> (pushed: [Float], pulled: [Float]) {
        var pushed = [Float](repeating: 0, count: count)
        var pulled = pushed
        Kernels.groupNormalizationPushforward(
          input: x, scale: scale, tangent: tangent, into: &pushed, shape: shape)
        Kernels.groupNormalizationGradient(
          input: x, scale: scale, outputGradient: cotangent, into: &pulled, shape: shape)
        return (pushed, pulled)
      }
      let result = run()
      for (value, exact) in zip(result.pushed, numericDerivative(x, tangent, scale, shape)) {
        #expect(abs(Double(value) - exact) < 1e-5)
      }
      // ⟨cotangent, J tangent⟩ = ⟨Jᵀ cotangent, tangent⟩
      let one = zip(result.pushed, cotangent).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      let other = zip(result.pulled, tangent).reduce(0) { $0 + Double($1.0) * Double($1.1) }
      #expect(abs(one - other) < 1e-5 * Double(count).squareRoot())
      forEachMachine { machine in
        let (pushed, pulled) = run()
        #expect(firstDifference(pushed, result.pushed) == nil, "\(machine)")
        #expect(firstDifference(pulled, result.pulled) == nil, "\(machine)")
      }
    }

    @Test func `Gradients may replace the vector they come from`() {
      let shape = Self.shapes[0]
      let count = shape.batch * shape.pixels * shape.channels
      let (x, scale) = (testValues(count, seed: 70), testValues(shape.channels, seed: 71))
      var vector = testValues(count, seed: 72)
      var apart = vector
      Kernels.groupNormalizationGradient(
        input: x, scale: scale, outputGradient: vector, into: &apart, shape: shape)
      vector.withUnsafeMutableBufferPointer {
        let base = $0.baseAddress!
        Kernels.groupNormalizationGradient(
          input: x, scale: scale, outputGradient: base, into: base, shape: shape)
      }
      #expect(vector == apart)
    }
  }
}
