import Dispatch

#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// What happens on Ctrl-C (SIGINT) and SIGTERM.
///
/// The process ends with status 130, but never in the middle of writing a file, so nothing half
/// written stays behind. Work that can stop at a good place, such as training, is asked to and ends
/// by itself.
package enum Interruption {
  private static let state = State()

  /// Starts to listen. Once in a process.
  package static func listen() {
    state.listen()
  }

  /// Whether the user asked to stop.
  package static var isRequested: Bool { state.isRequested }

  /// Does work that a signal must not cut: the process ends after it.
  package static func uncut<Result>(_ body: () throws -> Result) rethrows -> Result {
    try state.queue.sync(execute: body)
  }

  /// Does long work that looks at `isRequested` now and then and stops by itself.
  ///
  /// - Throws: ``Interrupted`` when the user asked to stop, even if the work came to its end.
  package static func stoppable<Result>(_ body: () throws -> Result) throws -> Result {
    state.setStoppable(true)
    defer { state.setStoppable(false) }
    let result = try body()
    if isRequested { throw Interrupted() }
    return result
  }

  // MARK: -

  /// Signals and uncut work take turns on one queue, which also guards the variables.
  private final class State: @unchecked Sendable {
    let queue = DispatchQueue(label: "latent.interruption")
    private var sources: [any DispatchSourceSignal] = []
    private var isStoppable = false
    private var wasRequested = false

    var isRequested: Bool { queue.sync { wasRequested } }

    func setStoppable(_ value: Bool) {
      queue.sync { isStoppable = value }
    }

    func listen() {
      for number in [SIGINT, SIGTERM] {
        // The source sees the signal only when its default action is off.
        _ = signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: queue)
        source.setEventHandler { [self] in handle() }
        source.resume()
        sources.append(source)
      }
    }

    private func handle() {
      if isStoppable {
        if !wasRequested { say("stopping at the next step …") }
        wasRequested = true
      } else {
        say("interrupted.")
        _exit(ExitStatus.interrupted.rawValue)
      }
    }

    /// On a terminal the line begins after the "^C" and the progress bar.
    private func say(_ text: String) {
      Console.remark((isatty(STDERR_FILENO) == 1 ? "\n" : "") + "latent: " + text)
    }
  }
}
