/// What is wrong in an expression of latent arithmetic, and where.
public struct LatentExpressionError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong, and what is expected.
  public let reason: String

  /// The position of the first character that is wrong, counted from 1.
  public let column: Int

  /// The whole expression.
  public let expression: String

  /// An error at a column of an expression.
  public init(reason: String, column: Int, expression: String) {
    self.reason = reason
    self.column = column
    self.expression = expression
  }

  /// The reason, then the expression with a mark under the column.
  public var description: String {
    let mark = String(repeating: " ", count: max(0, column - 1)) + "^"
    return "\(reason) (column \(column))\n  \(expression)\n  \(mark)"
  }
}
