/// A point, or a direction, in a latent space: a fixed number of coordinates.
///
/// A vector is a value and a collection of its coordinates, so everything that works on collections
/// works on it, and a literal makes one:
///
///     let z: LatentVector = [0.5, -1, 2]
///     let moved = z + 1.5 * direction
///
/// Two vectors that meet in an operation must have the same dimension; anything else is a bug in
/// the calling code and stops the program with a sentence. Inner products, lengths and distances
/// are summed in Double over sixteen lanes in a fixed order, so they have the same bits everywhere.
///
/// It is not a tensor: no shape, no broadcasting, no strides.
public struct LatentVector: Hashable, Sendable {
  /// The coordinates, in order.
  public var values: [Float]

  /// A vector with the given coordinates.
  public init(_ values: [Float]) {
    self.values = values
  }

  /// A vector with the coordinates of any sequence.
  public init(_ values: some Sequence<Float>) {
    self.values = Array(values)
  }

  /// A vector with the same value in every coordinate.
  public init(repeating value: Float, dimension: Int) {
    require(dimension >= 0, "A vector's dimension cannot be negative, but is \(dimension).")
    values = Array(repeating: value, count: dimension)
  }

  /// The origin of a space.
  public static func zero(dimension: Int) -> LatentVector {
    LatentVector(repeating: 0, dimension: dimension)
  }

  /// The number of coordinates.
  public var dimension: Int { values.count }

  /// Whether every coordinate is a finite number.
  public var isFinite: Bool { values.allSatisfy(\.isFinite) }
}

extension LatentVector: RandomAccessCollection, MutableCollection {
  public var startIndex: Int { 0 }
  public var endIndex: Int { values.count }

  public subscript(position: Int) -> Float {
    get { values[position] }
    set { values[position] = newValue }
  }

  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<Float>) throws -> Result
  ) rethrows -> Result? {
    try values.withUnsafeBufferPointer(body)
  }
}

extension LatentVector: ExpressibleByArrayLiteral {
  public init(arrayLiteral elements: Float...) {
    values = elements
  }
}

extension LatentVector: Codable {
  /// Reads the coordinates from a plain array of numbers.
  public init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([Float].self)
  }

  /// Writes the coordinates as a plain array of numbers.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(values)
  }
}

extension LatentVector: CustomStringConvertible {
  /// The coordinates in brackets, as in an array literal.
  public var description: String { values.description }
}
