import LatentData
import Latents

/// The two groups of samples that an attribute tells apart.
struct AttributeGroups {
  /// The attribute as the user wrote it: `smiling`, or `class=bag` for one class of many.
  let name: String
  let column: AttributeColumn
  let className: String?

  init<Sample>(_ name: String, in data: LabeledDataset<Sample>) throws {
    self.name = name
    // Names may hold '=' too, so the longest that fits is meant.
    let fitting = data.attributes.filter { name == $0.name || name.hasPrefix($0.name + "=") }
    guard let column = fitting.max(by: { $0.name.count < $1.name.count }) else {
      throw Failure(missing: String(name.prefix { $0 != "=" }), in: data)
    }
    self.column = column
    className = name == column.name ? nil : String(name.dropFirst(column.name.count + 1))
    switch (column.values, className) {
    case (.binary, nil): break
    case (.categorical(_, let names), let wanted?):
      guard names.contains(wanted) else {
        throw Failure(
          "the attribute '\(column.name)' has no class '\(wanted)'"
            + suggestion(for: wanted, in: names) + " It has " + names.joined(separator: ", ") + ".")
      }
    case (.categorical(_, let names), nil):
      throw Failure(
        "the attribute '\(column.name)' has several classes; choose one, such as "
          + shellQuoted("\(column.name)=\(names.first ?? "")") + ".")
    case (.binary, _?):
      throw Failure("the attribute '\(column.name)' is yes or no; write it without '='.")
    case (.continuous, _):
      throw Failure(
        "the attribute '\(column.name)' is a number and has no two groups; write it without '='.")
    }
  }

  /// Checks that a name is that of two groups, or of an attribute whose values are numbers.
  static func check<Sample>(_ name: String, in data: LabeledDataset<Sample>) throws {
    if case .continuous? = data.attribute(named: name)?.values { return }
    _ = try AttributeGroups(name, in: data)
  }

  /// Whether the sample at an index of the data set has the attribute; nil where it is unknown.
  func flag(at index: Int) -> Bool? {
    switch column.values {
    case .binary(let values): values[index]
    case .categorical(let values, let names): values[index].map { names[$0] == className }
    case .continuous: nil
    }
  }

  /// The indices, among some of the data set's, without and with the attribute.
  func split(_ indices: some Sequence<Int>) -> (without: [Int], with: [Int]) {
    var groups: (without: [Int], with: [Int]) = ([], [])
    for index in indices {
      switch flag(at: index) {
      case true?: groups.with.append(index)
      case false?: groups.without.append(index)
      case nil: break
      }
    }
    return groups
  }
}
