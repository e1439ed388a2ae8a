import Foundation
import LatentSpace

/// A data set from files whose kind is known only after looking.
///
///     switch try LoadedDataset(contentsOf: URL(filePath: path)) {
///     case .pictures(let data): …   // LabeledDataset<Picture>
///     case .tensors(let data): …    // LabeledDataset<Tensor>
///     }
///
/// | what lies there | samples |
/// | --- | --- |
/// | a folder with the IDX files of MNIST, plain or `.gz` | grey pictures, `class`, test part |
/// | a folder of PNG files; sub-folders are classes | pictures, `class` |
/// | the same inside folders `train` and `test` | the same with a test part |
/// | an IDX or `.npy` file of bytes, count × height × width (× 1, 3 or 4) | pictures |
/// | an IDX or `.npy` file of other numbers, count × … | tensors, unchanged |
/// | a CSV file, plain or `.gz` | a vector of the numbers of each row; texts are attributes |
///
/// In a folder of PNG files, `attributes.csv` may name further attributes: its column `file` holds
/// the name of a picture (`cats/tom.png` in a sub-folder).
public enum LoadedDataset: Sendable {
  /// Pictures of one size and kind.
  case pictures(LabeledDataset<Picture>)
  /// Blocks of numbers of one shape.
  case tensors(LabeledDataset<Tensor>)

  /// Reads a file or folder; what it is, is seen from its content.
  ///
  /// - Parameters:
  ///   - url: where the data are.
  ///   - pictureShape: height, width and channels that PNG files are made fit for; nil when all have
  ///     one size already.
  /// - Throws: `FileError` or `FormatError` with the path, what is wrong and what to do.
  public init(contentsOf url: URL, fitting pictureShape: Tensor.Shape? = nil) throws {
    if let pictureShape {
      require(
        Picture.accepts(pictureShape), "Pictures cannot be fitted to the shape \(pictureShape).")
    }
    let name = url.deletingPathExtension().lastPathComponent
    if Files.isFolder(url) {
      self = .pictures(
        try MNISTFolder.dataset(in: url, name: name)
          ?? PictureFolder.dataset(in: url, name: name, fitting: pictureShape))
      return
    }
    self = try Files.parse(url) { bytes in
      if bytes.starts(with: [0x93, 0x4e, 0x55, 0x4d]) {
        return try Self.samples(of: NPY.decode(bytes), format: .npy, name: name)
      }
      // Text never begins with a zero byte, and every IDX file does.
      let isPacked = Gzip.isGzip(bytes)
      if isPacked || bytes.first == 0 {
        do {
          return try Self.samples(of: IDX.decode(bytes), format: .idx, name: name)
        } catch let error as FormatError where error.problem == .wrongFormat && isPacked {
          // Packed, but no IDX file: it may be a packed table.
        }
      }
      do {
        return .tensors(try Self.table(CSVTable(decoding: bytes), name: name))
      } catch let error as FormatError where error.problem == .wrongFormat {
        throw FormatError(
          .dataset, .wrongFormat, "it is neither a folder nor an IDX, .npy or CSV file.")
      }
    }
    if case .pictures(let data) = self, let labels = try MNISTFolder.labels(beside: url) {
      let column = try MNISTFolder.column(
        labels, count: data.count, path: url.path(percentEncoded: false))
      self = .pictures(
        LabeledDataset(name: data.name, samples: data.samples, attributes: [column]))
    }
  }

  /// Splits a block of numbers along its first dimension.
  static func samples(
    of stored: StoredTensor, format: FormatError.Format, name: String
  ) throws(FormatError) -> LoadedDataset {
    if let pictures = pictures(of: stored) {
      return .pictures(LabeledDataset(name: name, samples: pictures))
    }
    guard stored.shape.rank >= 2, stored.shape.count > 0 else {
      throw FormatError(
        format, .unsupported,
        "its numbers have the shape \(stored.shape), and samples need count × values.")
    }
    let shape = Tensor.Shape(Array(stored.shape.dimensions.dropFirst()))
    let values = stored.tensor.values
    let samples = (0..<stored.shape[0]).map { index in
      Tensor(
        shape: shape, values: Array(values[(index * shape.count)..<((index + 1) * shape.count)]))
    }
    return .tensors(LabeledDataset(name: name, samples: samples))
  }

  /// The pictures in a block of bytes, count × height × width (× channels); nil for other blocks.
  static func pictures(of stored: StoredTensor) -> [Picture]? {
    let sizes = stored.shape.dimensions
    guard stored.scalar == .uint8, stored.shape.count > 0, sizes.count == 3 || sizes.count == 4,
      let kind = Picture.Kind(channels: sizes.count == 4 ? sizes[3] : 1)
    else { return nil }
    let size = sizes[1] * sizes[2] * kind.channels
    return (0..<sizes[0]).map { index in
      let start = stored.bytes.startIndex + index * size
      return Picture(
        width: sizes[2], height: sizes[1], kind: kind,
        bytes: Array(stored.bytes[start..<(start + size)]))
    }
  }

  /// Rows as vectors of their numbers; columns of texts become attributes.
  private static func table(
    _ table: CSVTable, name: String
  ) throws(FormatError) -> LabeledDataset<Tensor> {
    var columns: [[Double?]] = []
    var attributes: [AttributeColumn] = []
    for column in table.columns {
      if ["class", "label"].contains(column.lowercased()) {
        attributes.append(AttributeColumn(column, texts: table.texts(in: column)!))
      } else if let numbers = table.numbers(in: column) {
        guard let gap = numbers.firstIndex(of: nil) else {
          columns.append(numbers)
          continue
        }
        throw FormatError(
          .csv, .unsupported, "row \(gap + 1) has no number in the column \"\(column)\".")
      } else {
        attributes.append(AttributeColumn(column, texts: table.texts(in: column)!))
      }
    }
    guard !columns.isEmpty, table.rowCount > 0 else {
      throw FormatError(.csv, .unsupported, "it has no rows with columns of numbers.")
    }
    let samples = (0..<table.rowCount).map { row in
      Tensor(shape: [columns.count], values: columns.map { Float($0[row]!) })
    }
    return LabeledDataset(name: name, samples: samples, attributes: attributes)
  }
}

extension LabeledDataset where Sample == Picture {
  /// Reads pictures from a file or folder of any kind that `LoadedDataset` knows.
  ///
  /// - Throws: `FileError` or `FormatError`, also when the data are numbers rather than pictures.
  public init(contentsOf url: URL, fitting pictureShape: Tensor.Shape? = nil) throws {
    switch try LoadedDataset(contentsOf: url, fitting: pictureShape) {
    case .pictures(let data): self = data
    case .tensors:
      throw FormatError(
        .dataset, .wrongFormat, "it holds numbers, and pictures are needed.",
        path: url.path(percentEncoded: false))
    }
  }
}
