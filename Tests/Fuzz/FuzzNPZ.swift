import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    for array in try NPZ.decode(bytes).values { _ = array.tensor }
  }
}
