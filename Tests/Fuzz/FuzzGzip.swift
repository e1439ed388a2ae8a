import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    _ = try Gzip.unpackIfNeeded([0x1f, 0x8b] + bytes)
  }
}
