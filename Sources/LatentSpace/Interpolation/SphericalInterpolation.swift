extension Interpolation {
  /// The great circle between the directions, with the length going linearly: the default.
  ///
  /// The point at t has direction cos(tω) â + sin(tω) r̂, where ω is the angle between the ends and r̂
  /// the unit vector orthogonal to a in the plane of both, and length (1 − t)‖a‖ + t‖b‖. Where that
  /// plane does not exist:
  /// - parallel ends, or one at the origin: the straight line;
  /// - opposite ends: half a turn through the coordinate axis in which a is smallest (the first of
  ///   them), made orthogonal to a; in one dimension, where there is none, the straight line.
  ///
  /// Beyond the ends the circle goes on, and a length that would be negative is 0.
  public static let spherical = Interpolation("spherical", .greatCircle)

  /// The weights of a great circle on the vectors as they are (White 2016, "Sampling generative
  /// networks"): [sin((1 − t)ω) a + sin(tω) b] / sin ω.
  ///
  /// Where ends of unequal length meet at a wide angle, the path can leave their range of lengths.
  /// Parallel, opposite and zero ends are as in `spherical`: the formula has no value there.
  public static let sphericalRaw = exactAtEnds("sphericalRaw") { a, b, t in
    guard let arc = Arc(from: a, to: b) else { return straight(a, b, t) }
    if arc.isHalfTurn { return arc.point(at: t) }
    let sine = Elementary.sin(arc.angle)
    let first = Elementary.sin((1 - t) * arc.angle) / sine
    let second = Elementary.sin(t * arc.angle) / sine
    return blend(a, b) { first * $0 + second * $1 }
  }
}

/// The circle through the directions of two vectors.
package struct Arc {
  /// The angle from the first direction to the second, in radians, above 0, at most π.
  package let angle: Double

  /// Whether the ends are opposite, so that the plane was chosen.
  package let isHalfTurn: Bool

  private let start: [Double]
  private let sideways: [Double]
  private let startLength: Double
  private let endLength: Double

  /// Below this sine the ends count as parallel or opposite: floats hold no direction beyond it.
  private static let smallestSine = 1e-6

  /// Nil when the ends are parallel, or one is the origin, or no plane exists.
  package init?(from a: LatentVector, to b: LatentVector) {
    startLength = a.dotInDouble(a).squareRoot()
    endLength = b.dotInDouble(b).squareRoot()
    guard startLength > 0, endLength > 0 else { return nil }
    let (first, second) = (startLength, endLength)
    let start = a.values.map { Double($0) / first }
    let end = b.values.map { Double($0) / second }
    let cosine = LaneReduction.reduce(start.count) { start[$0] * end[$0] }
    let rest = start.indices.map { end[$0] - cosine * start[$0] }
    let sine = LaneReduction.reduce(rest.count) { rest[$0] * rest[$0] }.squareRoot()
    self.start = start
    if sine >= Self.smallestSine {
      angle = Elementary.atan2(sine, cosine)
      isHalfTurn = false
      sideways = rest.map { $0 / sine }
    } else {
      guard cosine < 0, let axis = Self.axis(orthogonalTo: start) else { return nil }
      angle = Double.pi
      isHalfTurn = true
      sideways = axis
    }
  }

  /// The point at a fraction of the way, its length between those of the ends.
  package func point(at t: Double) -> LatentVector {
    let length = max(0, (1 - t) * startLength + t * endLength)
    let along = length * Elementary.cos(t * angle)
    let across = length * Elementary.sin(t * angle)
    return LatentVector(
      start.indices.map { Float(along * start[$0] + across * sideways[$0]) })
  }

  static func axis(orthogonalTo unit: [Double]) -> [Double]? {
    guard unit.count > 1 else { return nil }
    var smallest = 0
    for index in unit.indices where abs(unit[index]) < abs(unit[smallest]) { smallest = index }
    var axis = unit.map { -unit[smallest] * $0 }
    axis[smallest] += 1
    let length = LaneReduction.reduce(axis.count) { axis[$0] * axis[$0] }.squareRoot()
    return axis.map { $0 / length }
  }
}
