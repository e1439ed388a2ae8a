import LatentData

/// Runs a reader on arbitrary bytes; its own errors are the expected outcome.
func fuzz(_ bytes: UnsafePointer<UInt8>, _ count: Int, _ read: ([UInt8]) throws -> Void) -> CInt {
  do {
    try read(Array(UnsafeBufferPointer(start: bytes, count: count)))
  } catch is FormatError {
  } catch {
    fatalError("A reader threw \(error), which is no FormatError.")
  }
  return 0
}
