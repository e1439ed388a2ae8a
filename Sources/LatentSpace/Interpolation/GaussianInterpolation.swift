extension Interpolation {
  /// Each coordinate moves evenly through the probability of a standard normal.
  ///
  /// z = Φ⁻¹((1 − t) Φ(a) + t Φ(b)) for the distribution function Φ of N(0, 1): every coordinate
  /// stays between its ends, and the path passes through common values quickly and rare ones slowly.
  /// Above the median the upper tail is used, where Φ itself has no digits left. Beyond the ends the
  /// probability stops short of 0 and 1, so every coordinate stays finite.
  public static let gaussian = Interpolation("gaussian", .gaussian)
}
