/// How far long work has come: a bar on a terminal, plain lines in a pipe, nothing in the first
/// second.
package struct ProgressMeter {
  package enum Style: Sendable, Equatable {
    case bar(columns: Int)
    case lines
    case silent
  }

  private let label: String
  private var total: Int
  private let unit: String
  private let style: Style
  private let now: () -> Double
  private let write: (String) -> Void
  private let start: Double
  private var lastDrawn: Double
  private var isDrawn = false

  /// A meter for `total` units of work that begins now.
  package init(
    _ label: String, total: Int, unit: String, style: Style,
    now: @escaping () -> Double = monotonicSeconds,
    write: @escaping (String) -> Void = Console.writeRemark
  ) {
    self.label = label
    self.total = max(1, total)
    self.unit = unit
    self.style = style
    self.now = now
    self.write = write
    start = now()
    lastDrawn = -.infinity
  }

  /// The style for standard error.
  package static func style(isQuiet: Bool) -> Style {
    if isQuiet { return .silent }
    let terminal = Terminal(descriptor: 2)
    return terminal.isTerminal ? .bar(columns: terminal.columns) : .lines
  }

  /// Tells how many units are done; draws ten times a second at most, a line every five seconds and, in long work, less often.
  package mutating func advance(to done: Int) {
    let time = now()
    switch style {
    case .silent: return
    case .bar(let columns):
      guard time - start >= 1, time - lastDrawn >= 0.1 else { return }
      write("\r" + bar(done, elapsed: time - start, columns: columns) + "\u{1B}[K")
    case .lines:
      guard time - start >= 1, time - lastDrawn >= max(5, (time - start) / 10) else { return }
      write(line(done, elapsed: time - start) + "\n")
    }
    lastDrawn = time
    isDrawn = true
  }

  /// The same when the total is known only now.
  package mutating func advance(to done: Int, of total: Int) {
    self.total = max(1, total)
    advance(to: done)
  }

  /// Takes the bar off the terminal, so that something else can be written; the next `advance`
  /// draws it again.
  package mutating func clear() {
    guard isDrawn, case .bar = style else { return }
    write("\r\u{1B}[K")
    isDrawn = false
    lastDrawn = -.infinity
  }

  // MARK: - Text

  private func bar(_ done: Int, elapsed: Double, columns: Int) -> String {
    let text = figures(done, elapsed: elapsed)
    let room = min(40, columns - label.count - text.count - 7)
    guard room >= 5 else { return String("\(label)  \(text)".prefix(max(0, columns - 1))) }
    let eighths = done.clamped(0, total) * room * 8 / total
    let (full, part) = (eighths / 8, eighths % 8)
    let partial = part == 0 ? "" : String(Array("▏▎▍▌▋▊▉")[part - 1])
    let cells = String(repeating: "█", count: full) + partial
    return "\(label)  ▕\(cells.padded(to: room))▏  \(text)"
  }

  private func line(_ done: Int, elapsed: Double) -> String {
    "\(label): \(done) of \(total) \(unit), \(figures(done, elapsed: elapsed))"
  }

  /// `45 %  1.2k steps/s  0:12 left`
  private func figures(_ done: Int, elapsed: Double) -> String {
    let done = done.clamped(0, total)
    let percent = done * 100 / total
    guard done > 0, elapsed > 0 else { return "\(percent) %" }
    let rate = Double(done) / elapsed
    let remaining = Double(total - done) / rate
    return "\(percent) %  \(shortNumber(rate)) \(unit)/s  \(clockText(remaining)) left"
  }
}

extension Int {
  fileprivate func clamped(_ low: Int, _ high: Int) -> Int { Swift.min(Swift.max(self, low), high) }
}

extension String {
  fileprivate func padded(to width: Int) -> String {
    self + String(repeating: " ", count: Swift.max(0, width - count))
  }
}
