// The standard library may change how it turns bits into numbers; these never change. Each takes
// exactly one 64-bit number from the generator, so positions in a sequence can be computed, and none
// loops until the generator pleases, so a broken generator cannot hang a program.

extension RandomNumberGenerator {
  /// A uniform number of the 2⁵³ equally spaced ones in [0, 1).
  public mutating func nextUniform() -> Double {
    Double(next() >> 11) * 0x1p-53
  }

  /// A uniform number of the 2²⁴ equally spaced ones in [0, 1), in single precision.
  public mutating func nextUniformFloat() -> Float {
    Float(next() >> 40) * 0x1p-24
  }

  /// A uniform integer from 0 up to, but not including, a bound above zero.
  ///
  /// The high half of the product of 64 random bits and the bound. No integer's probability is off
  /// by more than 2⁻⁶⁴, which no program can notice; in exchange it always draws once.
  public mutating func nextIndex(below bound: Int) -> Int {
    require(bound > 0, "A random index needs a bound above zero, but got \(bound).")
    return Int(next().multipliedFullWidth(by: UInt64(bound)).high)
  }

  /// A standard normal deviate: mean 0, deviation 1.
  ///
  /// The quantile of the midpoint of one of 2⁵² equal steps of (0, 1), so it is finite for every
  /// generator, at most 8.3 in absolute value, symmetric, and grows with the random bits.
  public mutating func nextNormal() -> Double {
    let midpoint = (Double(next() >> 12) + 0.5) * 0x1p-52
    // 1 − p is exact here, so both tails have the same digits.
    return midpoint < 0.5
      ? Elementary.normalQuantile(midpoint) : -Elementary.normalQuantile(1 - midpoint)
  }

  /// Standard normal deviates as the coordinates of a vector.
  public mutating func nextNormalVector(dimension: Int) -> LatentVector {
    require(dimension >= 0, "A vector's dimension cannot be negative, but is \(dimension).")
    return LatentVector((0..<dimension).map { _ in Float(nextNormal()) })
  }

  /// Puts the elements into a random order (Fisher and Yates; one draw per element but the first).
  public mutating func permute<Element>(_ elements: inout [Element]) {
    guard elements.count > 1 else { return }
    for last in stride(from: elements.count - 1, through: 1, by: -1) {
      elements.swapAt(last, nextIndex(below: last + 1))
    }
  }

  /// The numbers 0 up to `count`, not included, in random order.
  public mutating func nextPermutation(count: Int) -> [Int] {
    require(count >= 0, "A permutation's count cannot be negative, but is \(count).")
    var indices = Array(0..<count)
    permute(&indices)
    return indices
  }
}
