import Foundation

/// Lines over the numbers 1, 2, 3, …, such as losses over epochs.
///
///     display(plot: ["training": losses, "unseen": others], x: "epoch", y: "loss", id: "curve")
///
/// Under an id it can be shown again in a loop, and grows in its place.
public struct NotebookPlot: NotebookDisplayable, Sendable {
  /// The lines' names.
  public let names: [String]

  /// The values of each line; what is not finite is left out.
  public let lines: [[Double]]

  /// What the numbers 1, 2, 3, … count.
  public let x: String

  /// What the values are.
  public let y: String

  /// Makes a plot of named lines, in their order.
  public init(_ lines: KeyValuePairs<String, [Double]>, x: String = "", y: String = "") {
    names = lines.map(\.key)
    self.lines = lines.map(\.value)
    self.x = x
    self.y = y
  }

  // Colours that colour-blind readers can tell apart (Okabe and Ito 2008).
  private static let colors = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9"]

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
      return "\(short(across)),\(short(240 - 210 * (value - low) / room))"
    }
    var parts = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 640 280\" width=\"640\" "
        + "height=\"280\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#222222\">",
      "<rect width=\"640\" height=\"280\" fill=\"#ffffff\"/>",
      "<path d=\"M70 30H550M70 240H550\" stroke=\"#dddddd\"/>",
      "<text x=\"70\" y=\"18\">\(escaped(y))</text>",
      "<text x=\"62\" y=\"34\" text-anchor=\"end\">\(short(high))</text>",
      "<text x=\"62\" y=\"244\" text-anchor=\"end\">\(short(low))</text>",
      "<text x=\"70\" y=\"264\">1</text>",
      "<text x=\"550\" y=\"264\" text-anchor=\"end\">\(escaped(x)) \(count)</text>",
    ]
    for (number, line) in lines.enumerated() {
      let color = Self.colors[number % Self.colors.count]
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

/// Shows lines over the numbers 1, 2, 3, …, in place of what the cell showed under the same id.
public func display(
  plot lines: KeyValuePairs<String, [Double]>, x: String = "", y: String = "", id: String? = nil
) {
  display(NotebookPlot(lines, x: x, y: y), id: id)
}
