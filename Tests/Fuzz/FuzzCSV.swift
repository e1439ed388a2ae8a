import LatentData

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    let table = try CSVTable(decoding: bytes)
    for column in table.columns { _ = (table.texts(in: column), table.numbers(in: column)) }
  }
}
