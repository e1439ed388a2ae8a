import Latents

/// Pictures that are drawn when they are asked for, each from factors that are known.
///
///     let faces = try Faces(seed: 3)
///     faces.picture(at: 1_000_000)                // any one, without those before it
///     let data = faces.dataset(count: 500)        // with all factors as attributes
///     faces.trueEdits.picture(ofSample: 7, setting: "smile", to: 1)
///
/// The same seed and index give the same picture on every machine.
public struct DrawnPictures<Factors: PictureFactors>: Sendable {
  /// A short name, such as `faces`.
  public let name: String

  /// The number of pictures; nil when there is no end to them.
  public let count: Int?

  private let factorsAt: @Sendable (Int) -> Factors
  private let draw: @Sendable ([Factors]) -> [Picture]

  /// Makes a set from functions, such as those of a renderer of your own.
  ///
  /// - Parameters:
  ///   - name: a short name.
  ///   - count: the number of pictures; nil when there is no end to them.
  ///   - factorsAt: the factors of the picture at an index.
  ///   - draw: the pictures of several factors.
  public init(
    name: String, count: Int?, factorsAt: @escaping @Sendable (Int) -> Factors,
    draw: @escaping @Sendable ([Factors]) -> [Picture]
  ) {
    self.name = name
    self.count = count
    self.factorsAt = factorsAt
    self.draw = draw
  }

  /// What the picture at an index depends on; traps when there is no such picture.
  public func factors(at index: Int) -> Factors {
    require(
      index >= 0 && index < count ?? Int.max,
      "There is no picture \(index)\(count.map { " among \($0)" } ?? "").")
    return factorsAt(index)
  }

  /// The picture at an index; traps when there is none.
  public func picture(at index: Int) -> Picture { draw([factors(at: index)])[0] }

  /// The pictures at several indices, drawn on all cores.
  public func pictures(at indices: some Sequence<Int>) -> [Picture] {
    draw(indices.map { factors(at: $0) })
  }

  /// The pictures of several factors, drawn on all cores.
  public func pictures(of factors: [Factors]) -> [Picture] { draw(factors) }

  /// The attributes of the first pictures, without drawing any.
  public func attributes(count: Int) -> [AttributeColumn] {
    Factors.attributes(of: (0..<count).map { factors(at: $0) })
  }

  /// The first pictures with their factors as attributes; the last tenth is for testing.
  ///
  /// Pictures are independent of each other, so any part of them is as good as another.
  public func dataset(count: Int) -> LabeledDataset<Picture> {
    LabeledDataset(
      name: name, samples: pictures(at: 0..<count), attributes: attributes(count: count),
      testIndices: Self.testIndices(count: count))
  }

  /// Which of the first pictures are for testing.
  static func testIndices(count: Int) -> Range<Int> { (count - count / 10)..<count }

  /// What the pictures look like with one factor changed.
  public var trueEdits: TrueEdits {
    TrueEdits(factors: Factors.factors, sampleCount: count) { index, factor, value in
      draw([factorsAt(index).setting(factor.name, to: value)])[0]
    }
  }
}
