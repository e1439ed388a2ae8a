import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    let stored = try NPY.decode(bytes)
    _ = (stored.tensor, stored.integers, stored.doubles)
  }
}
