import Foundation

/// Lines over whole numbers that follow one another, such as losses over epochs.
///
///     display(plot: ["training": losses, "unseen": others], x: "epoch", y: "loss", id: "curve")
///
/// Under an id it can be shown again in a loop, and grows in its place.
public struct NotebookPlot: NotebookDisplayable, Sendable {
  /// The lines' names.
  public let names: [String]

  /// The values of each line; what is not finite is left out.
  public let lines: [[Double]]

  /// What the numbers count.
  public let x: String

  /// What the values are.
  public let y: String

  /// The number of the first value.
  public let start: Int

  /// Makes a plot of named lines, in their order.
  public init(
    _ lines: KeyValuePairs<String, [Double]>, x: String = "", y: String = "", from start: Int = 1
  ) {
    names = lines.map(\.key)
    self.lines = lines.map(\.value)
    self.x = x
    self.y = y
    self.start = start
  }

  /// The plot as SVG; as text its last values.
  public var notebookContents: NotebookContents {
    NotebookContents(["image/svg+xml": Data(svg.utf8)], text: text)
  }

  private var text: String {
    zip(names, lines).map { "\($0): \($1.last.map(short) ?? "nothing yet")" }
      .joined(separator: ", ")
  }

  private var svg: String {
    let values = lines.joined().filter(\.isFinite)
    let (low, high) = (values.min() ?? 0, values.max() ?? 1)
    let room = high > low ? high - low : 1
    let count = max(2, lines.map(\.count).max() ?? 0)
    func place(_ index: Int, _ value: Double) -> String {
      let across = 70 + 480 * Double(index) / Double(count - 1)
      return "\(short(across)),\(short(height(value)))"
    }
    func height(_ value: Double) -> Double { 240 - 210 * (value - low) / room }
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 280\" width=\"640\" "
        + "height=\"280\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222222\">",
      "<rect width=\"640\" height=\"280\" fill=\"#ffffff\"/>",
      "<text x=\"70\" y=\"18\">\(escaped(y))</text>",
      "<text x=\"70\" y=\"264\">\(start)</text>",
      "<text x=\"550\" y=\"264\" text-anchor=\"end\">\(escaped(x)) \(start + count - 1)</text>",
    ]
    for tick in Self.ticks(from: low, to: low + room) {
      let y = short(height(tick))
      parts.append("<path d=\"M70 \(y)H550\" stroke=\"#dddddd\"/>")
      parts.append(
        "<text x=\"62\" y=\"\(short(height(tick) + 4))\" text-anchor=\"end\">\(short(tick))</text>")
    }
    for (number, line) in lines.enumerated() {
      let color = notebookColors[number % notebookColors.count]
      let points = line.enumerated().filter(\.element.isFinite).map { place($0, $1) }
      parts.append(
        "<polyline points=\"\(points.joined(separator: " "))\" fill=\"none\" "
          + "stroke=\"\(color)\" stroke-width=\"2\"/>")
      parts.append(
        "<text x=\"560\" y=\"\(44 + 18 * number)\" fill=\"\(color)\">"
          + "\(escaped(names[number]))</text>")
    }
    return (parts + ["</svg>"]).joined(separator: "\n")
  }

  /// Round numbers between two others: multiples of 1, 2 or 5 times a power of ten, five of them at most.
  private static func ticks(from low: Double, to high: Double) -> [Double] {
    let least = (high - low) / 5
    let unit = pow(10, log10(least).rounded(.down))
    guard unit.isNormal else { return [] }
    let step = unit * ([1, 2, 5].first { $0 * unit >= least } ?? 10)
    let (first, last) = ((low / step - 1e-9).rounded(.up), (high / step + 1e-9).rounded(.down))
    return stride(from: first, through: last, by: 1).map { $0 * step }
  }

  /// At most two decimals, and none where they would be zero.
  private func short(_ value: Double) -> String {
    guard abs(value) < 1e15 else { return "\(value)" }
    let hundredths = Int((abs(value) * 100).rounded())
    let sign = value < 0 && hundredths > 0 ? "-" : ""
    let (whole, rest) = hundredths.quotientAndRemainder(dividingBy: 100)
    if rest == 0 { return "\(sign)\(whole)" }
    return "\(sign)\(whole).\(rest < 10 ? "0" : "")\(rest % 10 == 0 ? rest / 10 : rest)"
  }
}

/// Shows lines over whole numbers, in place of what the cell showed under the same id.
public func display(
  plot lines: KeyValuePairs<String, [Double]>, x: String = "", y: String = "", from start: Int = 1,
  id: String? = nil
) {
  display(NotebookPlot(lines, x: x, y: y, from: start), id: id)
}
