import Foundation
import LatentData
import LatentGallery
import Latents

/// A data set of pictures that a command looks at: all is known of it but the pictures, of which only
/// what is asked for is drawn.
struct DatasetSubject {
  /// As the user wrote it.
  let name: String
  /// The bundled set that this is; nil for data from files.
  let entry: GalleryEntry?
  /// The attributes and the test part of all samples, each of which stands for itself by its index.
  let outline: LabeledDataset<Int>
  /// The pictures; nil where they are drawn when they are asked for.
  private let loaded: [Picture]?

  /// - Parameter shape: what pictures of different sizes are made fit for.
  init(_ name: String, fitting shape: Tensor.Shape? = nil) throws {
    self.name = name
    entry = FileKind(of: name) == .missing ? Gallery.entry(named: name) : nil
    if let entry, let test = entry.drawnTestIndices {
      outline = LabeledDataset(
        name: entry.name, samples: Array(0..<entry.sampleCount),
        attributes: try entry.attributes(), testIndices: test)
      loaded = nil
    } else {
      let data = try SampleSource.pictureData(name, fitting: shape)
      outline = LabeledDataset(
        name: data.name, samples: Array(data.samples.indices), attributes: data.attributes,
        testIndices: data.testIndices)
      loaded = data.samples
    }
  }

  var count: Int { outline.count }

  /// The names and values of all samples; no picture is drawn for them.
  var attributes: [AttributeColumn] { outline.attributes }

  func samples(_ indices: [Int]) throws -> [Picture] {
    if let loaded { return indices.map { loaded[$0] } }
    return try entry?.samples(indices) ?? []
  }

  func trueEdits() throws -> TrueEdits {
    if let edits = try entry?.trueEdits() { return edits }
    throw Failure(
      "nobody knows what a sample of '\(name)' looks like with one factor changed; --vary works "
        + "with faces, glyphs and sprites.")
  }

  /// Prints what the data set is, and its attributes.
  func describe(_ invocation: Invocation) throws {
    if invocation[Shared.json] {
      var members: [String: JSONValue] =
        entry.map { Self.members(of: $0) } ?? ["name": .string(name), "count": .integer(count)]
      members["attributes"] = .array(
        attributes.map { .object(AttributeListCommand.members(of: $0)) })
      return try Console.print(members)
    }
    var rows = [["name", name]]
    if let entry {
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
