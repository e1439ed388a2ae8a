import Foundation
import LatentData
import LatentGallery
import Latents

/// A data set of pictures that a command looks at: a bundled one, of which only what is asked for is
/// drawn, or one from files.
struct DatasetSubject {
  private enum Source {
    case bundled(GalleryEntry)
    case files(LabeledDataset<Picture>)
  }

  let name: String
  private let source: Source

  init(_ name: String) throws {
    self.name = name
    if FileKind(of: name) == .missing, let entry = Gallery.entry(named: name) {
      source = .bundled(entry)
    } else {
      source = .files(try SampleSource.pictureData(name))
    }
  }

  var count: Int {
    switch source {
    case .bundled(let entry): entry.sampleCount
    case .files(let data): data.count
    }
  }

  func dataset() throws -> LabeledDataset<Picture> {
    switch source {
    case .bundled(let entry): try entry.dataset()
    case .files(let data): data
    }
  }

  func attributes() throws -> [AttributeColumn] {
    switch source {
    case .bundled(let entry): try entry.attributes()
    case .files(let data): data.attributes
    }
  }

  func samples(_ indices: [Int]) throws -> [Picture] {
    switch source {
    case .bundled(let entry): try entry.samples(indices)
    case .files(let data): indices.map { data.samples[$0] }
    }
  }

  func trueEdits() throws -> TrueEdits {
    if case .bundled(let entry) = source, let edits = try entry.trueEdits() { return edits }
    throw Failure(
      "nobody knows what a sample of '\(name)' looks like with one factor changed; --vary works "
        + "with faces, glyphs and sprites.")
  }

  /// Prints what the data set is, and its attributes.
  func describe(_ invocation: Invocation) throws {
    let attributes = try attributes()
    if invocation[Shared.json] {
      var members: [String: JSONValue] =
        switch source {
        case .bundled(let entry): Self.members(of: entry)
        case .files: ["name": .string(name), "count": .integer(count)]
        }
      members["attributes"] = .array(
        attributes.map { .object(AttributeListCommand.members(of: $0)) })
      return try Console.print(members)
    }
    var rows = [["name", name]]
    if case .bundled(let entry) = source {
      let sizes = entry.sampleShape.dimensions
      rows += [
        ["title", entry.title], ["credit", entry.credit],
        ["pictures", "\(sizes[1]) × \(sizes[0]), \(sizes[2] == 1 ? "grey" : "colour")"],
      ]
    }
    rows.append(["samples", counted(count, "sample")])
    for line in table(rows) { try Console.print(line) }
    try Console.print("")
    for line in table(attributes.map(AttributeListCommand.row)) { try Console.print(line) }
  }

  static func members(of entry: GalleryEntry) -> [String: JSONValue] {
    [
      "name": .string(entry.name), "title": .string(entry.title),
      "summary": .string(entry.summary), "credit": .string(entry.credit),
      "count": .integer(entry.sampleCount),
      "sampleShape": .array(entry.sampleShape.dimensions.map { .integer($0) }),
    ]
  }
}
