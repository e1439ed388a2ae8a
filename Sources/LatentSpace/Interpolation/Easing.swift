/// A change of pace along a path: maps times from 0 … 1 to 0 … 1, ends fixed.
public struct Easing: Sendable {
  private let function: @Sendable (Float) -> Float

  /// An easing made of a closure; it should map 0 to 0 and 1 to 1.
  public init(_ function: @escaping @Sendable (Float) -> Float) {
    self.function = function
  }

  /// The time after the easing.
  public func callAsFunction(_ time: Float) -> Float { function(time) }

  /// The same pace all the way.
  public static let none = Easing { $0 }

  /// Slow at the start: t².
  public static let easeIn = Easing { $0 * $0 }

  /// Slow at the end: 1 − (1 − t)².
  public static let easeOut = Easing { $0 * (2 - $0) }

  /// Slow at both ends: 3t² − 2t³.
  public static let easeInOut = Easing { $0 * $0 * (3 - 2 * $0) }
}

extension LatentModel {
  /// Samples along a path through other samples, such as a loop for an animation.
  ///
  /// `count` includes both ends of an open path; a closed one leaves out the repeated start.
  public func morph(
    through samples: [Sample], count: Int, along interpolation: Interpolation = .spherical,
    isClosed: Bool = false, easing: Easing = .none
  ) throws(Failure) -> [Sample] {
    let path = LatentPath(
      through: try encode(samples), along: interpolation, isClosed: isClosed)
    return try decode(path.points(count: count, easing: easing))
  }
}
