import Latents

/// One thing that can be changed in a picture whose making is known: a name and its values.
///
/// As a number a yes is 1 and a no is 0, and classes are counted from 0, as in `numbers(of:)` of a
/// data set.
public struct KnownFactor: Hashable, Sendable {
  /// What values there are.
  public enum Values: Hashable, Sendable {
    /// Yes or no.
    case binary
    /// One of several named classes.
    case categorical(names: [String])
    /// A number from a range, both ends included.
    case continuous(ClosedRange<Double>)
  }

  /// The name, the same as that of the data set's attribute.
  public let name: String

  /// What values there are.
  public let values: Values

  /// Makes a factor.
  public init(_ name: String, _ values: Values) {
    self.name = name
    self.values = values
  }

  /// Whether a number stands for one of the values.
  public func contains(_ value: Double) -> Bool {
    switch values {
    case .binary: value == 0 || value == 1
    case .categorical(let names): names.indices.contains { Double($0) == value }
    case .continuous(let range): range.contains(value)
    }
  }

  /// The factor's values of several samples, given as numbers, as a column of a data set.
  func column(_ numbers: [Double]) -> AttributeColumn {
    switch values {
    case .binary: AttributeColumn(name, .binary(numbers.map { $0 == 1 }))
    case .categorical(let names):
      AttributeColumn(name, .categorical(numbers.map { Int($0) }, names: names))
    case .continuous: AttributeColumn(name, .continuous(numbers))
    }
  }

  /// Values from the least to the greatest: all of a class, or evenly spaced numbers.
  ///
  /// - Parameter count: how many numbers of a range, both ends included, at least 2.
  public func steps(count: Int) -> [Double] {
    switch values {
    case .binary: return [0, 1]
    case .categorical(let names): return names.indices.map(Double.init)
    case .continuous(let range):
      require(count >= 2, "Steps of the factor \"\(name)\" are at least 2, not \(count).")
      let width = range.upperBound - range.lowerBound
      return (0..<count).map { step in
        step == count - 1
          ? range.upperBound : range.lowerBound + width * Double(step) / Double(count - 1)
      }
    }
  }
}
