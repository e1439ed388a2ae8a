/// Latent arithmetic as text: signed sums and multiples of named vectors.
///
///     let edit = try LatentExpression("smiling*1.5 - glasses")
///     let change = try edit.evaluate(with: [smile, glasses])
///
/// Numbers, names, `name:index` for a sample of a dataset, `+`, `-`, `*` and parentheses; names with
/// other characters stand in single or double quotes. The result is a vector: numbers may multiply
/// vectors and each other, nothing else. Errors say the column.
public struct LatentExpression: Hashable, Sendable, CustomStringConvertible {
  /// A vector that an expression names.
  public struct Reference: Hashable, Sendable, CustomStringConvertible {
    /// The name of an attribute, or of a dataset.
    public let name: String

    /// The sample's index in the dataset; nil for attributes.
    public let index: Int?

    /// Where it stands first in the expression, counted from 1.
    public let column: Int

    /// The name, with the index if there is one.
    public var description: String { index.map { "\(name):\($0)" } ?? name }
  }

  indirect enum Node: Hashable, Sendable {
    case number(Double)
    case reference(Reference)
    case sum(Node, Node, column: Int)
    case difference(Node, Node, column: Int)
    case product(Node, Node, column: Int)
    case negative(Node)
  }

  /// The expression as written.
  public let description: String

  let root: Node

  /// Every vector the expression names, in order of appearance, repetitions included.
  public let references: [Reference]

  /// Reads an expression; checks its form, not whether its names are known.
  public init(_ text: String) throws(LatentExpressionError) {
    var parser = try LatentExpressionParser(text)
    description = text
    root = try parser.parse()
    references = parser.references
  }

  /// The vector that the expression stands for.
  ///
  /// The closure gives the vector of a reference, or nil when it knows none, which is an error at the
  /// reference's column. All vectors must have one dimension.
  public func evaluate(
    _ resolve: (Reference) -> LatentVector?
  ) throws(LatentExpressionError) -> LatentVector {
    switch try value(of: root, resolve) {
    case .vector(let vector): return vector
    case .number:
      throw LatentExpressionError(
        reason: "The expression is a number, not a vector; name an attribute or a sample",
        column: 1, expression: description)
    }
  }

  /// The vector that the expression stands for, with attributes found by their names.
  public func evaluate(
    with attributes: [AttributeVector]
  ) throws(LatentExpressionError) -> LatentVector {
    try evaluate { reference in
      guard reference.index == nil else { return nil }
      return attributes.first { $0.name == reference.name }?.vector
    }
  }

  private enum Value {
    case number(Double)
    case vector(LatentVector)
  }

  private func value(
    of node: Node, _ resolve: (Reference) -> LatentVector?
  ) throws(LatentExpressionError) -> Value {
    switch node {
    case .number(let number):
      return .number(number)
    case .reference(let reference):
      guard let vector = resolve(reference) else {
        throw LatentExpressionError(
          reason: "Unknown name '\(reference)'", column: reference.column, expression: description)
      }
      return .vector(vector)
    case .negative(let inner):
      switch try value(of: inner, resolve) {
      case .number(let number): return .number(-number)
      case .vector(let vector): return .vector(-vector)
      }
    case .product(let left, let right, let column):
      switch (try value(of: left, resolve), try value(of: right, resolve)) {
      case (.number(let first), .number(let second)): return .number(first * second)
      case (.number(let factor), .vector(let vector)), (.vector(let vector), .number(let factor)):
        return .vector(Float(factor) * vector)
      case (.vector, .vector):
        throw LatentExpressionError(
          reason: "Two vectors cannot be multiplied; multiply a vector by a number",
          column: column, expression: description)
      }
    case .sum(let left, let right, let column):
      return try combine(left, right, sign: 1, column, resolve)
    case .difference(let left, let right, let column):
      return try combine(left, right, sign: -1, column, resolve)
    }
  }

  private func combine(
    _ left: Node, _ right: Node, sign: Float, _ column: Int,
    _ resolve: (Reference) -> LatentVector?
  ) throws(LatentExpressionError) -> Value {
    switch (try value(of: left, resolve), try value(of: right, resolve)) {
    case (.number(let first), .number(let second)):
      return .number(first + Double(sign) * second)
    case (.vector(let first), .vector(let second)):
      return .vector(sign > 0 ? first + second : first - second)
    case (.number, .vector), (.vector, .number):
      throw LatentExpressionError(
        reason: "A number and a vector cannot be added; multiply the number by a name",
        column: column, expression: description)
    }
  }
}
