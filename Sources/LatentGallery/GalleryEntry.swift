import Foundation
import Latents

/// One bundled set of pictures: what it is, and how to get it.
public struct GalleryEntry: Sendable {
  enum Layout: Sendable {
    /// The four files of MNIST.
    case mnist(classNames: [String])
    /// Sheets of pictures without gaps, and a table of attributes in the same order.
    case sheets(count: Int, testFraction: Double)
  }

  /// The name by which commands and files refer to it, such as `avatars`.
  public let name: String

  /// The full name with the number of pictures.
  public let title: String

  /// What the pictures show, their size and their labels, in one line.
  public let summary: String

  /// Whose work it is, and the licence in short.
  public let credit: String

  /// The number of pictures, those for testing included.
  public let sampleCount: Int

  /// Height, width and channels of each picture.
  public let sampleShape: Tensor.Shape

  let layout: Layout

  /// The pictures with their attributes, some of them kept for testing.
  ///
  /// - Throws: `MissingResources` when the program was copied without its bundled files, `FileError`
  ///   or `FormatError` when one of them is missing or damaged.
  public func dataset() throws -> LabeledDataset<Picture> {
    let folder = try folder()
    return switch layout {
    case .mnist(let classNames): try mnist(in: folder, classNames)
    case .sheets(let count, let fraction): try sheets(count, in: folder, testFraction: fraction)
    }
  }

  /// The licence of the pictures, in full.
  ///
  /// - Throws: `MissingResources` or `FileError` when the file is missing.
  public func licence() throws -> String {
    String(decoding: try Files.read(folder().appending(path: "LICENSE")), as: UTF8.self)
  }

  /// The folder with all bundled files of this entry.
  package func folder() throws -> URL {
    try ResourceFolder.url(of: name)
  }

  private func mnist(
    in folder: URL, _ classNames: [String]
  ) throws -> LabeledDataset<Picture> {
    let data = try LabeledDataset<Picture>(contentsOf: folder)
    let attributes = data.attributes.map { column in
      guard case .categorical(let values, let names) = column.values else { return column }
      // The files hold numbers, and the names of the classes are in the order of these.
      let indices = names.map { Int($0)! }
      return AttributeColumn(
        column.name, .categorical(values.map { $0.map { indices[$0] } }, names: classNames))
    }
    return LabeledDataset(
      name: name, samples: data.samples, attributes: attributes, testIndices: data.testIndices)
  }

  private func sheets(
    _ count: Int, in folder: URL, testFraction: Double
  ) throws -> LabeledDataset<Picture> {
    let sheets = try (0..<count).mapInParallel { index in
      try Picture(contentsOf: folder.appending(path: "sheet-\(index).png"))
        .converted(to: .rgb)
        .cells(width: sampleShape[1], height: sampleShape[0])
    }
    let samples = sheets.flatMap { $0 }
    let url = folder.appending(path: "attributes.csv.gz")
    let table = try CSVTable(contentsOf: url)
    guard table.rowCount == samples.count else {
      throw FormatError(
        .dataset, .damaged, "it has \(samples.count) pictures and \(table.rowCount) rows.",
        path: url.path(percentEncoded: false))
    }
    let attributes = table.columns.filter { $0 != "index" }.map {
      AttributeColumn($0, texts: table.texts(in: $0)!)
    }
    var generator = SeededGenerator(seed: 0)
    return LabeledDataset(name: name, samples: samples, attributes: attributes)
      .split(testFraction: testFraction, using: &generator)
  }
}
