import LatentData

/// Runs a reader on arbitrary bytes; its own errors are the expected outcome.
func fuzz(
  _ bytes: UnsafePointer<UInt8>, _ count: Int,
  expecting isExpected: (any Error) -> Bool = { $0 is FormatError },
  _ read: ([UInt8]) throws -> Void
) -> CInt {
  do {
    try read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch  where isExpected(error) {
  } catch {
    fatalError("A reader threw \(error), which is not one of its errors.")
  }
  return 0
}
