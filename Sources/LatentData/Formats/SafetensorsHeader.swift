/// The header of a safetensors file, checked against the bytes that follow it.
struct SafetensorsHeader {
  struct Entry {
    let name: String
    let scalar: ScalarType
    let shape: Tensor.Shape
    let range: Range<Int>
  }

  let metadata: [String: String]
  /// In the order of their bytes in the file.
  let entries: [Entry]

  private static let types: [(name: String, scalar: ScalarType)] = [
    ("BOOL", .bool), ("U8", .uint8), ("I8", .int8), ("U16", .uint16), ("I16", .int16),
    ("U32", .uint32), ("I32", .int32), ("U64", .uint64), ("I64", .int64), ("F16", .float16),
    ("BF16", .bfloat16), ("F32", .float32), ("F64", .float64),
  ]

  static func name(of scalar: ScalarType) -> String {
    types.first { $0.scalar == scalar }!.name
  }

  init(_ bytes: [UInt8]) throws(FormatError) {
    var reader = ByteReader(bytes, format: .safetensors)
    let length = try reader.littleEndian64()
    guard length <= UInt64(reader.remaining) else {
      // Random bytes are read as a length beyond any file, so the two cannot be told apart.
      throw FormatError(
        .safetensors, length > 100_000_000 ? .wrongFormat : .truncated,
        "its header should have \(length) bytes, but \(reader.remaining) follow.")
    }
    let text = try reader.take(Int(length))
    guard text.first == UInt8(ascii: "{") else {
      throw FormatError(.safetensors, .wrongFormat, "its header does not begin with a brace.")
    }
    let members: [String: JSONValue]
    do {
      members = try JSONValue(text).object ?? [:]
    } catch {
      throw FormatError(.safetensors, .damaged, "its header is not valid JSON: \(error.detail)")
    }
    metadata = try Self.metadata(members["__metadata__"])
    entries = try Self.entries(members, start: reader.offset, end: bytes.count)
  }

  private static func metadata(_ value: JSONValue?) throws(FormatError) -> [String: String] {
    guard let value else { return [:] }
    var metadata: [String: String] = [:]
    guard let members = value.object else {
      throw FormatError(.safetensors, .damaged, "its metadata are not texts by name.")
    }
    for (name, member) in members.sorted(by: { $0.key < $1.key }) {
      guard let text = member.string else {
        throw FormatError(.safetensors, .damaged, "its metadata \"\(name)\" is not a text.")
      }
      metadata[name] = text
    }
    return metadata
  }

  private static func entries(
    _ members: [String: JSONValue], start: Int, end: Int
  ) throws(FormatError) -> [Entry] {
    var entries: [Entry] = []
    for (name, member) in members.sorted(by: { $0.key < $1.key }) where name != "__metadata__" {
      entries.append(try entry(name, member, start: start, end: end))
    }
    entries.sort {
      ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound)
    }
    var position = start
    for entry in entries {
      guard entry.range.lowerBound == position else {
        throw FormatError(
          .safetensors, .damaged, "there is a hole or an overlap before \"\(entry.name)\".")
      }
      position = entry.range.upperBound
    }
    guard position == end else {
      throw FormatError(
        .safetensors, .damaged, "\(end - position) bytes at its end belong to no tensor.")
    }
    return entries
  }

  private static func entry(
    _ name: String, _ member: JSONValue, start: Int, end: Int
  ) throws(FormatError) -> Entry {
    guard let dtype = member["dtype"]?.string, let sizes = member["shape"]?.array,
      let offsets = member["data_offsets"]?.array?.map(\.integer), offsets.count == 2,
      let low = offsets[0], let high = offsets[1], member.object?.count == 3
    else {
      throw FormatError(
        .safetensors, .damaged, "\"\(name)\" does not say dtype, shape and data_offsets.")
    }
    guard let scalar = types.first(where: { $0.name == dtype })?.scalar else {
      throw FormatError(
        .safetensors, .unsupported, "the numbers of \"\(name)\" have the type \(dtype).")
    }
    let dimensions = sizes.compactMap(\.integer)
    guard dimensions.count == sizes.count, dimensions.count <= 64,
      let shape = Tensor.Shape(checking: dimensions)
    else {
      throw FormatError(
        .safetensors, .damaged, "the shape of \"\(name)\" is one that no file can have.")
    }
    guard low >= 0 && high >= low && high <= end - start else {
      let problem: FormatError.Problem = low >= 0 && high >= low ? .truncated : .damaged
      throw FormatError(
        .safetensors, problem, "the bytes of \"\(name)\" are not all inside the file.")
    }
    guard high - low == shape.count * scalar.byteCount else {
      throw FormatError(
        .safetensors, .damaged,
        "\"\(name)\" has \(high - low) bytes for \(shape) numbers of the type \(dtype).")
    }
    return Entry(
      name: name, scalar: scalar, shape: shape, range: (start + low)..<(start + high))
  }
}
