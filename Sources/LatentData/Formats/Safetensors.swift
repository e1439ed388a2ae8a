import Foundation
import LatentSpace

/// Named blocks of numbers and texts in one file, in Hugging Face's format.
///
/// A file is the length of its header (64 bits, little-endian), a header in JSON, and the numbers;
/// see https://huggingface.co/docs/safetensors. Numbers are converted only when they are asked for.
///
///     let file = try Safetensors(contentsOf: url)
///     file.metadata["architecture"]
///     file["encoder.0.weight"]?.tensor
public struct Safetensors: Hashable, Sendable {
  /// Texts by name that belong to the file as a whole.
  public var metadata: [String: String]

  /// The blocks of numbers by name.
  public private(set) var tensors: [String: StoredTensor]

  /// Makes a file in memory; nothing is written until it is asked for.
  public init(metadata: [String: String] = [:]) {
    self.metadata = metadata
    self.tensors = [:]
  }

  /// The names of all blocks, sorted by their bytes.
  public var names: [String] {
    tensors.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  /// The block with a name; setting nil removes it, and the name `__metadata__` traps.
  public subscript(name: String) -> StoredTensor? {
    get { tensors[name] }
    set {
      require(
        name != "__metadata__", "A tensor cannot be called __metadata__: the format needs that.")
      tensors[name] = newValue
    }
  }

  /// Reads a file.
  ///
  /// - Throws: `FileError` when it cannot be read, `FormatError` when it is no such file or a
  ///   damaged one.
  public init(contentsOf url: URL) throws {
    self = try Files.parse(url) { try Safetensors(decoding: $0) }
  }

  /// Writes a file; the path holds either the old file or all of the new one, never a part.
  ///
  /// - Throws: `FileError` when the file cannot be written.
  public func write(to url: URL) throws {
    try Files.write(encoded(), to: url)
  }

  /// Reads the bytes of a file.
  ///
  /// Every number is checked: the length of the header, doubled names, shapes against the bytes
  /// they take, and that the blocks cover the rest of the file without holes or overlaps.
  ///
  /// - Throws: an error that says what is wrong with the bytes.
  public init(decoding bytes: [UInt8]) throws(FormatError) {
    let header = try SafetensorsHeader(bytes)
    self.init(metadata: header.metadata)
    for entry in header.entries {
      let content = bytes[entry.range]
      tensors[entry.name] = StoredTensor(
        shape: entry.shape, scalar: entry.scalar, bytes: content)
    }
  }

  /// The bytes of the file: the same ones for the same content.
  ///
  /// Wider numbers come first, then names in the order of their bytes, so that all are aligned.
  public func encoded() -> [UInt8] {
    let order = names.map { (name: $0, tensor: tensors[$0]!) }
      .enumerated()
      .sorted { a, b in
        let (wide, narrow) = (a.element.tensor.scalar.byteCount, b.element.tensor.scalar.byteCount)
        return wide != narrow ? wide > narrow : a.offset < b.offset
      }
      .map(\.element)
    var header: [String: JSONValue] = [:]
    if !metadata.isEmpty {
      header["__metadata__"] = .object(metadata.mapValues { .string($0) })
    }
    var offset = 0
    for (name, tensor) in order {
      header[name] = .object([
        "dtype": .string(SafetensorsHeader.name(of: tensor.scalar)),
        "shape": .array(tensor.shape.dimensions.map { .integer($0) }),
        "data_offsets": .array([.integer(offset), .integer(offset + tensor.bytes.count)]),
      ])
      offset += tensor.bytes.count
    }
    var text = Array(JSONValue.object(header).text.utf8)
    text += [UInt8](repeating: 32, count: (8 - text.count % 8) % 8)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(8 + text.count + offset)
    withUnsafeBytes(of: UInt64(text.count).littleEndian) { bytes.append(contentsOf: $0) }
    bytes += text
    for (_, tensor) in order { bytes += tensor.bytes }
    return bytes
  }
}
