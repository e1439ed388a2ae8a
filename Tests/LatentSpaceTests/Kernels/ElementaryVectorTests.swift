import Foundation
import LatentSpace
import Testing

/// A function of floats, its oracle and the largest error over all floats, in units in the last
/// place.
struct VectorCase: Sendable, CustomTestStringConvertible {
  let name: String
  let kernel: @Sendable (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
  let oracle: @Sendable (Double) -> Double
  let bound: Double

  var testDescription: String { name }

  func callAsFunction(_ x: [Float]) -> [Float] {
    var out = [Float](repeating: 0, count: x.count)
    kernel(x, &out, x.count)
    return out
  }

  static let all: [VectorCase] = [
    .init(
      name: "exp", kernel: { Kernels.exp($0, into: $1, count: $2) }, oracle: { exp($0) },
      bound: 0.78),
    .init(
      name: "expm1", kernel: { Kernels.expm1($0, into: $1, count: $2) }, oracle: { expm1($0) },
      bound: 1.24),
    .init(
      name: "log", kernel: { Kernels.log($0, into: $1, count: $2) }, oracle: { log($0) },
      bound: 0.88),
    .init(
      name: "log1p", kernel: { Kernels.log1p($0, into: $1, count: $2) }, oracle: { log1p($0) },
      bound: 0.95),
    .init(
      name: "sigmoid", kernel: { Kernels.sigmoid($0, into: $1, count: $2) },
      oracle: { $0 < 0 ? exp($0) / (1 + exp($0)) : 1 / (1 + exp(-$0)) }, bound: 1.45),
    .init(
      name: "softplus", kernel: { Kernels.softplus($0, into: $1, count: $2) },
      oracle: { max($0, 0) + log1p(exp(-abs($0))) }, bound: 1.75),
    .init(
      name: "tanh", kernel: { Kernels.tanh($0, into: $1, count: $2) }, oracle: { tanh($0) },
      bound: 1.32),
    .init(
      name: "erf", kernel: { Kernels.erf($0, into: $1, count: $2) }, oracle: { erf($0) },
      bound: 1),
    .init(
      name: "sin", kernel: { Kernels.sin($0, into: $1, count: $2) }, oracle: { sin($0) },
      bound: 0.51),
    .init(
      name: "cos", kernel: { Kernels.cos($0, into: $1, count: $2) }, oracle: { cos($0) },
      bound: 0.51),
  ]
}

/// Floats of all sizes and kinds: every `stride`-th bit pattern.
func floatPatterns(stride step: Int) -> [Float] {
  stride(from: 0, through: Int(UInt32.max), by: step).map { Float(bitPattern: UInt32($0)) }
}

/// The first difference in bits, where all that is not a number is alike.
func firstRealDifference(_ a: [Float], _ b: [Float]) -> Int? {
  firstDifference(a.map { $0.isNaN ? .nan : $0 }, b.map { $0.isNaN ? .nan : $0 })
}

extension KernelTests {
  @Suite struct ElementaryVectors {
    @Test(arguments: VectorCase.all)
    func `A function is right to the bound over floats of all sizes`(_ entry: VectorCase) {
      let x = floatPatterns(stride: 19_997)
      let y = entry(x)
      var worst = (error: 0.0, x: Float(0))
      for (x, y) in zip(x, y) {
        let exact = entry.oracle(Double(x))
        let nearest = Float(exact)
        let isRight = exact.isNaN ? y.isNaN : y == nearest && y.sign == exact.sign
        if isRight { continue }
        // Wrong at an edge counts as infinitely wrong.
        let isEdge = exact.isNaN || nearest.isInfinite || !y.isFinite || y.sign != exact.sign
        let error =
          isEdge
          ? .infinity
          : abs(Double(y) - exact) / Double(max(nearest.ulp, .leastNonzeroMagnitude))
        if error > worst.error { worst = (error, x) }
      }
      #expect(worst.error <= entry.bound, "\(entry.name)(\(worst.x)) is \(worst.error) ulp off")
    }

    @Test(arguments: VectorCase.all)
    func `A function has the same bits on every machine`(_ entry: VectorCase) {
      let x = floatPatterns(stride: 60_013) + testValues(1000, seed: 1).map { $0 * 20 }
      let expected = entry(x)
      forEachMachine { machine in
        #expect(firstRealDifference(entry(x), expected) == nil, "\(entry.name), \(machine)")
      }
    }

    @Test(arguments: VectorCase.all)
    func `Ends of arrays get the bits of full registers, and nothing past them changes`(
      _ entry: VectorCase
    ) {
      let x = testValues(70, seed: 2).map { $0 * 5 }
      let whole = entry(x)
      forEachMachine { machine in
        for count in 0...67 {
          var out = [Float](repeating: 77, count: 70)
          entry.kernel(x, &out, count)
          #expect(
            firstRealDifference(Array(out[..<count]), Array(whole[..<count])) == nil,
            "\(entry.name), \(count), \(machine)")
          #expect(out[count...].allSatisfy { $0 == 77 }, "\(entry.name), \(count), \(machine)")
        }
      }
    }

    @Test(arguments: VectorCase.all)
    func `A function can work in place, on many slices`(_ entry: VectorCase) {
      let x = testValues(30_011, seed: 3).map { $0 * 5 }
      let expected = entry(x)
      forEachMachine { machine in
        var values = x
        values.withUnsafeMutableBufferPointer { values in
          let base = values.baseAddress!
          entry.kernel(base, base, values.count)
        }
        #expect(firstRealDifference(values, expected) == nil, "\(entry.name), \(machine)")
      }
    }

    @Test(arguments: VectorCase.all)
    func `A payload of not a number passes through, also beside other numbers`(
      _ entry: VectorCase
    ) {
      let odd = Float(bitPattern: 0xffc1_2345)
      forEachMachine { machine in
        let y = entry([0.5, odd, 0.25, .nan, 1, 0.5])
        #expect(y[1].bitPattern == odd.bitPattern, "\(entry.name), \(machine)")
        #expect(y[3].isNaN)
        #expect(y[0] == y[5] && !y[0].isNaN)
      }
    }
  }
}
