import LatentData
import LatentGallery
import Latents

/// `latent attribute list`: the attributes of a data set, or what attribute files hold.
enum AttributeListCommand {
  private static let subjects = Positional(
    "WHAT", count: 1...Int.max, help: "data sets (bundled, folders or files) or attribute files")

  static let command = Command(
    "attribute list", "List the attributes of a data set or in files",
    positionals: [subjects], options: [Shared.json],
    examples: ["latent attribute list avatars", "latent attribute list smiling.json"], run: run)

  private static func run(_ invocation: Invocation) throws {
    for subject in invocation.all(subjects) {
      if OutputFile.fileExtension(of: subject) == "json" {
        try list(AttributeFile.read(subject), subject, invocation)
      } else if FileKind(of: subject) == .missing, let entry = Gallery.entry(named: subject) {
        try list(entry.attributes(), invocation)
      } else {
        switch try LoadedDataset(named: subject) {
        case .pictures(let data): try list(data.attributes, invocation)
        case .tensors(let data): try list(data.attributes, invocation)
        }
      }
    }
  }

  private static func list(
    _ attribute: AttributeVector, _ path: String, _ invocation: Invocation
  ) throws {
    if invocation[Shared.json] {
      var members = AttributeReport.members(of: attribute)
      members["file"] = .string(path)
      try Console.print(members)
    } else {
      for line in AttributeReport.lines(for: attribute) { try Console.print(line) }
    }
  }

  private static func list(_ columns: [AttributeColumn], _ invocation: Invocation) throws {
    var rows: [[String]] = []
    for column in columns {
      if invocation[Shared.json] {
        try Console.print(members(of: column))
      } else {
        rows.append(row(column))
      }
    }
    for line in table(rows) { try Console.print(line) }
  }

  /// Name, kind, and how many samples have each value; of many classes only how many there are.
  static func row(_ column: AttributeColumn) -> [String] {
    if column.classNames.count > 20 {
      return [column.name, kind(of: column), "\(grouped(column.classNames.count)) of them"]
    }
    let text = counts(of: column).map { "\($0.0) \(grouped($0.1))" }.joined(separator: ", ")
    return [column.name, kind(of: column), text]
  }

  static func members(of column: AttributeColumn) -> [String: JSONValue] {
    [
      "name": .string(column.name), "kind": .string(kind(of: column)),
      "counts": .object(
        Dictionary(counts(of: column).map { ($0.0, .integer($0.1)) }) { first, _ in first }),
    ]
  }

  private static func kind(of column: AttributeColumn) -> String {
    switch column.values {
    case .binary: "yes or no"
    case .categorical: "classes"
    case .continuous: "number"
    }
  }

  /// How many samples have each value.
  private static func counts(of column: AttributeColumn) -> [(String, Int)] {
    switch column.values {
    case .binary(let values):
      return [("yes", values.count { $0 == true }), ("no", values.count { $0 == false })]
    case .categorical(let values, let names):
      var counts = [Int](repeating: 0, count: names.count)
      for case let value? in values { counts[value] += 1 }
      return Array(zip(names, counts))
    case .continuous(let values):
      return [("known", values.count { $0 != nil })]
    }
  }
}
