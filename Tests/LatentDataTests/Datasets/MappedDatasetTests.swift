import Foundation
import LatentData
import Testing

@Suite struct MappedDatasetTests {
  private func stored(_ shape: Tensor.Shape, _ scalar: ScalarType) -> StoredTensor {
    var generator = TestGenerator(seed: 3)
    let bytes = (0..<(shape.count * scalar.byteCount)).map { _ in
      // No exponent of all ones, so that floating-point numbers are finite.
      UInt8(truncatingIfNeeded: generator.next()) & 0x3f
    }
    return StoredTensor(shape: shape, scalar: scalar, bytes: bytes[...])
  }

  private func failure<Sample>(
    _ url: URL, _ open: (URL) throws -> MappedDataset<Sample>
  ) throws -> FormatError {
    do {
      _ = try open(url)
    } catch let error as FormatError {
      #expect(error.path == url.path(percentEncoded: false))
      return error
    }
    Issue.record("\(url.lastPathComponent) was opened")
    throw FileError(.missing, path: "")
  }

  @Test("Samples and their hash are those of the loaded file, in every format", arguments: [5, 1])
  func samples(count: Int) throws {
    try withTemporaryFolder { folder in
      let cases: [(Tensor.Shape, ScalarType)] = [
        ([count, 3, 4], .uint8), ([count, 2, 2, 3], .uint8), ([count, 6], .uint8),
        ([count, 2, 2, 2], .float32), ([count, 7], .float64), ([count, 7], .int16),
        ([count, 3], .float16), ([count, 3], .bool),
      ]
      for (shape, scalar) in cases {
        let stored = stored(shape, scalar)
        let files = [("data.npy", NPY.encode(stored)), ("data.idx", IDX.encode(stored) ?? [])]
        for (name, bytes) in files where !bytes.isEmpty {
          let url = folder.appending(path: name)
          try Files.write(bytes, to: url)
          switch try LoadedDataset(contentsOf: url) {
          case .pictures(let loaded):
            let mapped = try MappedDataset<Picture>(contentsOf: url)
            #expect(Array(mapped) == loaded.samples, "\(shape) \(name)")
            #expect(mapped.contentHash == loaded.contentHash)
            #expect(mapped.sampleShape == loaded.sampleShape && mapped.name == loaded.name)
          case .tensors(let loaded):
            let mapped = try MappedDataset<Tensor>(contentsOf: url)
            #expect(Array(mapped) == loaded.samples, "\(shape) \(scalar) \(name)")
            #expect(mapped.contentHash == loaded.contentHash)
            #expect(mapped.sampleShape == loaded.sampleShape && mapped.name == loaded.name)
          }
        }
      }
    }
  }

  @Test("Bytes that could be pictures are tensors where tensors are asked for")
  func tensorsOfBytes() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "data.npy")
      let stored = stored([2, 3, 4], .uint8)
      try Files.write(NPY.encode(stored), to: url)
      let mapped = try MappedDataset<Tensor>(contentsOf: url)
      #expect(mapped.flatMap(\.values) == stored.tensor.values)
      #expect(mapped[1].shape == [3, 4])
    }
  }

  @Test("Errors say what to do")
  func errors() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "data")
      let plain = IDX.encode(stored([4, 3, 4], .uint8))!
      try Files.write(Gzip.pack(plain), to: url)
      let packed = try failure(url) { try MappedDataset<Picture>(contentsOf: $0) }
      #expect(packed.problem == .unsupported && packed.description.contains("gunzip"))
      try Files.write(Array(plain.dropLast()), to: url)
      #expect(
        try failure(url) { try MappedDataset<Picture>(contentsOf: $0) }.problem == .truncated)
      try Files.write(plain + [0], to: url)
      #expect(try failure(url) { try MappedDataset<Picture>(contentsOf: $0) }.problem == .damaged)
      try Files.write(IDX.encode(stored([4], .uint8))!, to: url)
      #expect(
        try failure(url) { try MappedDataset<Tensor>(contentsOf: $0) }.problem == .unsupported)
      for shape in [[4, 3], [4, 3, 4, 2]] as [Tensor.Shape] {
        try Files.write(NPY.encode(stored(shape, .uint8)), to: url)
        #expect(
          try failure(url) { try MappedDataset<Picture>(contentsOf: $0) }.problem == .wrongFormat)
      }
      try Files.write(Array("a,b\n1,2\n".utf8), to: url)
      #expect(
        try failure(url) { try MappedDataset<Tensor>(contentsOf: $0) }.problem == .wrongFormat)
      try Files.write([], to: url)
      #expect(try failure(url) { try MappedDataset<Tensor>(contentsOf: $0) }.problem == .truncated)
      let text = String(decoding: NPY.encode(stored([4, 3], .float32)), as: Unicode.ASCII.self)
      #expect(text.contains("False"))
      let fortran = NPY.encode(stored([4, 3], .float32)).withUnsafeBytes { bytes in
        // The header keeps its length: "True " for "False".
        var copy = Array(bytes)
        let place = copy.indices.first { copy[$0...].starts(with: Array("False".utf8)) }!
        copy.replaceSubrange(place..<(place + 5), with: Array("True ".utf8))
        return copy
      }
      try Files.write(fortran, to: url)
      let order = try failure(url) { try MappedDataset<Tensor>(contentsOf: $0) }
      #expect(order.problem == .unsupported && order.description.contains("ascontiguousarray"))
      #expect(throws: FileError(.isFolder, path: folder.path(percentEncoded: false))) {
        _ = try MappedDataset<Tensor>(contentsOf: folder)
      }
      let missing = folder.appending(path: "missing")
      #expect(throws: FileError(.missing, path: missing.path(percentEncoded: false))) {
        _ = try MappedDataset<Tensor>(contentsOf: missing)
      }
    }
  }

  #if os(Linux)
    /// The bytes of a mapped file that lie in memory.
    private func residentBytes(of url: URL) throws -> Int {
      let text = String(
        decoding: try Files.read(URL(filePath: "/proc/self/smaps")), as: UTF8.self)
      var (isOurs, total) = (false, 0)
      for line in text.split(separator: "\n") {
        let words = line.split(separator: " ")
        if !words[0].hasSuffix(":") { isOurs = line.hasSuffix(url.lastPathComponent) }
        if isOurs, words[0] == "Rss:" { total += Int(words[1])! * 1024 }
      }
      return total
    }

    @Test("Going through a large file leaves little of it in memory")
    func memory() throws {
      try withTemporaryFolder { folder in
        let url = folder.appending(path: "large-\(UInt64.random(in: 0 ... .max)).idx")
        // 12,000 pictures of 64 × 64 in colour, 147 MB without blocks on the disk.
        let head: [UInt8] = [0, 0, 8, 4, 0, 0, 0x2e, 0xe0, 0, 0, 0, 64, 0, 0, 0, 64, 0, 0, 0, 3]
        try Files.write(head, to: url)
        try #require(truncate(url.path(percentEncoded: false), off_t(20 + 12_000 * 12_288)) == 0)
        let pictures = try MappedDataset<Picture>(contentsOf: url)
        #expect(pictures.count == 12_000)
        var (most, sum) = (0, 0)
        for index in 0..<12_000 {
          // In an order like that of training: 7919 is a prime.
          sum += Int(pictures[index * 7919 % 12_000].bytes[index])
          if index % 1000 == 999 { most = max(most, try residentBytes(of: url)) }
        }
        #expect(sum == 0)
        #expect(most > 0 && most < 48 << 20)
      }
    }
  #endif
}
