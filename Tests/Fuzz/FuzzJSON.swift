import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    let value = try JSONValue(bytes[...])
    // What was read is written as a text that means the same.
    let again = try JSONValue(Array(value.text.utf8)[...])
    precondition(again == value)
  }
}
