/// A way to go from one latent vector to another.
///
///     let middle = Interpolation.spherical.point(from: a, to: b, at: 0.5)
///     let strip = model.morph(from: ada, to: alan, count: 9, along: .linear)
///
/// At 0 and at 1 every kind of this package returns the ends as they are, bit for bit. A kind of
/// your own is one line:
///
///     let eased = Interpolation { a, b, t in (1 - t * t) * a + t * t * b }
///
/// The default is `spherical`: under N(0, I) almost all mass lies near a sphere, and the straight
/// line between two draws passes well inside it.
public struct Interpolation: Sendable {
  /// The kind's name for reports and the command line; `custom` for a kind of your own.
  public let name: String

  private let function: @Sendable (LatentVector, LatentVector, Float) -> LatentVector

  /// The same without a vector for each point; nil for a kind of your own.
  let writer: PointWriter?

  /// A kind made of a closure that gives the vector at a fraction t of the way from a to b.
  public init(
    _ name: String = "custom",
    _ function:
      @escaping @Sendable (_ a: LatentVector, _ b: LatentVector, _ t: Float) ->
      LatentVector
  ) {
    self.init(name, writer: nil, function)
  }

  init(
    _ name: String, writer: PointWriter?,
    _ function: @escaping @Sendable (LatentVector, LatentVector, Float) -> LatentVector
  ) {
    self.name = name
    self.writer = writer
    self.function = function
  }

  /// The vector at a fraction of the way; below 0 and above 1 it lies beyond the ends.
  public func point(from a: LatentVector, to b: LatentVector, at t: Float) -> LatentVector {
    a.requireSameDimension(b)
    return function(a, b, t)
  }

  /// The vectors at a fraction of the way between the pairs of two batches of the same size.
  public func points(from a: LatentBatch, to b: LatentBatch, at t: Float) -> LatentBatch {
    require(
      a.count == b.count && a.dimension == b.dimension,
      "Two batches must have the same size, but are \(a.count) × \(a.dimension) and "
        + "\(b.count) × \(b.dimension).")
    if let writer, writer.isElementwise {
      return Self.elementwisePoints(from: a, to: b, at: t, writer)
    }
    return points(from: a, to: b, count: a.count) { ($0, $0, t) }
  }

  /// All kinds of this package, the default first.
  public static let all: [Interpolation] = [
    .spherical, .linear, .variancePreserving, .sphericalRaw, .gaussian,
  ]

  /// The kind with the given name, if there is one.
  public static func named(_ name: String) -> Interpolation? {
    all.first { $0.name == name }
  }

  /// A kind that returns the ends as they are at 0 and 1, and else computes in Double.
  static func exactAtEnds(
    _ name: String,
    _ inside: @escaping @Sendable (LatentVector, LatentVector, Double) -> LatentVector
  ) -> Interpolation {
    Interpolation(name) { a, b, t in
      if t == 0 { return a }
      if t == 1 { return b }
      return inside(a, b, Double(t))
    }
  }

  /// Each coordinate of a and b through a function of Doubles.
  static func blend(
    _ a: LatentVector, _ b: LatentVector, _ function: (Double, Double) -> Double
  ) -> LatentVector {
    LatentVector(
      a.values.indices.map { Float(function(Double(a.values[$0]), Double(b.values[$0]))) })
  }
}

extension Interpolation {
  /// The straight line, (1 − t) a + t b.
  ///
  /// Between two draws of N(0, I) the middle is only about 0.71 times as long as the ends.
  public static let linear = Interpolation("linear", .mix { _ in 1 })

  /// The straight line divided by √((1 − t)² + t²).
  ///
  /// Between two independent draws of N(0, I) every point is again such a draw (Agustsson et al.
  /// 2019, "Optimal transport maps for distribution preserving operations on latent spaces").
  public static let variancePreserving = Interpolation(
    "variancePreserving", .mix { t in ((1 - t) * (1 - t) + t * t).squareRoot() })

  static func straight(_ a: LatentVector, _ b: LatentVector, _ t: Double) -> LatentVector {
    blend(a, b) { (1 - t) * $0 + t * $1 }
  }
}
