import LatentSpace

extension Tensor {
  /// The sizes of a block of numbers along each of its dimensions, outermost first.
  ///
  /// A grey picture of 28 × 28 has the shape `[28, 28, 1]` (height, width, channels); an empty
  /// shape `[]` is a single number.
  public struct Shape: Hashable, Sendable {
    /// The size along each dimension, outermost (slowest in memory) first; none is negative.
    public let dimensions: [Int]

    /// The number of values: the product of all dimensions, 1 for an empty shape.
    public let count: Int

    /// Makes a shape from sizes that the program itself chose; negative or huge sizes trap.
    public init(_ dimensions: [Int]) {
      let count = Self.checkedCount(dimensions)
      require(count != nil, "The shape \(dimensions) has a negative size or too many values.")
      self.dimensions = dimensions
      self.count = count!
    }

    /// Makes a shape from sizes that came from outside; nil when negative or too large for Int.
    public init?(checking dimensions: [Int]) {
      guard let count = Self.checkedCount(dimensions) else { return nil }
      self.dimensions = dimensions
      self.count = count
    }

    /// The number of dimensions: 3 for a picture, 1 for a vector, 0 for a single number.
    public var rank: Int { dimensions.count }

    /// The size along one dimension, counted from the outermost.
    public subscript(dimension: Int) -> Int { dimensions[dimension] }

    private static func checkedCount(_ dimensions: [Int]) -> Int? {
      var count = 1
      // Each partial product is checked with zeros left out, so that [0, huge, huge] fails too:
      // code that multiplies a part of the sizes can then never overflow.
      for size in dimensions {
        guard size >= 0 else { return nil }
        let (product, overflow) = count.multipliedReportingOverflow(by: max(size, 1))
        guard !overflow, product <= Int.max / 16 else { return nil }
        count = product
      }
      return dimensions.contains(0) ? 0 : count
    }
  }
}

extension Tensor.Shape: ExpressibleByArrayLiteral {
  /// Makes a shape from a list of sizes, outermost first.
  public init(arrayLiteral dimensions: Int...) { self.init(dimensions) }
}

extension Tensor.Shape: CustomStringConvertible {
  /// The sizes joined by a cross, such as `28 × 28 × 1`.
  public var description: String {
    dimensions.isEmpty ? "scalar" : dimensions.map(String.init).joined(separator: " × ")
  }
}

extension Tensor.Shape: Codable {
  /// Reads a list of sizes; throws `DecodingError` when one is negative or the product too large.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    let dimensions = try container.decode([Int].self)
    guard let shape = Self(checking: dimensions) else {
      throw DecodingError.dataCorruptedError(
        in: container,
        debugDescription: "The shape \(dimensions) has a negative size or too many values.")
    }
    self = shape
  }

  /// Writes the sizes as a plain list.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(dimensions)
  }
}
