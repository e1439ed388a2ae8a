/// Several vectors of one latent space, in one buffer.
///
/// A batch is what models take and give: `count` rows of `dimension` coordinates, row by row. It is
/// a collection of vectors; an empty batch still knows its dimension.
///
///     let batch = LatentBatch([[0, 1], [2, 3]])
///     batch[1]             // [2, 3]
///     batch.mean           // [1, 2]
///
/// Rows that do not all have the same dimension are a bug and stop the program with a sentence.
public struct LatentBatch: Hashable, Sendable {
  /// The coordinates of all vectors, row after row: `count` × `dimension` numbers.
  public private(set) var values: [Float]

  /// The number of vectors.
  public private(set) var count: Int

  /// The number of coordinates of each vector.
  public let dimension: Int

  /// An empty batch of a space with the given dimension.
  public init(dimension: Int) {
    require(dimension >= 0, "A batch's dimension cannot be negative, but is \(dimension).")
    self.dimension = dimension
    values = []
    count = 0
  }

  /// A batch over a buffer of `count` × `dimension` numbers, row after row.
  public init(values: [Float], count: Int, dimension: Int) {
    require(
      count >= 0 && dimension >= 0,
      "A batch's size cannot be negative, but is \(count) × \(dimension).")
    let (size, overflow) = count.multipliedReportingOverflow(by: dimension)
    require(
      !overflow && values.count == size,
      "A batch of \(count) × \(dimension) numbers cannot be made from \(values.count).")
    self.values = values
    self.count = count
    self.dimension = dimension
  }

  /// A batch of the given vectors, which must all have the same dimension.
  ///
  /// A batch of no vectors has dimension 0; where that is possible, say the dimension.
  public init(_ vectors: some Sequence<LatentVector>) {
    let vectors = Array(vectors)
    self.init(vectors, dimension: vectors.first?.dimension ?? 0)
  }

  /// A batch of any number of vectors of the given dimension, none included.
  public init(_ vectors: some Sequence<LatentVector>, dimension: Int) {
    self.init(dimension: dimension)
    values.reserveCapacity(vectors.underestimatedCount * dimension)
    for vector in vectors { append(vector) }
  }

  /// A batch that holds the same vector several times.
  public init(repeating vector: LatentVector, count: Int) {
    require(count >= 0, "A batch's count cannot be negative, but is \(count).")
    self.init(dimension: vector.dimension)
    values.reserveCapacity(count * vector.dimension)
    for _ in 0..<count { append(vector) }
  }

  /// Adds a vector at the end.
  public mutating func append(_ vector: LatentVector) {
    requireDimension(vector.dimension)
    values.append(contentsOf: vector.values)
    count += 1
  }

  /// Adds all vectors of another batch at the end.
  public mutating func append(contentsOf other: LatentBatch) {
    requireDimension(other.dimension)
    values.append(contentsOf: other.values)
    count += other.count
  }

  /// The vectors at the given positions, in the given order.
  public func selecting(_ positions: some Sequence<Int>) -> LatentBatch {
    let positions = Array(positions)
    for position in positions { requirePosition(position) }
    return LatentBatch(count: positions.count, dimension: dimension, work: dimension) { rows, out in
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress else { return }
        for (place, row) in rows.enumerated() {
          (out + place * dimension).initialize(
            from: base + positions[row] * dimension, count: dimension)
        }
      }
    }
  }

  /// Calls a closure with the row at a position, without a copy.
  package func withRow<Result>(
    _ position: Int, _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result {
    requirePosition(position)
    return try values.withUnsafeBufferPointer {
      try body(UnsafeBufferPointer(rebasing: $0[rowRange(position)]))
    }
  }

  package func requireDimension(_ other: Int) {
    require(
      other == dimension,
      "A vector with \(other) coordinates does not fit a batch of dimension \(dimension).")
  }

  private func requirePosition(_ position: Int) {
    require(
      position >= 0 && position < count,
      "Position \(position) is outside a batch of \(count) vectors.")
  }

  private func rowRange(_ position: Int) -> Range<Int> {
    position * dimension..<(position + 1) * dimension
  }
}

extension LatentBatch: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { count }

  /// The vector at a position; setting one of another dimension stops the program.
  public subscript(position: Int) -> LatentVector {
    get {
      requirePosition(position)
      return LatentVector(Array(values[rowRange(position)]))
    }
    set {
      requirePosition(position)
      requireDimension(newValue.dimension)
      values.replaceSubrange(rowRange(position), with: newValue.values)
    }
  }
}

extension LatentBatch: Codable {
  private enum CodingKeys: String, CodingKey { case count, dimension, values }

  /// Reads a batch, and throws when its sizes do not agree.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let count = try container.decode(Int.self, forKey: .count)
    let dimension = try container.decode(Int.self, forKey: .dimension)
    let values = try container.decode([Float].self, forKey: .values)
    let (size, overflow) = count.multipliedReportingOverflow(by: dimension)
    guard count >= 0, dimension >= 0, !overflow, size == values.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .values, in: container,
        debugDescription:
          "A batch says it holds \(count) × \(dimension) numbers, but there are \(values.count).")
    }
    self.init(values: values, count: count, dimension: dimension)
  }

  /// Writes the sizes and the numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(count, forKey: .count)
    try container.encode(dimension, forKey: .dimension)
    try container.encode(values, forKey: .values)
  }
}
