import Foundation
import LatentSpace

extension LabeledDataset where Sample == Picture {
  /// Writes the pictures as PNG files, and their attributes as `attributes.csv`, into a folder.
  ///
  /// `init(contentsOf:)` reads the folder again, and so does any viewer and any table program. Files
  /// are named by their place in the data set; with a test part they lie in `train` and `test`, and
  /// read again the training part comes first. The kinds of attributes are told from their values,
  /// so classes that are named by numbers come back as numbers.
  ///
  /// - Parameter folder: a folder that is missing or empty; it is made when missing.
  /// - Throws: `FileError` when the folder holds something or cannot be written, `FormatError` when
  ///   an attribute is called `file`, as the column of names is.
  public func write(to folder: URL) throws {
    try write(to: folder) { _ in [:] }
  }

  /// The same with a text in each picture, made from its index.
  package func write(to folder: URL, text: @Sendable (Int) -> [String: String]) throws {
    let path = folder.path(percentEncoded: false)
    guard attribute(named: "file") == nil else {
      throw FormatError(
        .dataset, .unsupported,
        "an attribute is called \"file\", which names the pictures in a folder.", path: path)
    }
    if Files.exists(folder), try !Files.names(in: folder).isEmpty {
      throw FileError(.notEmpty, path: path)
    }
    try Files.makeFolder(folder)
    let test = Set(testIndices)
    if !test.isEmpty {
      for part in ["train", "test"] { try Files.makeFolder(folder.appending(path: part)) }
    }
    let digits = max(4, "\(max(0, count - 1))".count)
    let names = samples.indices.map { index in
      let number = "\(index)"
      let part = test.isEmpty ? "" : test.contains(index) ? "test/" : "train/"
      return part + String(repeating: "0", count: digits - number.count) + number + ".png"
    }
    _ = try samples.indices.mapInParallel { index in
      try samples[index].write(to: folder.appending(path: names[index]), text: text(index))
    }
    if !attributes.isEmpty {
      let table = AttributeColumn.table(of: attributes, firstColumn: "file", names: names)
      try Files.write(table, to: folder.appending(path: "attributes.csv"))
    }
  }
}

extension AttributeColumn {
  /// Several columns as a CSV file with a line of names, after one that names the samples; unknown
  /// values are empty.
  package static func table(
    of columns: [AttributeColumn], firstColumn: String, names: [String]
  ) -> [UInt8] {
    CSVTable.encode(
      columns: [firstColumn] + columns.map(\.name),
      rows: names.indices.map { row in [names[row]] + columns.map { $0.text(at: row) } })
  }
}
