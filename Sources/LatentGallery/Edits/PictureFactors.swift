import Latents

/// All that a drawn picture depends on, by name and number.
public protocol PictureFactors: Hashable, Sendable {
  /// What can be changed.
  static var factors: [KnownFactor] { get }

  /// The factors of one picture of the endless sequence of a seed.
  init(seed: UInt64, index: Int)

  /// The value of a factor as a number; nil when there is none of that name.
  func value(of name: String) -> Double?

  /// The same with one factor changed; traps when there is no such factor or value.
  func setting(_ name: String, to value: Double) -> Self

  /// The columns of a data set of several pictures.
  static func attributes(of pictures: [Self]) -> [AttributeColumn]
}
