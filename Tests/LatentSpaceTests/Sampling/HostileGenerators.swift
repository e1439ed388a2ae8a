/// A generator that gives the same bits for ever.
struct ConstantGenerator: RandomNumberGenerator {
  let bits: UInt64
  static let zeros = ConstantGenerator(bits: 0)
  static let ones = ConstantGenerator(bits: .max)
  func next() -> UInt64 { bits }
}

/// A generator that counts how often it is asked.
struct CountingGenerator: RandomNumberGenerator {
  var draws = 0
  private var state: UInt64 = 1

  init() {}

  mutating func next() -> UInt64 {
    draws += 1
    state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
    return state
  }
}
