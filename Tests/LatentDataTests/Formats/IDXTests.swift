import LatentData
import Testing

@Suite struct IDXTests {
  static let example: [UInt8] =
    [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3] + [1, 2, 3, 4, 5, 6]

  @Test("Bytes are read plain and packed")
  func bytes() throws {
    for file in [Self.example, Gzip.pack(Self.example)] {
      let stored = try IDX.decode(file)
      #expect(stored.shape == [2, 1, 3] && stored.scalar == .uint8)
      #expect(Array(stored.bytes) == [1, 2, 3, 4, 5, 6])
    }
    #expect(IDX.encode(try IDX.decode(Self.example)) == Self.example)
  }

  @Test("Wider numbers are big-endian in the file")
  func bigEndian() throws {
    #expect(try IDX.decode([0, 0, 0x0b, 1, 0, 0, 0, 2, 0xff, 0xfe, 1, 0]).integers == [-2, 256])
    let file: [UInt8] = [0, 0, 0x0d, 1, 0, 0, 0, 1, 0x3f, 0x80, 0, 0]
    #expect(try IDX.decode(file).tensor.values == [1])
    #expect(IDX.encode(StoredTensor(Tensor(shape: [1], values: [1]))) == file)
    #expect(IDX.encode(StoredTensor(Tensor(shape: [1], values: [1]), as: .float16)) == nil)
  }

  @Test("Sizes that contradict the file are refused before memory is taken")
  func sizes() {
    func problem(_ bytes: [UInt8]) -> FormatError.Problem? {
      do throws(FormatError) {
        _ = try IDX.decode(bytes)
        return nil
      } catch { return error.problem }
    }
    let huge: [UInt8] = [0, 0, 8, 2, 0x7f, 0xff, 0xff, 0xff, 0, 0, 0x40, 0, 1]
    #expect(problem(huge) == .truncated)
    #expect(problem(Gzip.pack(huge)) == .damaged)
    #expect(problem([0, 0, 8, 3] + [UInt8](repeating: 0xff, count: 12)) == .damaged)
    #expect(problem(Self.example + [0]) == .damaged)
    #expect(problem(Gzip.pack(Self.example + [0])) == .damaged)
    #expect(problem([1, 2, 3, 4]) == .wrongFormat && problem([]) == .truncated)
  }
}
