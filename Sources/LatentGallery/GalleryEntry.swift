import Foundation
import Latents

/// One bundled set of pictures: what it is, and how to get it.
public struct GalleryEntry: Sendable {
  enum Source: Sendable {
    /// The four files of MNIST.
    case mnist(classNames: [String])
    /// Sheets of pictures without gaps, and a table of attributes in the same order.
    case sheets(count: Int, testFraction: Double)
    /// One file of pictures and a table of their letters, families and styles.
    case glyphs(testFamilies: [String])
    /// Drawn when asked for.
    case faces
    case sprites
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

  let source: Source

  /// The pictures with their attributes, some of them kept for testing.
  ///
  /// Those that are bundled as files load in a fraction of a second; drawn ones take one or two
  /// milliseconds each, and `samples(_:)` draws a few of them without the others.
  ///
  /// - Throws: `MissingResources` when the program was copied without its bundled files, `FileError`
  ///   or `FormatError` when one of them is missing or damaged.
  public func dataset() throws -> LabeledDataset<Picture> {
    switch source {
    case .mnist(let classNames): try mnist(classNames)
    case .sheets(let count, let fraction): try sheets(count, testFraction: fraction)
    case .glyphs(let families): try GlyphFiles(in: folder()).dataset(name, testFamilies: families)
    case .faces: try Faces().dataset(count: sampleCount)
    case .sprites: Sprites().dataset(count: sampleCount)
    }
  }

  /// Some of the pictures of the data set, by index; drawn sets draw no others.
  ///
  /// Traps when there is no such picture.
  ///
  /// - Throws: what `dataset()` throws.
  public func samples(_ indices: some Sequence<Int>) throws -> [Picture] {
    let indices = Array(indices)
    for index in indices {
      require(
        (0..<sampleCount).contains(index), "There is no sample \(index) among \(sampleCount).")
    }
    switch source {
    case .mnist, .sheets, .glyphs:
      let samples = try dataset().samples
      return indices.map { samples[$0] }
    case .faces: return try Faces().pictures(at: indices)
    case .sprites: return Sprites().pictures(at: indices)
    }
  }

  /// The attributes of the data set; drawn sets draw no picture for them.
  ///
  /// - Throws: what `dataset()` throws.
  public func attributes() throws -> [AttributeColumn] {
    switch source {
    case .mnist, .sheets, .glyphs: try dataset().attributes
    case .faces: try Faces().attributes(count: sampleCount)
    case .sprites: Sprites().attributes(count: sampleCount)
    }
  }

  /// The indices of the pictures kept for testing, where pictures are drawn when they are asked for;
  /// nil where they lie in files.
  package var drawnTestIndices: Range<Int>? {
    switch source {
    case .mnist, .sheets, .glyphs: nil
    case .faces: Faces.testIndices(count: sampleCount)
    case .sprites: Sprites.testIndices(count: sampleCount)
    }
  }

  /// What the samples look like with one factor changed; nil where nobody knows.
  ///
  /// Faces and sprites are drawn from their factors, and every glyph is there in bold and italic.
  ///
  /// - Throws: what `dataset()` throws.
  public func trueEdits() throws -> TrueEdits? {
    switch source {
    case .mnist, .sheets: nil
    case .glyphs: try GlyphFiles(in: folder()).trueEdits
    case .faces: try Faces().trueEdits
    case .sprites: Sprites().trueEdits
    }
  }

  /// The licence of the pictures, or of what they are drawn from, in full.
  ///
  /// - Throws: `MissingResources` or `FileError` when the file is missing.
  public func licence() throws -> String {
    String(decoding: try Files.read(folder().appending(path: "LICENSE")), as: UTF8.self)
  }

  /// The folder with all bundled files of this entry.
  package func folder() throws -> URL {
    try ResourceFolder.url(of: name)
  }

  private func mnist(_ classNames: [String]) throws -> LabeledDataset<Picture> {
    let data = try LabeledDataset<Picture>(contentsOf: folder())
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

  private func sheets(_ count: Int, testFraction: Double) throws -> LabeledDataset<Picture> {
    let folder = try folder()
    let sheets = try (0..<count).mapInParallel { index in
      try Picture(contentsOf: folder.appending(path: "sheet-\(index).png"))
        .converted(to: .rgb)
        .cells(width: sampleShape[1], height: sampleShape[0])
    }
    let samples = sheets.flatMap { $0 }
    let attributes = try AttributeColumn.table(
      folder.appending(path: "attributes.csv.gz"), count: samples.count)
    var generator = SeededGenerator(seed: 0)
    return LabeledDataset(name: name, samples: samples, attributes: attributes)
      .split(testFraction: testFraction, using: &generator)
  }
}

extension AttributeColumn {
  /// The columns of a bundled table, one row per picture; its column `index` is left out.
  static func table(_ url: URL, count: Int) throws -> [AttributeColumn] {
    let table = try CSVTable(contentsOf: url)
    guard table.rowCount == count else {
      throw FormatError(
        .dataset, .damaged, "it has \(count) pictures and \(table.rowCount) rows.",
        path: url.path(percentEncoded: false))
    }
    return table.columns.filter { $0 != "index" }.map {
      AttributeColumn($0, texts: table.texts(in: $0)!)
    }
  }
}
