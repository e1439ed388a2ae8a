#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What stands behind an output: a terminal with a width and colours, or a pipe.
package struct Terminal: Sendable, Equatable {
  package var isTerminal: Bool
  package var columns: Int
  package var hasTrueColor: Bool

  package init(isTerminal: Bool, columns: Int, hasTrueColor: Bool) {
    self.isTerminal = isTerminal
    self.columns = columns
    self.hasTrueColor = hasTrueColor
  }

  /// Looks at a file descriptor and the environment: NO_COLOR, COLORTERM, COLUMNS.
  package init(descriptor: Int32, environment: (String) -> String? = environmentValue) {
    isTerminal = isatty(descriptor) == 1
    columns = 80
    var size = winsize()
    if isTerminal, ioctl(descriptor, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 {
      columns = Int(size.ws_col)
    } else if let width = environment("COLUMNS").flatMap({ Int($0) }), (1...10_000) ~= width {
      columns = width
    }
    let isColorRefused = environment("NO_COLOR").map { !$0.isEmpty } ?? false
    hasTrueColor =
      isTerminal && !isColorRefused
      && ["truecolor", "24bit"].contains(environment("COLORTERM") ?? "")
  }
}

package func environmentValue(_ name: String) -> String? {
  getenv(name).map { String(cString: $0) }
}

/// Seconds on a clock that never goes back.
package func monotonicSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) * 1e-9
}
