import LatentSpace

extension LabeledDataset {
  /// The samples that have a binary attribute, or do not; unknown ones are left out.
  ///
  /// Traps when there is no such binary attribute: look with `attribute(named:)` first when the
  /// name comes from outside.
  public func samples(where name: String, is value: Bool) -> [Sample] {
    indices(where: name, is: value).map { samples[$0] }
  }

  /// The samples of one class of a categorical attribute; unknown ones are left out.
  ///
  /// Traps when there is no such categorical attribute; a class that does not occur has no samples.
  public func samples(where name: String, is value: String) -> [Sample] {
    indices(where: name, is: value).map { samples[$0] }
  }

  /// The indices of the samples that have a binary attribute, or do not, ascending.
  public func indices(where name: String, is value: Bool) -> [Int] {
    guard case .binary(let values) = column(name).values else {
      fatalError("The attribute \"\(name)\" is not one of yes and no: \(kinds).")
    }
    return values.indices.filter { values[$0] == value }
  }

  /// The indices of the samples of one class of a categorical attribute, ascending.
  public func indices(where name: String, is value: String) -> [Int] {
    guard case .categorical(let values, let names) = column(name).values else {
      fatalError("The attribute \"\(name)\" has no classes: \(kinds).")
    }
    guard let index = names.firstIndex(of: value) else { return [] }
    return values.indices.filter { values[$0] == index }
  }

  /// The indices of the samples for which a condition on the index holds, ascending.
  public func indices(where condition: (Int) throws -> Bool) rethrows -> [Int] {
    try samples.indices.filter(condition)
  }

  /// The values of a binary attribute, nil where unknown; traps when there is no such one.
  public func flags(of name: String) -> [Bool?] {
    guard case .binary(let values) = column(name).values else {
      fatalError("The attribute \"\(name)\" is not one of yes and no: \(kinds).")
    }
    return values
  }

  /// The values of an attribute as numbers, nil where unknown; traps when there is no such one.
  ///
  /// No is 0 and yes is 1; classes are counted from 0 in the order of their names.
  public func numbers(of name: String) -> [Double?] {
    switch column(name).values {
    case .binary(let values): values.map { $0.map { $0 ? 1 : 0 } }
    case .categorical(let values, _): values.map { $0.map(Double.init) }
    case .continuous(let values): values
    }
  }

  /// The values of an attribute as texts, empty where unknown; traps when there is no such one.
  ///
  /// These are the labels that per-class operations take: names of classes, `1` and `0`, or numbers.
  public func texts(of name: String) -> [String] {
    let column = column(name)
    return samples.indices.map { column.text(at: $0) }
  }

  private func column(_ name: String) -> AttributeColumn {
    guard let column = attribute(named: name) else {
      fatalError("There is no attribute \"\(name)\": \(kinds).")
    }
    return column
  }

  private var kinds: String {
    if attributes.isEmpty { return "this data set has no attributes" }
    let list = attributes.map { column in
      switch column.values {
      case .binary: "\(column.name) (yes or no)"
      case .categorical: "\(column.name) (classes)"
      case .continuous: "\(column.name) (number)"
      }
    }
    return "this data set has \(list.joined(separator: ", "))"
  }
}
