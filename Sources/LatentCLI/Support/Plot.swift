/// A plot of lines or points, written as SVG.
package struct Plot: Sendable {
  /// Points of one colour: joined, or each a dot.
  package struct Series: Sendable {
    package var name: String
    package var points: [(x: Double, y: Double)]
    package var isLine: Bool

    package init(_ name: String, points: [(x: Double, y: Double)], isLine: Bool = true) {
      self.name = name
      self.points = points.filter { $0.x.isFinite && $0.y.isFinite }
      self.isLine = isLine
    }
  }

  package var title: String
  package var xLabel: String
  package var yLabel: String
  package var series: [Series]
  /// The height of the plot; its width is 720.
  package var height = 440.0
  /// Whether x counts something, so that only whole numbers are marked.
  package var countsX = false

  package init(_ title: String, x: String, y: String, series: [Series]) {
    self.title = title
    xLabel = x
    yLabel = y
    self.series = series
  }

  /// Colours that colour-blind readers can tell apart (Okabe and Ito 2008).
  package static let colors = [
    "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b4c9a", "#8c6d31",
    "#7f7f7f", "#000000",
  ]

  private static let width = 720.0
  private static let (left, right, top, bottom) = (72.0, 16.0, 40.0, 52.0)

  /// The plot as an SVG document.
  package var svg: String { Self.svg([self]) }

  /// Several plots below one another, as an SVG document that may say how it was made.
  package static func svg(_ plots: [Plot], recipe: Recipe? = nil) -> String {
    let height = number(plots.reduce(0) { $0 + $1.height })
    var lines = [
      "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 \(height)\" width=\"720\" "
        + "height=\"\(height)\" font-family=\"system-ui, sans-serif\" font-size=\"13\" "
        + "role=\"img\">",
      "<title>\(escaped(plots.first?.title ?? ""))</title>",
      "<rect width=\"720\" height=\"\(height)\" fill=\"#ffffff\"/>",
    ]
    if let recipe { lines.insert(recipe.metadata, at: 2) }
    var top = 0.0
    for plot in plots {
      lines +=
        top == 0
        ? plot.elements
        : ["<g transform=\"translate(0 \(number(top)))\">"] + plot.elements + ["</g>"]
      top += plot.height
    }
    return (lines + ["</svg>"]).joined(separator: "\n") + "\n"
  }

  /// What is drawn, without the document around it.
  private var elements: [String] {
    let (x, y) = (
      Axis(series.flatMap { $0.points.map(\.x) }, smallestStep: countsX ? 1 : 0),
      Axis(series.flatMap { $0.points.map(\.y) })
    )
    func place(_ point: (x: Double, y: Double)) -> (Double, Double) {
      (
        Self.left + x.part(point.x) * (Self.width - Self.left - Self.right),
        height - Self.bottom - y.part(point.y) * (height - Self.top - Self.bottom)
      )
    }
    var lines = [
      text(title, at: (Self.left, 24), "font-size=\"15\" font-weight=\"600\"")
    ]
    for tick in x.ticks {
      let (place, _) = place((tick, y.low))
      lines.append(Self.rule(place, Self.top, place, height - Self.bottom))
      lines.append(
        text(x.text(tick), at: (place, height - Self.bottom + 18), "text-anchor=\"middle\""))
    }
    for tick in y.ticks {
      let (_, place) = place((x.low, tick))
      lines.append(Self.rule(Self.left, place, Self.width - Self.right, place))
      lines.append(text(y.text(tick), at: (Self.left - 8, place + 4), "text-anchor=\"end\""))
    }
    lines.append(
      text(
        xLabel, at: ((Self.left + Self.width - Self.right) / 2, height - 12),
        "text-anchor=\"middle\""))
    lines.append(
      text(
        yLabel, at: (0, 0),
        "text-anchor=\"middle\" transform=\"translate(16 \(Self.number((Self.top + height - Self.bottom) / 2))) rotate(-90)\""
      ))
    for (index, series) in series.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      let points = series.points.map { place($0) }
      if series.isLine {
        let path = points.map { "\(Self.number($0.0)),\(Self.number($0.1))" }.joined(separator: " ")
        lines.append(
          "<polyline points=\"\(path)\" fill=\"none\" stroke=\"\(color)\" stroke-width=\"2\" "
            + "stroke-linejoin=\"round\"/>")
      } else {
        lines.append("<g fill=\"\(color)\" fill-opacity=\"0.7\">")
        lines += points.map {
          "<circle cx=\"\(Self.number($0.0))\" cy=\"\(Self.number($0.1))\" r=\"2.5\"/>"
        }
        lines.append("</g>")
      }
    }
    return lines + legend
  }

  /// The names of the series: beside the title where they fit, else within the plot.
  private var legend: [String] {
    guard series.count > 1 else { return [] }
    // Letters of 13 pixels are about 7 wide.
    let widths = series.map { Double($0.name.count) * 7 + 28 }
    let isBeside =
      widths.reduce(0, +) + Double(title.count) * 9 < Self.width - Self.left - Self.right
    var (right, y) = (Self.width - Self.right, isBeside ? 24 : Self.top + 14)
    var lines: [String] = []
    for (index, series) in series.enumerated() {
      let color = Self.colors[index % Self.colors.count]
      lines.append(
        "<rect x=\"\(Self.number(right - 12))\" y=\"\(Self.number(y - 9))\" "
          + "width=\"10\" height=\"10\" fill=\"\(color)\"/>")
      lines.append(text(series.name, at: (right - 18, y), "text-anchor=\"end\""))
      if isBeside { right -= widths[index] } else { y += 18 }
    }
    return lines
  }

  private func text(_ words: String, at place: (Double, Double), _ style: String) -> String {
    "<text x=\"\(Self.number(place.0))\" y=\"\(Self.number(place.1))\" fill=\"#222222\" \(style)>"
      + escaped(words) + "</text>"
  }

  private static func rule(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) -> String {
    "<line x1=\"\(number(x1))\" y1=\"\(number(y1))\" x2=\"\(number(x2))\" y2=\"\(number(y2))\" "
      + "stroke=\"#e2e2e2\"/>"
  }

  private static func number(_ value: Double) -> String {
    value == value.rounded() ? "\(Int(value))" : fixed(value, decimals: 1)
  }
}

/// The range of one axis, and round numbers on it.
package struct Axis: Sendable {
  package let low: Double
  package let high: Double
  package let ticks: [Double]
  private let decimals: Int

  /// Takes in all values; a range around the value when there is only one.
  ///
  /// - Parameter smallestStep: the least distance of two ticks, such as 1 for what is counted.
  package init(_ values: [Double], smallestStep: Double = 0) {
    var low = values.min() ?? 0
    var high = values.max() ?? 1
    if low == high { (low, high) = (low - 0.5, high + 0.5) }
    // The largest of 1, 2 and 5 times a power of ten that gives five ticks or so.
    var step = 1.0
    let rough = (high - low) / 5
    while step > rough { step /= 10 }
    while step * 10 <= rough { step *= 10 }
    if step * 5 <= rough { step *= 5 } else if step * 2 <= rough { step *= 2 }
    step = max(step, smallestStep)
    self.low = low
    self.high = high
    var ticks: [Double] = []
    var count = (low / step).rounded(.up)
    while count * step <= high + 1e-9 * step, ticks.count < 20 {
      ticks.append(count * step)
      count += 1
    }
    self.ticks = ticks
    var (decimals, unit) = (0, step)
    while unit < 0.999, decimals < 9 {
      unit *= 10
      decimals += 1
    }
    self.decimals = decimals
  }

  /// Where a value lies between the ends, from 0 to 1.
  package func part(_ value: Double) -> Double { (value - low) / (high - low) }

  package func text(_ tick: Double) -> String { fixed(tick, decimals: decimals) }
}
