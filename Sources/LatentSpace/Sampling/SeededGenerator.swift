/// A random generator that gives the same numbers for the same seed, on every machine, for ever.
///
/// The numbers are Philox 4×32 with ten rounds (Salmon et al. 2011, "Parallel random numbers: as
/// easy as 1, 2, 3"): a function of the seed and of a position, so any stream can be entered
/// anywhere at no cost, and item i of a batch can be made again without the items before it.
///
///     var generator = SeededGenerator(seed: 7)
///     let dreams = model.sample(count: 16, using: &generator)
///
/// It is not for secrets: who knows the seed knows every number.
public struct SeededGenerator: RandomNumberGenerator, Sendable {
  /// What the numbers depend on.
  public let seed: UInt64

  /// Which of the 2⁶⁴ independent sequences of the seed this is.
  public let stream: UInt64

  /// How many 64-bit numbers have been drawn.
  public private(set) var position: UInt64

  /// The second number of the block that the last even position came from.
  private var pending: UInt64 = 0

  /// A generator at a position of a sequence of a seed.
  public init(seed: UInt64, stream: UInt64 = 0, position: UInt64 = 0) {
    self.seed = seed
    self.stream = stream
    self.position = position
    if position & 1 == 1 { pending = block().1 }
  }

  /// The next 64 random bits.
  public mutating func next() -> UInt64 {
    defer { position &+= 1 }
    if position & 1 == 1 { return pending }
    let (first, second) = block()
    pending = second
    return first
  }

  /// A generator of its own for item `index`, whatever this one has drawn already.
  ///
  /// It depends on the seed, the stream and the index only. Streams of streams are independent too:
  /// their seeds are taken from a part of the sequence that drawing never reaches.
  public func stream(_ index: Int) -> SeededGenerator {
    require(index >= 0, "A stream's index cannot be negative, but is \(index).")
    let words = Philox.block(
      counter: Self.counter(UInt64(index) | 1 << 63, stream), key: Self.words(seed))
    return SeededGenerator(
      seed: Self.join(words.x, words.y), stream: Self.join(words.z, words.w))
  }

  /// An independent generator, made from the next two numbers of this one.
  public mutating func split() -> SeededGenerator {
    let seed = next()
    return SeededGenerator(seed: seed, stream: next())
  }

  private func block() -> (UInt64, UInt64) {
    let words = Philox.block(
      counter: Self.counter(position >> 1, stream), key: Self.words(seed))
    return (Self.join(words.x, words.y), Self.join(words.z, words.w))
  }

  private static func words(_ number: UInt64) -> SIMD2<UInt32> {
    SIMD2(UInt32(truncatingIfNeeded: number), UInt32(truncatingIfNeeded: number >> 32))
  }

  private static func counter(_ index: UInt64, _ stream: UInt64) -> SIMD4<UInt32> {
    SIMD4(lowHalf: words(index), highHalf: words(stream))
  }

  private static func join(_ low: UInt32, _ high: UInt32) -> UInt64 {
    UInt64(high) << 32 | UInt64(low)
  }
}

extension SeededGenerator: Hashable {
  public static func == (left: SeededGenerator, right: SeededGenerator) -> Bool {
    left.seed == right.seed && left.stream == right.stream && left.position == right.position
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(seed)
    hasher.combine(stream)
    hasher.combine(position)
  }
}

extension SeededGenerator: Codable {
  private enum CodingKeys: String, CodingKey { case seed, stream, position }

  /// Reads a generator that goes on where the written one stood.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      seed: try container.decode(UInt64.self, forKey: .seed),
      stream: try container.decode(UInt64.self, forKey: .stream),
      position: try container.decode(UInt64.self, forKey: .position))
  }

  /// Writes seed, stream and position: the whole state.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(seed, forKey: .seed)
    try container.encode(stream, forKey: .stream)
    try container.encode(position, forKey: .position)
  }
}
