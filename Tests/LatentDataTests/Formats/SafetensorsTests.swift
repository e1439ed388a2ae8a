import LatentData
import Testing

@Suite struct SafetensorsTests {
  @Test("A file that Python's library wrote is read")
  func reference() throws {
    let file = try Safetensors(decoding: ReferenceFiles.safetensors)
    #expect(file.names == ["empty", "half", "index", "weight"])
    #expect(file.metadata == ["format": "np", "note": "Grüße \"quoted\"\n"])
    let quarters: [Float] = [0, 0.25, 0.5, 0.75, 1, 1.25]
    #expect(file["weight"]?.tensor == Tensor(shape: [2, 3], values: quarters))
    #expect(file["half"]?.scalar == .float16 && file["half"]?.tensor.values == quarters)
    #expect(file["index"]?.integers == [-1, 2] && file["empty"]?.shape == [0])
    #expect(file["nothing"] == nil)
  }

  @Test("What is written is read back, aligned, and the same bytes whatever the order of making")
  func roundTrip() throws {
    let parts: [(String, StoredTensor)] = [
      ("b", StoredTensor(Tensor(shape: [3], values: [1, 2, 3]), as: .float16)),
      ("a", StoredTensor(Tensor(shape: [1, 2], values: [4, 5]))),
      ("c", StoredTensor(shape: [3], scalar: .uint8, bytes: [7, 8, 9])),
      ("d", StoredTensor(Tensor(shape: [], values: [6]), as: .float64)),
    ]
    var one = Safetensors(metadata: ["z": "1", "y": "2"])
    for (name, tensor) in parts { one[name] = tensor }
    var two = Safetensors(metadata: ["y": "2", "z": "1"])
    for (name, tensor) in parts.reversed() { two[name] = tensor }
    let bytes = one.encoded()
    #expect(bytes == two.encoded())
    #expect(try Safetensors(decoding: bytes) == one)
    #expect(
      bytes[8...].starts(with: Array("{\"__metadata__\":{\"y\":\"2\",\"z\":\"1\"},\"a\"".utf8)))
    let length = bytes[..<8].reversed().reduce(0) { $0 << 8 | Int($1) }
    #expect(length % 8 == 0)
    for name in one.names {
      let tensor = try #require(Safetensors(decoding: bytes)[name])
      #expect((tensor.bytes.startIndex) % tensor.scalar.byteCount == 0)
    }
    #expect(try Safetensors(decoding: Safetensors().encoded()).names == [])
  }

  @Test("A file is written and read by its address")
  func files() throws {
    try withTemporaryFolder { folder in
      var file = Safetensors(metadata: ["a": "b"])
      file["x"] = StoredTensor(Tensor(shape: [2], values: [1, .nan]))
      let url = folder.appending(path: "x.safetensors")
      try file.write(to: url)
      #expect(try Safetensors(contentsOf: url) == file)
    }
  }

  static let hostile: [(String, FormatError.Problem)] = [
    ("[]", .wrongFormat),
    ("{\"a\":1}", .damaged),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}", .damaged),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}", .damaged),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,8]}}", .truncated),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}", .damaged),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}", .damaged),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1.0],\"data_offsets\":[0,4]}}", .damaged),
    ("{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0]}}", .damaged),
    ("{\"a\":{\"dtype\":\"Q4\",\"shape\":[1],\"data_offsets\":[0,4]}}", .unsupported),
    ("{\"a\":{\"dtype\":\"F32\",\"data_offsets\":[0,4]}}", .damaged),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[4611686018427387904,4],\"data_offsets\":[0,4]}}",
      .damaged
    ),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,9223372036854775807]}}",
      .truncated
    ),
    (
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[3],\"data_offsets\":[0,3]},"
        + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}", .damaged
    ),
    (
      "{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]},"
        + "\"b\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[3,4]}}", .damaged
    ),
    ("{\"a\":{\"dtype\":\"U8\",\"shape\":[1],\"data_offsets\":[0,1]}}", .damaged),
    (
      "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]},"
        + "\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}", .damaged
    ),
    (
      "{\"__metadata__\":{\"a\":1},\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      .damaged
    ),
    (
      "{\"__metadata__\":[],\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4]}}",
      .damaged
    ),
  ]

  @Test("Every contradiction in a header is found", arguments: hostile)
  func contradictions(header: String, problem: FormatError.Problem) {
    let text = Array(header.utf8)
    let length = (0..<8).map { UInt8(truncatingIfNeeded: text.count >> (8 * $0)) }
    let error = #expect(throws: FormatError.self) {
      try Safetensors(decoding: length + text + [0, 0, 0, 0])
    }
    #expect(error?.problem == problem, "\(String(describing: error))")
  }

  @Test("The length of a header is checked against the file")
  func headerLength() {
    for length: UInt8 in [1, 0x7f, 0xff] {
      #expect(throws: FormatError.self) {
        try Safetensors(decoding: [UInt8](repeating: length, count: 8) + [0x7b, 0x7d])
      }
    }
    #expect(throws: FormatError.self) { try Safetensors(decoding: [2, 0, 0]) }
  }
}
