import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    let file = try Safetensors(decoding: bytes)
    for name in file.names { _ = file[name]?.tensor }
    let again = try Safetensors(decoding: file.encoded())
    precondition(again == file)
  }
}
