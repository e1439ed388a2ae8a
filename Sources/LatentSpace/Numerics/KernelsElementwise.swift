internal import CLatentKernels

/// Activations and their derivatives, and arithmetic, element by element.
///
/// The output may be any of the inputs. The derivatives multiply a vector, so they serve pullback
/// and pushforward alike.
extension Kernels {
  /// max(x, 0); NaN becomes 0.
  package static func relu(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 2) { latents_relu(x + $0, out + $0, $1) }
  }

  /// The vector where the rectifier's output is positive, elsewhere 0.
  package static func reluGradient(
    output: UnsafePointer<Float>, _ vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 3) {
      latents_relu_derivative(output + $0, vector + $0, out + $0, $1)
    }
  }

  /// x where it is positive, elsewhere slope·x.
  package static func leakyReLU(
    _ x: UnsafePointer<Float>, slope: Float, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 2) {
      latents_leaky_relu_derivative(x + $0, x + $0, slope, out + $0, $1)
    }
  }

  /// The vector where the input is positive, elsewhere slope·vector.
  package static func leakyReLUGradient(
    input: UnsafePointer<Float>, slope: Float, _ vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 3) {
      latents_leaky_relu_derivative(input + $0, vector + $0, slope, out + $0, $1)
    }
  }

  /// x·sigmoid(x).
  package static func silu(
    _ x: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) { latents_silu(x + $0, out + $0, $1) }
  }

  /// vector·s·(1 + x·(1 − s)) with s = sigmoid(x).
  package static func siluGradient(
    input: UnsafePointer<Float>, _ vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: elementaryCost) {
      latents_silu_derivative(input + $0, vector + $0, out + $0, $1)
    }
  }

  /// vector·(1 − y²) with y the hyperbolic tangent.
  package static func tanhGradient(
    output: UnsafePointer<Float>, _ vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 3) {
      latents_tanh_derivative(output + $0, vector + $0, out + $0, $1)
    }
  }

  /// vector·y·(1 − y) with y the sigmoid.
  package static func sigmoidGradient(
    output: UnsafePointer<Float>, _ vector: UnsafePointer<Float>,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 3) {
      latents_sigmoid_derivative(output + $0, vector + $0, out + $0, $1)
    }
  }

  /// a + b.
  package static func add(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    forEachSlice(of: count, cost: 3) { latents_add(a + $0, b + $0, out + $0, $1) }
  }

  /// a − b.
  package static func subtract(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    forEachSlice(of: count, cost: 3) { latents_subtract(a + $0, b + $0, out + $0, $1) }
  }

  /// a·b, element by element.
  package static func multiplyElements(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, into out: UnsafeMutablePointer<Float>,
    count: Int
  ) {
    forEachSlice(of: count, cost: 3) { latents_multiply_elements(a + $0, b + $0, out + $0, $1) }
  }

  /// factor·x.
  package static func scale(
    _ x: UnsafePointer<Float>, by factor: Float, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 2) { latents_scale(x + $0, factor, out + $0, $1) }
  }

  /// y += factor·x, each element one fused multiply-add.
  package static func addMultiple(
    _ factor: Float, of x: UnsafePointer<Float>, to y: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 3) { latents_add_multiple(y + $0, x + $0, factor, y + $0, $1) }
  }

  /// (1 − t)·a + t·b, exactly a at t = 0 and b at t = 1.
  package static func blend(
    _ a: UnsafePointer<Float>, _ b: UnsafePointer<Float>, at t: Float,
    into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    forEachSlice(of: count, cost: 3) { latents_blend(a + $0, b + $0, t, out + $0, $1) }
  }
}

extension Kernels {
  /// What an elementary function costs per element, in operations as `Threads` counts them.
  static let elementaryCost = 20

  /// Calls `body` with the start and length of slices that together are `count` elements.
  static func forEachSlice(of count: Int, cost: Int, _ body: (Int, Int) -> Void) {
    let slice = 4096
    Threads.forEach(slices: (count + slice - 1) / slice, work: cost * count) { range in
      let first = range.lowerBound * slice
      body(first, min(count, range.upperBound * slice) - first)
    }
  }
}
