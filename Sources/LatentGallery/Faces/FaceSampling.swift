import Latents

/// The uniform numbers that random faces are drawn with: SplitMix64 (Steele, Lea and Flood 2014,
/// "Fast splittable pseudorandom number generators").
///
/// Sample `index` of a seed has a sequence of its own, so that any face can be made without those
/// before it.
package struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  package init(state: UInt64) { self.state = state }

  package init(seed: UInt64, index: Int) {
    self.init(state: Self.mix(Self.mix(seed) &+ UInt64(index)))
  }

  package mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    return Self.mix(state)
  }

  /// From 0 to below 1, in steps of 2⁻⁵³.
  package mutating func uniform() -> Double { Double(next() >> 11) * 0x1p-53 }

  mutating func uniform(_ low: Double, _ high: Double) -> Double {
    low + (high - low) * uniform()
  }

  /// A bell without a logarithm: the sum of four uniform numbers with mean 0 and deviation 1, never
  /// beyond 3.47.
  mutating func bell() -> Double {
    let sum = uniform() + uniform() + uniform() + uniform()
    return (sum - 2) * 1.7320508075688772
  }

  private static func mix(_ x: UInt64) -> UInt64 {
    var x = (x ^ (x >> 30)) &* 0xbf58_476d_1ce4_e5b9
    x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
    return x ^ (x >> 31)
  }
}

extension FaceFactors {
  /// A random face: the one at an index of the endless sequence of a seed.
  ///
  /// Every factor takes the same number of draws whatever the others are.
  public init(seed: UInt64, index: Int) {
    require(index >= 0, "A face's index cannot be negative, but is \(index).")
    var draw = SplitMix64(seed: seed, index: index)
    let masculine = draw.uniform() < 0.5
    var u = draw.uniform()
    gender = masculine ? 1 - 0.22 * u : 0.22 * u
    age = draw.uniform(0.08, 1)
    // The gap between the two makes smiling a clean label.
    let smiling = draw.uniform() < 0.5
    u = draw.uniform()
    smile = smiling ? 0.45 + 0.55 * u : -0.7 + 0.75 * u
    mouthOpen = 0.22 * draw.uniform()
    mouthOpen *= draw.uniform()
    browRaise = clamped(0.33 * draw.bell(), -0.8, 1)
    glasses = draw.uniform() < 0.3
    glassesSquare = draw.uniform()
    frameColor = FrameColor(rawValue: Int(draw.uniform() * 4))!
    u = draw.uniform()
    var v = draw.uniform()
    beardFullness = masculine && age > 0.3 && u < 0.4 ? 0.45 + 0.55 * v : 0
    u = draw.uniform()
    v = draw.uniform()
    hairLength = u < (masculine ? 0.20 : 0.65) ? 0.45 + 0.55 * v : 0.08 + 0.24 * v
    hairVolume = draw.uniform(0.75, 1.25)
    fringeLength = clamped(1.7 * draw.uniform() - 0.7, 0, 1)
    parting = draw.uniform(-1, 1)
    skinTone = draw.uniform()
    hairColor = HairColor(rawValue: Int(draw.uniform() * 6 * (1 - 0.6 * skinTone)))!
    u = draw.uniform()
    grey = clamped((age - 0.62) / 0.3, 0, 1) * clamped(0.35 + 0.9 * u, 0, 1)
    u = draw.uniform()
    bald = u < 0.2 && masculine && age > 0.4
    irisColor = IrisColor(rawValue: Int(draw.uniform() * 4 * (1 - 0.6 * skinTone)))!
    weight = clamped(0.5 + 0.2 * draw.bell(), 0, 1)
    let shares = (0..<3).map { _ in
      let u = draw.uniform()
      return u * u * u + 1e-3
    }
    ancestry = Ancestry(african: shares[0], asian: shares[1], caucasian: shares[2])
    identity = Self.identityNames.map { _ in clamped(0.26 * draw.bell(), -0.9, 0.9) }
    yaw = 0.07 * draw.bell()
    pitch = 0.025 * draw.bell()
    roll = 0.015 * draw.bell()
    lightX = draw.uniform(-0.5, 0.5)
    lightY = draw.uniform(0.25, 0.6)
    backgroundHue = draw.uniform()
    backgroundLight = draw.uniform(0.45, 0.75)
  }
}

private func clamped(_ value: Double, _ low: Double, _ high: Double) -> Double {
  min(max(value, low), high)
}
