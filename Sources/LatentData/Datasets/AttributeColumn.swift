import LatentSpace

/// One named property of all samples of a data set: yes or no, one of several classes, or a number.
///
/// A value may be unknown for some samples.
public struct AttributeColumn: Hashable, Sendable {
  /// The values, one per sample; nil where unknown.
  public enum Values: Hashable, Sendable {
    /// Yes or no.
    case binary([Bool?])
    /// One of several named classes, as an index into the names.
    case categorical([Int?], names: [String])
    /// A number.
    case continuous([Double?])
  }

  /// The name, such as `smiling`.
  public let name: String

  /// The values, one per sample.
  public let values: Values

  /// Makes a column; traps when an index is not that of a class.
  public init(_ name: String, _ values: Values) {
    if case .categorical(let indices, let names) = values {
      require(
        indices.allSatisfy { $0.map { names.indices.contains($0) } ?? true },
        "The attribute \"\(name)\" has \(names.count) classes, and an index is none of them.")
    }
    self.name = name
    self.values = values
  }

  /// Makes a column from texts, choosing the kind that all of them fit.
  ///
  /// Empty texts are unknown. Only 0 and 1 (or `true` and `false`, `yes` and `no`) is binary, only
  /// numbers continuous, anything else categorical with the classes in the order of their bytes.
  public init(_ name: String, texts: [String]) {
    self.name = name
    let known = Set(texts).subtracting([""])
    let words: [String: Bool] = [
      "0": false, "1": true, "false": false, "true": true, "no": false, "yes": true,
    ]
    if !known.isEmpty, known.allSatisfy({ words[$0.lowercased()] != nil }) {
      values = .binary(texts.map { words[$0.lowercased()] })
    } else if !known.isEmpty, known.allSatisfy({ Double($0)?.isFinite == true }) {
      values = .continuous(texts.map { Double($0) })
    } else {
      let names = known.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
      values = .categorical(texts.map { indices[$0] }, names: names)
    }
  }

  /// The number of samples.
  public var count: Int {
    switch values {
    case .binary(let values): values.count
    case .categorical(let values, _): values.count
    case .continuous(let values): values.count
    }
  }

  /// The names of the classes; empty unless the column is categorical.
  public var classNames: [String] {
    if case .categorical(_, let names) = values { names } else { [] }
  }

  /// The value of one sample as a text, empty where unknown.
  public func text(at index: Int) -> String {
    switch values {
    case .binary(let values): values[index].map { $0 ? "1" : "0" } ?? ""
    case .categorical(let values, let names): values[index].map { names[$0] } ?? ""
    case .continuous(let values): values[index].map { String($0) } ?? ""
    }
  }

  /// The column of some of the samples, in the order of the indices.
  public func selecting(_ indices: [Int]) -> AttributeColumn {
    switch values {
    case .binary(let values): AttributeColumn(name, .binary(indices.map { values[$0] }))
    case .categorical(let values, let names):
      AttributeColumn(name, .categorical(indices.map { values[$0] }, names: names))
    case .continuous(let values): AttributeColumn(name, .continuous(indices.map { values[$0] }))
    }
  }
}
