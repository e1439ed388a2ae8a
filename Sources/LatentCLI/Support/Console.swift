#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// Where a command's words go: results to standard output, remarks and errors to standard error.
package enum Console {
  /// Writes a result and a line end.
  package static func print(_ line: String) throws(Failure) {
    try write(line + "\n")
  }

  /// Writes a result as it is. A full disk behind the output is a failure of the command.
  package static func write(_ text: String) throws(Failure) {
    guard send(text, to: STDOUT_FILENO) else {
      throw Failure(
        "standard output cannot be written (\(systemMessage())); "
          + "check the disk or the program that reads it.")
    }
  }

  /// Writes a remark and a line end to standard error; what cannot be written there is lost.
  package static func remark(_ line: String) {
    _ = send(line + "\n", to: STDERR_FILENO)
  }

  /// Writes to standard error as it is.
  package static func writeRemark(_ text: String) {
    _ = send(text, to: STDERR_FILENO)
  }

  private static func send(_ text: String, to descriptor: Int32) -> Bool {
    var text = text
    return text.withUTF8 { bytes in
      var rest = UnsafeRawBufferPointer(bytes)[...]
      while !rest.isEmpty {
        let count = sendOnce(descriptor, UnsafeRawBufferPointer(rebasing: rest))
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return false }
        rest = rest.dropFirst(count)
      }
      return true
    }
  }

  private static func sendOnce(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
    #if canImport(Darwin)
      Darwin.write(descriptor, bytes.baseAddress, bytes.count)
    #elseif canImport(Musl)
      Musl.write(descriptor, bytes.baseAddress, bytes.count)
    #else
      Glibc.write(descriptor, bytes.baseAddress, bytes.count)
    #endif
  }
}

/// The system's words for the last error, such as "No space left on device".
package func systemMessage(_ code: Int32 = errno) -> String {
  String(cString: strerror(code))
}
