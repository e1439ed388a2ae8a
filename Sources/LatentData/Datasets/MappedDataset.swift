import Foundation
import LatentSpace

/// Samples that stay in their file: each is read when it is asked for, so that a data set may be
/// larger than the memory.
///
///     let faces = try MappedDataset<Picture>(contentsOf: URL(filePath: "faces.npy"))
///     try Trainer(epochs: 10).fit(&model, to: faces, using: &generator)
///
/// The file is a plain IDX or `.npy` file with count × sample numbers, in row-major order; bytes of
/// count × height × width (× 1, 3 or 4) are pictures, any numbers tensors. The samples are those that
/// ``LoadedDataset`` gives, and training on them gives the same weights. While it is in use the file
/// must stay as it is: shortening it ends the process.
public struct MappedDataset<Sample: TensorConvertible>: Sendable {
  /// The file's name without its extension.
  public let name: String

  /// The shape that all samples share.
  public let sampleShape: Tensor.Shape

  /// The number of samples.
  public let count: Int

  private let file: MappedFile
  private let layout: StoredLayout
  private let sample: @Sendable (StoredTensor) -> Sample

  private init(
    _ url: URL, shape: (StoredLayout) throws(FormatError) -> Tensor.Shape,
    sample: @escaping @Sendable (StoredTensor) -> Sample
  ) throws {
    let file = try MappedFile(url)
    do {
      layout = try Self.layout(of: file)
      try layout.check(fileCount: file.count)
      guard layout.shape.rank >= 2, layout.shape.count > 0 else {
        throw FormatError(
          layout.format, .unsupported,
          "its numbers have the shape \(layout.shape), and samples need count × values.")
      }
      sampleShape = try shape(layout)
    } catch var error as FormatError {
      error.path = url.path(percentEncoded: false)
      throw error
    }
    self.file = file
    self.sample = sample
    name = url.deletingPathExtension().lastPathComponent
    count = layout.shape[0]
  }

  private static func layout(of file: MappedFile) throws(FormatError) -> StoredLayout {
    // Headers are a few hundred bytes; one that goes on after this ends too early.
    let head = file.bytes(0..<Swift.min(file.count, 1 << 17))
    if Gzip.isGzip(head) {
      throw FormatError(
        .gzip, .unsupported,
        "samples can only be read in place from a plain file; unpack it with gunzip first.")
    }
    return NPY.isNPY(head) ? try NPY.layout(head) : try IDX.layout(head)
  }

  /// The hash that the same samples have in a loaded data set without attributes; reads them all.
  public var contentHash: String {
    var hash = SHA256()
    hash.update(samples: self)
    hash.update("[]")
    return hash.finish()
  }
}

extension MappedDataset: RandomAccessCollection {
  /// 0.
  public var startIndex: Int { 0 }

  /// The number of samples.
  public var endIndex: Int { count }

  /// Reads one sample.
  public subscript(position: Int) -> Sample {
    require(
      position >= 0 && position < count, "There is no sample \(position) among \(count).")
    let size = sampleShape.count * layout.scalar.byteCount
    let start = layout.offset + position * size
    return sample(layout.tensor(shape: sampleShape, bytes: file.bytes(start..<(start + size))[...]))
  }
}

extension MappedDataset where Sample == Tensor {
  /// Opens a file of numbers.
  ///
  /// - Throws: `FileError` or `FormatError` with the path, what is wrong and what to do; packed files
  ///   and arrays in Fortran order must be converted first.
  public init(contentsOf url: URL) throws {
    try self.init(url) { (layout) throws(FormatError) in
      Tensor.Shape(Array(layout.shape.dimensions.dropFirst()))
    } sample: {
      $0.tensor
    }
  }
}

extension MappedDataset where Sample == Picture {
  /// Opens a file of pictures: bytes of count × height × width, or × height × width × channels.
  ///
  /// - Throws: `FileError` or `FormatError` with the path, what is wrong and what to do, also when
  ///   the numbers are no pictures; packed files and arrays in Fortran order must be converted first.
  public init(contentsOf url: URL) throws {
    try self.init(url) { (layout) throws(FormatError) in
      let sizes = layout.shape.dimensions
      let shape = Tensor.Shape(Array(sizes.dropFirst()) + (sizes.count == 3 ? [1] : []))
      guard layout.scalar == .uint8, Picture.accepts(shape) else {
        throw FormatError(
          layout.format, .wrongFormat,
          "it holds \(layout.shape) numbers of the type \(layout.scalar), and pictures are bytes, "
            + "count × height × width (× 1, 3 or 4).")
      }
      return shape
    } sample: { stored in
      Picture(
        width: stored.shape[1], height: stored.shape[0],
        kind: Picture.Kind(channels: stored.shape[2])!, bytes: Array(stored.bytes))
    }
  }
}
