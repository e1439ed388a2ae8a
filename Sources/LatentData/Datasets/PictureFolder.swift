import Foundation

/// A folder of PNG files, whose sub-folders are classes.
enum PictureFolder {
  private struct Item: Sendable {
    let url: URL
    let name: String
    let className: String?
    let isTest: Bool
  }

  /// The data set in a folder; files in the order of their names, classes one after another.
  static func dataset(
    in folder: URL, name: String, fitting shape: Tensor.Shape?
  ) throws -> LabeledDataset<Picture> {
    let path = folder.path(percentEncoded: false)
    let names = try Files.names(in: folder)
    let isSplit = names.contains("train") && names.contains("test")
    let items =
      isSplit
      ? try items(in: folder.appending(path: "train"), prefix: "train/", isTest: false)
        + items(in: folder.appending(path: "test"), prefix: "test/", isTest: true)
      : try items(in: folder, prefix: "", isTest: false)
    guard !items.isEmpty else {
      throw FormatError(
        .dataset, .wrongFormat,
        "there are no PNG files in it or its sub-folders, and no IDX files of training pictures.",
        path: path)
    }
    var pictures = try items.mapInParallel { item in
      let picture = try Picture(contentsOf: item.url)
      guard let shape else { return picture }
      return picture.fitted(
        width: shape[1], height: shape[0], kind: Picture.Kind(channels: shape[2]))
    }
    let first = pictures[0]
    if let other = pictures.firstIndex(where: {
      $0.width != first.width || $0.height != first.height
    }) {
      throw FormatError(
        .dataset, .unsupported,
        "\(items[0].name) is \(first.width) × \(first.height), but \(items[other].name) is "
          + "\(pictures[other].width) × \(pictures[other].height), and all need one size.",
        path: path)
    }
    let kind = pictures.reduce(first.kind) { $0.channels >= $1.channels ? $0 : $1.kind }
    pictures = pictures.map { $0.converted(to: kind) }
    return LabeledDataset(
      name: name, samples: pictures, attributes: try attributes(of: items, in: folder, names),
      testIndices: items.indices.filter { items[$0].isTest })
  }

  private static func items(in folder: URL, prefix: String, isTest: Bool) throws -> [Item] {
    var items: [Item] = []
    for name in try Files.names(in: folder) {
      let url = folder.appending(path: name)
      if name.lowercased().hasSuffix(".png") {
        items.append(Item(url: url, name: prefix + name, className: nil, isTest: isTest))
      } else if Files.isFolder(url) {
        for file in try Files.names(in: url) where file.lowercased().hasSuffix(".png") {
          items.append(
            Item(
              url: url.appending(path: file), name: "\(prefix)\(name)/\(file)", className: name,
              isTest: isTest))
        }
      }
    }
    return items
  }

  private static func attributes(
    of items: [Item], in folder: URL, _ names: [String]
  ) throws -> [AttributeColumn] {
    var columns: [AttributeColumn] = []
    let classes = Set(items.compactMap(\.className))
    if !classes.isEmpty {
      let names = classes.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      let indices = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
      columns.append(
        AttributeColumn(
          "class",
          .categorical(items.map { $0.className.flatMap { indices[$0] } }, names: names)))
    }
    guard let file = ["attributes.csv", "attributes.csv.gz"].first(where: names.contains) else {
      return columns
    }
    let url = folder.appending(path: file)
    return columns
      + (try Files.parse(url) { bytes in
        let table = try CSVTable(decoding: bytes, hasHeader: true)
        guard let files = table.texts(in: "file") else {
          throw FormatError(
            .csv, .unsupported, "it has no column \"file\" with the names of the pictures.")
        }
        let rows = Dictionary(zip(files, files.indices), uniquingKeysWith: { _, last in last })
        return table.columns.filter { $0 != "file" && !(classes.count > 0 && $0 == "class") }
          .map { column in
            let texts = table.texts(in: column)!
            return AttributeColumn(
              column, texts: items.map { rows[$0.name].map { texts[$0] } ?? "" })
          }
      })
  }
}
