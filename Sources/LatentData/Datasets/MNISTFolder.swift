import Foundation

/// The four files in which MNIST and its relatives come: pictures and labels, training and test.
enum MNISTFolder {
  /// The data set in a folder; nil when the folder has no file with training pictures.
  static func dataset(in folder: URL, name: String) throws -> LabeledDataset<Picture>? {
    let names = try Files.names(in: folder)
    guard let train = try part("train", in: folder, names) else { return nil }
    let test = try part("t10k", in: folder, names) ?? ([], [])
    let samples = train.pictures + test.pictures
    var attributes: [AttributeColumn] = []
    // Unknown labels of one part must not take away those of the other.
    if train.labels.contains(where: { $0 != nil }) || test.labels.contains(where: { $0 != nil }) {
      attributes = [classes(train.labels + test.labels)]
    }
    if let first = samples.first,
      let other = samples.first(where: { $0.tensorShape != first.tensorShape })
    {
      throw FormatError(
        .dataset, .damaged, "it has pictures of \(first) and of \(other).",
        path: folder.path(percentEncoded: false))
    }
    return LabeledDataset(
      name: name, samples: samples, attributes: attributes,
      testIndices: train.pictures.count..<samples.count)
  }

  /// The labels that belong to a file of pictures by its name; nil when there are none.
  static func labels(beside pictures: URL) throws -> StoredTensor? {
    let name = pictures.lastPathComponent
    guard name.contains("images-idx3-ubyte") else { return nil }
    let labels = pictures.deletingLastPathComponent()
      .appending(path: name.replacing("images-idx3", with: "labels-idx1"))
    return Files.exists(labels) ? try Files.parse(labels) { try IDX.decode($0) } : nil
  }

  /// The column of classes for labels that must be as many as the pictures.
  static func column(
    _ labels: StoredTensor, count: Int, path: String
  ) throws(FormatError) -> AttributeColumn {
    guard labels.shape.dimensions == [count], let values = labels.integers else {
      throw FormatError(
        .dataset, .damaged, "it has \(count) pictures, but its labels are \(labels.shape).",
        path: path)
    }
    return classes(values)
  }

  private static func part(
    _ prefix: String, in folder: URL, _ names: [String]
  ) throws -> (pictures: [Picture], labels: [Int?])? {
    func file(_ middle: String) -> URL? {
      let stem = "\(prefix)-\(middle)-ubyte"
      let known = [stem, stem + ".gz", stem.replacing("-idx", with: ".idx")]
      return known.first(where: names.contains).map { folder.appending(path: $0) }
    }
    guard let picturesFile = file("images-idx3") else { return nil }
    let pictures = try Files.parse(picturesFile) { bytes in
      let stored = try IDX.decode(bytes)
      guard let pictures = LoadedDataset.pictures(of: stored) else {
        throw FormatError(
          .idx, .unsupported, "it holds \(stored.shape) \(stored.scalar), not pictures of bytes.")
      }
      return pictures
    }
    guard let labelsFile = file("labels-idx1") else {
      return (pictures, [Int?](repeating: nil, count: pictures.count))
    }
    let stored = try Files.parse(labelsFile) { try IDX.decode($0) }
    guard stored.shape.dimensions == [pictures.count], let labels = stored.integers else {
      throw FormatError(
        .dataset, .damaged, "it has labels of \(stored.shape) for \(pictures.count) pictures.",
        path: labelsFile.path(percentEncoded: false))
    }
    return (pictures, labels)
  }

  /// Labels as classes named by their numbers, in numerical order.
  private static func classes(_ labels: [Int?]) -> AttributeColumn {
    let known = Set(labels.compactMap { $0 }).sorted()
    let indices = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
    return AttributeColumn(
      "class",
      .categorical(labels.map { $0.flatMap { indices[$0] } }, names: known.map(String.init)))
  }
}
