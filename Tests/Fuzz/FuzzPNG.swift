import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    // Chance does not find right checksums, so they are put right before the file is read.
    var file = bytes
    var offset = 8
    while offset + 12 <= file.count {
      let length = file[offset..<(offset + 4)].reduce(0) { $0 << 8 | Int($1) }
      guard length <= file.count - offset - 12 else { break }
      let end = offset + 8 + length
      let checksum = Gzip.checksum(file[(offset + 4)..<end])
      for byte in 0..<4 { file[end + byte] = UInt8(checksum >> (24 - 8 * UInt32(byte)) & 255) }
      offset = end + 4
    }
    let contents = try PNG.decode(file)
    let again = try PNG.decode(PNG.encode(contents.picture))
    precondition(again.picture == contents.picture)
  }
}
