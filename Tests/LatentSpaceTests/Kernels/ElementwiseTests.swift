import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Elementwise {
    typealias Input = UnsafePointer<Float>
    typealias Output = UnsafeMutablePointer<Float>

    /// A kernel of two arrays and what it does to one pair.
    struct Pairing: Sendable {
      let name: String
      let kernel: @Sendable (Input, Input, Output, Int) -> Void
      let element: @Sendable (Float, Float) -> Float
    }

    /// e^−|x| with the bits of the kernel.
    @Sendable private static func decay(_ x: Float) -> Float {
      var (input, output) = (-abs(x), Float(0))
      Kernels.exp(&input, into: &output, count: 1)
      return output
    }

    @Sendable private static func sigmoid(_ x: Float) -> Float {
      var (input, output) = (x, Float(0))
      Kernels.sigmoid(&input, into: &output, count: 1)
      return output
    }

    static let pairings: [Pairing] = [
      .init(
        name: "relu", kernel: { a, _, out, n in Kernels.relu(a, into: out, count: n) },
        element: { a, _ in a > 0 ? a : 0 }),
      .init(
        name: "reluGradient",
        kernel: { Kernels.reluGradient(output: $0, $1, into: $2, count: $3) },
        element: { $0 > 0 ? $1 : 0 }),
      .init(
        name: "leakyReLU",
        kernel: { a, _, out, n in Kernels.leakyReLU(a, slope: 0.2, into: out, count: n) },
        element: { a, _ in a > 0 ? a : 0.2 * a }),
      .init(
        name: "leakyReLUGradient",
        kernel: { Kernels.leakyReLUGradient(input: $0, slope: 0.2, $1, into: $2, count: $3) },
        element: { $0 > 0 ? $1 : 0.2 * $1 }),
      .init(
        name: "silu", kernel: { a, _, out, n in Kernels.silu(a, into: out, count: n) },
        element: { a, _ in
          let z = decay(a)
          return a * ((a < 0 ? z : 1) / (1 + z))
        }),
      .init(
        name: "siluGradient",
        kernel: { Kernels.siluGradient(input: $0, $1, into: $2, count: $3) },
        element: { a, b in
          let s = sigmoid(a)
          return b * s * Float(1).addingProduct(a, 1 - s)
        }),
      .init(
        name: "tanhGradient",
        kernel: { Kernels.tanhGradient(output: $0, $1, into: $2, count: $3) },
        element: { $1 * Float(1).addingProduct(-$0, $0) }),
      .init(
        name: "sigmoidGradient",
        kernel: { Kernels.sigmoidGradient(output: $0, $1, into: $2, count: $3) },
        element: { $1 * ($0 * (1 - $0)) }),
      .init(
        name: "add", kernel: { Kernels.add($0, $1, into: $2, count: $3) }, element: { $0 + $1 }),
      .init(
        name: "subtract", kernel: { Kernels.subtract($0, $1, into: $2, count: $3) },
        element: { $0 - $1 }),
      .init(
        name: "multiplyElements",
        kernel: { Kernels.multiplyElements($0, $1, into: $2, count: $3) }, element: { $0 * $1 }),
      .init(
        name: "scale",
        kernel: { a, _, out, n in Kernels.scale(a, by: 1.7, into: out, count: n) },
        element: { a, _ in a * 1.7 }),
      .init(
        name: "blend", kernel: { Kernels.blend($0, $1, at: 0.3, into: $2, count: $3) },
        element: { a, b in a.addingProduct(-0.3, a).addingProduct(0.3, b) }),
      .init(
        name: "addMultiple",
        kernel: { a, b, out, n in
          out.update(from: a, count: n)
          Kernels.addMultiple(1.3, of: b, to: out, count: n)
        },
        element: { $0.addingProduct(1.3, $1) }),
    ]

    @Test func `Every kernel is its formula for every element, on every machine`() {
      for pairing in Self.pairings {
        for count in [0, 1, 3, 7, 8, 15, 16, 17, 33, 4097, 60_001] {
          let a = testValues(count, seed: 5).map { $0 * 3 }
          let b = testValues(count, seed: 6)
          let expected = zip(a, b).map(pairing.element)
          let machines = count > 1000 ? 1 : 0
          forEachMachine { machine in
            // The long arrays are for the slices, which the machines' widths do not change.
            if machines == 1 && !machine.hasPrefix(ComputeResources.bestName) { return }
            var out = [Float](repeating: 77, count: count + 20)
            pairing.kernel(a, b, &out, count)
            #expect(
              firstDifference(Array(out[..<count]), expected) == nil,
              "\(pairing.name), \(count), \(machine)")
            #expect(out[count...].allSatisfy { $0 == 77 }, "\(pairing.name), \(machine)")
          }
        }
      }
    }

    @Test func `Every kernel may write over either input`() {
      for pairing in Self.pairings {
        let count = 83
        let a = testValues(count, seed: 7)
        let b = testValues(count, seed: 8)
        let expected = zip(a, b).map(pairing.element)
        var over = a
        over.withUnsafeMutableBufferPointer { over in
          pairing.kernel(over.baseAddress!, b, over.baseAddress!, count)
        }
        #expect(firstDifference(over, expected) == nil, "\(pairing.name) over the first")
        if pairing.name == "addMultiple" { continue }
        over = b
        over.withUnsafeMutableBufferPointer { over in
          pairing.kernel(a, over.baseAddress!, over.baseAddress!, count)
        }
        #expect(firstDifference(over, expected) == nil, "\(pairing.name) over the second")
      }
    }

    @Test func `Derivatives are those of the activations`() {
      let x = testValues(64, seed: 9).map { $0 * 4 }
      let step: Float = 0x1p-9
      func slopes(_ function: (Input, Output, Int) -> Void) -> [Float] {
        var (above, below) = (x.map { $0 + step }, x.map { $0 - step })
        for side in 0..<2 {
          var values = side == 0 ? above : below
          values.withUnsafeMutableBufferPointer { function($0.baseAddress!, $0.baseAddress!, 64) }
          if side == 0 { above = values } else { below = values }
        }
        return zip(above, below).map { ($0 - $1) / (2 * step) }
      }
      func expectClose(_ name: String, _ numeric: [Float], _ derivative: (Output) -> Void) {
        var exact = [Float](repeating: 0, count: 64)
        derivative(&exact)
        for i in 0..<64 where abs(x[i]) > 2 * step {
          #expect(abs(exact[i] - numeric[i]) < 3e-4, "\(name) at \(x[i])")
        }
      }
      let ones = [Float](repeating: 1, count: 64)
      var output = [Float](repeating: 0, count: 64)
      expectClose("silu", slopes { Kernels.silu($0, into: $1, count: $2) }) {
        Kernels.siluGradient(input: x, ones, into: $0, count: 64)
      }
      expectClose("leakyReLU", slopes { Kernels.leakyReLU($0, slope: 0.1, into: $1, count: $2) }) {
        Kernels.leakyReLUGradient(input: x, slope: 0.1, ones, into: $0, count: 64)
      }
      Kernels.tanh(x, into: &output, count: 64)
      expectClose("tanh", slopes { Kernels.tanh($0, into: $1, count: $2) }) {
        Kernels.tanhGradient(output: output, ones, into: $0, count: 64)
      }
      Kernels.sigmoid(x, into: &output, count: 64)
      expectClose("sigmoid", slopes { Kernels.sigmoid($0, into: $1, count: $2) }) {
        Kernels.sigmoidGradient(output: output, ones, into: $0, count: 64)
      }
      Kernels.relu(x, into: &output, count: 64)
      expectClose("relu", slopes { Kernels.relu($0, into: $1, count: $2) }) {
        Kernels.reluGradient(output: output, ones, into: $0, count: 64)
      }
    }

    @Test func `A blend is exact at both ends`() {
      let (a, b) = (testValues(40, seed: 10), testValues(40, seed: 11).map { $0 * 1e6 })
      var out = [Float](repeating: 0, count: 40)
      Kernels.blend(a, b, at: 0, into: &out, count: 40)
      #expect(out == a)
      Kernels.blend(a, b, at: 1, into: &out, count: 40)
      #expect(out == b)
    }

    @Test func `Activations at infinity and not a number are their limits`() {
      let x: [Float] = [.infinity, -.infinity, .nan, -1000, 1000]
      var out = [Float](repeating: 0, count: 5)
      Kernels.silu(x, into: &out, count: 5)
      #expect(out[0] == .infinity && out[1] == 0 && out[2].isNaN && out[3] == 0 && out[4] == 1000)
      Kernels.siluGradient(input: x, [1, 1, 1, 1, 1], into: &out, count: 5)
      #expect(out[0] == 1 && out[1] == 0 && out[2].isNaN && out[3] == 0 && out[4] == 1)
      Kernels.relu(x, into: &out, count: 5)
      #expect(out == [.infinity, 0, 0, 0, 1000])
    }
  }
}

extension ComputeResources {
  /// The last of the available instruction sets, which is the widest.
  static var bestName: String { InstructionSet.available.last!.rawValue }
}
