import LatentData
import LatentExplorerPage
import Latents

/// A model's card as one page: no script, nothing loaded from anywhere, light and dark.
struct ReportPage {
  /// A drawing of the page: SVG as it is, or a picture.
  struct Figure {
    let title: String
    let caption: String
    /// An `svg` or `img` element.
    let element: String
    /// What the style sheet calls its kind: a sheet of small pictures, a map or a plot.
    let kind: String
    /// Names of the groups that the colours of a map show.
    var legend: [String] = []

    init(_ title: String, _ caption: String, svg: String) {
      self.title = title
      self.caption = caption
      element = svg
      kind = "plot"
    }

    init(_ title: String, _ caption: String, picture: Picture, colors: Int, kind: String) {
      self.title = title
      self.caption = caption
      self.kind = kind
      let data = Base64.encode(PNG.encode(picture, colors: colors))
      element =
        "<img src=\"data:image/png;base64,\(data)\" alt=\"\(escaped(title))\" "
        + "width=\"\(picture.width)\" height=\"\(picture.height)\">"
    }
  }

  let card: ModelCard
  let maps: [Figure]
  /// The loss curve, where the epochs are known.
  let curve: Figure?
  let colors: Int

  var html: String {
    """
    <!DOCTYPE html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    img-src data:; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <title>\(escaped(card.name)) · latent report</title>
    <style>
    \(Self.tokens)\(Self.style)
    </style>
    </head>
    <body>
    <header>
    <h1>\(escaped(card.name))</h1>
    <p>\(escaped(subtitle))</p>
    </header>
    <main>
    \(sections.joined(separator: "\n"))
    </main>
    <footer><p>Written by latent report. The same model, data and seed give the same figures.</p></footer>
    </body>
    </html>

    """
  }

  private var subtitle: String {
    card.entry.map { "A model of \($0.summary)" } ?? "A model of \(card.dataName)"
  }

  // MARK: - Sections

  private var sections: [String] {
    let verdict = card.verdict
    var sections = [
      section(
        "What it is",
        Self.table("What it is", [], card.facts.map { [$0.0, $0.1] }, isHeaded: true)
          + (card.command.map { "<pre><code>\(Self.command($0))</code></pre>" } ?? ""))
    ]
    sections.append(
      "<div class=\"pair\">"
        + section("Good for", Self.list(verdict.merits), kind: "good")
        + section("Not good for", Self.list(verdict.faults), kind: "bad")
        + "</div>")
    sections += card.sheets.all.prefix(2).map(sheet)
    sections.append(figures)
    if !card.attributes.isEmpty { sections.append(attributes) }
    sections += card.sheets.all.dropFirst(2).map(sheet)
    sections += (maps + (curve.map { [$0] } ?? [])).map(figure)
    return sections
  }

  private var figures: String {
    let kept = card.figures.isHeldOut ? "kept from training" : "it may have been trained on"
    var content =
      "<p>On \(counted(card.figures.sampleCount, "sample")) \(kept); intervals hold the true value "
      + "with 95 %.</p>"
      + Self.table("Figures", ["figure", "value", "interval"] + card.beforeHeader, card.figureRows)
    if let rows = card.distanceRows {
      content +=
        "<h3>Fréchet distance to held-out pictures</h3>"
        + Self.table("Fréchet distances", ["pictures", "value"] + card.beforeHeader, rows)
    }
    content += "<h3>KL of each dimension, nats</h3>" + divergences
    if !card.classRows.isEmpty {
      content +=
        "<h3>Classes read off the latents</h3>"
        + Self.table("Classes", ModelCard.classHeader, card.classRows.map(Self.named))
    }
    return section("Figures", content)
  }

  private var attributes: String {
    let isKnown = card.attributes.contains { $0.truth != nil }
    return section(
      "Attributes",
      "<p>\(escaped(ModelCard.attributeStory + (isKnown ? " " + ModelCard.truthStory : "")))</p>"
        + Self.table("Attributes", card.attributeHeader, card.attributeRows.map(Self.named)))
  }

  /// Bars of the dimensions' divergences, largest first.
  private var divergences: String {
    let values = card.figures.divergence.ranking.map {
      ($0, card.figures.divergence.dimensions[$0].value)
    }
    let largest = max(values.first?.1 ?? 0, .leastNormalMagnitude)
    let step = 720.0 / Double(max(1, values.count))
    let bars = values.enumerated().map { place, value in
      let height = 120 * max(0, value.1) / largest
      return "<rect x=\"\(fixed(Double(place) * step, decimals: 1))\" "
        + "y=\"\(fixed(122 - height, decimals: 1))\" width=\"\(fixed(0.8 * step, decimals: 1))\" "
        + "height=\"\(fixed(max(height, 1), decimals: 1))\"><title>z\(value.0): "
        + "\(fixed(value.1, decimals: 2))</title></rect>"
    }
    return "<svg class=\"bars\" viewBox=\"0 0 720 124\" role=\"img\" aria-label=\"From "
      + "\(fixed(values.first?.1 ?? 0, decimals: 2)) down to "
      + "\(fixed(values.last?.1 ?? 0, decimals: 2))\">\(bars.joined())</svg>"
  }

  private func sheet(_ sheet: ModelSheets.Sheet) -> String {
    figure(
      Figure(sheet.title, sheet.caption, picture: sheet.picture, colors: colors, kind: "sheet"))
  }

  private func figure(_ figure: Figure) -> String {
    section(
      figure.title,
      "<p>\(Self.text(figure.caption))</p>\(Self.legend(figure.legend))"
        + Self.scroll(figure.title, "<div class=\"\(figure.kind)\">\(figure.element)</div>"))
  }

  private static func legend(_ names: [String]) -> String {
    guard names.count > 1 else { return "" }
    return "<ul class=\"legend\">"
      + names.enumerated().map { index, name in
        "<li><svg width=\"10\" height=\"10\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">"
          + "<circle cx=\"5\" cy=\"5\" r=\"5\" fill=\"\(Plot.colors[index % Plot.colors.count])\"/>"
          + "</svg>\(escaped(name.replacing("_", with: " ")))</li>"
      }.joined() + "</ul>"
  }

  private func section(_ title: String, _ content: String, kind: String = "") -> String {
    "<section\(kind.isEmpty ? "" : " class=\"\(kind)\"")><h2>\(escaped(title))</h2>\(content)</section>"
  }

  // MARK: - Parts

  private static func list(_ sentences: [String]) -> String {
    guard !sentences.isEmpty else { return "<p>Nothing that these figures show.</p>" }
    return "<ul>"
      + named(sentences).map { "<li>\(text($0.prefix(1).uppercased() + $0.dropFirst()))</li>" }
      .joined()
      + "</ul>"
  }

  /// A row whose names of attributes are words, as the explorer writes them.
  private static func named(_ row: [String]) -> [String] {
    row.map { $0.replacing("_", with: " ") }
  }

  /// Text with true minus signs before numbers, and no line that begins with a per cent sign.
  private static func text(_ text: String) -> String {
    escaped(withMinusSigns(text).replacing(" %", with: "\u{a0}%"))
  }

  /// A command whose options stay whole where its lines break.
  private static func command(_ text: String) -> String {
    text.split(separator: " ", omittingEmptySubsequences: false).map { word in
      word.hasPrefix("-") ? "<span>\(escaped(String(word)))</span>" : escaped(String(word))
    }.joined(separator: " ")
  }

  /// What may be wider than the page; named, as it can have the focus.
  private static func scroll(_ name: String, _ content: String) -> String {
    "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"\(escaped(name))\">"
      + "\(content)</div>"
  }

  /// A table whose first column names the rows.
  private static func table(
    _ name: String, _ header: [String], _ rows: [[String]], isHeaded: Bool = false
  ) -> String {
    let head =
      header.isEmpty
      ? ""
      : "<thead><tr>" + header.map { "<th scope=\"col\">\(escaped($0))</th>" }.joined()
        + "</tr></thead>"
    let body = rows.map { row in
      "<tr><th scope=\"row\">\(escaped(row[0]))</th>"
        + row.dropFirst().map { "<td>\(text($0))</td>" }.joined() + "</tr>"
    }
    return scroll(
      name,
      "<table\(isHeaded ? " class=\"facts\"" : "")>\(head)<tbody>\(body.joined())</tbody></table>")
  }

  // MARK: - Style

  /// The explorer's colours, as the reader's system has it: a page without script has no switch.
  private static let tokens: String = {
    let style = ExplorerPage.style
    let end = style.firstRange(of: "* {")?.lowerBound ?? style.endIndex
    let dark = style[..<end].firstRange(of: ":root[data-theme=\"dark\"]")
    guard let dark else { return String(style[..<end]) }
    return style[..<dark.lowerBound] + "@media (prefers-color-scheme: dark) {\n:root"
      + style[dark.upperBound..<end] + "}\n"
  }()

  private static let style = """
    * { box-sizing: border-box; }
    body {
      margin: 0 auto; max-width: 880px; padding: 40px 24px 56px; background: var(--ground);
      color: var(--ink);
      font: 15px/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif;
      font-variant-numeric: tabular-nums;
    }
    h1, h2, h3, p, ul { margin: 0; padding: 0; }
    h1 { font-size: 30px; line-height: 1.15; letter-spacing: -.02em; font-weight: 650; }
    header p { color: var(--soft); font-size: 17px; margin-top: 4px; }
    h2 { font-size: 17px; letter-spacing: -.01em; font-weight: 600; margin-bottom: 10px; }
    h3 { font-size: 14px; font-weight: 600; margin: 22px 0 6px; }
    section {
      margin-top: 20px; padding: 20px 22px 22px; background: var(--card);
      border: 1px solid var(--line); border-radius: var(--radius); min-width: 0;
    }
    section > p { color: var(--soft); margin-bottom: 12px; max-width: 68ch; }
    .pair { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(300px, 100%), 1fr)); gap: 0 20px; }
    .good h2 { color: var(--good); } .bad h2 { color: var(--bad); }
    ul { list-style: none; display: grid; gap: 8px; }
    li { padding-left: 14px; border-left: 2px solid var(--line); overflow-wrap: anywhere; }
    .good li { border-color: var(--good); } .bad li { border-color: var(--bad); }
    .legend { display: flex; flex-wrap: wrap; gap: 4px 16px; margin-bottom: 12px; font-size: 13px; }
    .legend li { display: flex; align-items: center; gap: 6px; padding: 0; border: 0; }
    /* Shadows at the sides from which there is more to see. */
    .scroll {
      overflow-x: auto; background:
        linear-gradient(90deg, var(--card) 30%, transparent) 0 0 / 40px 100% no-repeat local,
        linear-gradient(270deg, var(--card) 30%, transparent) 100% 0 / 40px 100% no-repeat local,
        linear-gradient(90deg, rgb(0 0 0 / .22), transparent) 0 0 / 12px 100% no-repeat scroll,
        linear-gradient(270deg, rgb(0 0 0 / .22), transparent) 100% 0 / 12px 100% no-repeat scroll;
    }
    .scroll:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
    table { border-collapse: collapse; width: 100%; font-size: 14px; }
    th, td { padding: 6px 14px 6px 0; text-align: right; border-top: 1px solid var(--line); white-space: nowrap; }
    th:first-child { text-align: left; } th { font-weight: 500; }
    tbody th { white-space: normal; overflow-wrap: break-word; min-width: 92px; }
    thead th { border-top: 0; color: var(--soft); font-size: 13px; }
    td:last-child, th:last-child { padding-right: 0; }
    .facts td { text-align: left; white-space: normal; overflow-wrap: anywhere; width: 100%; }
    .facts th { color: var(--soft); vertical-align: top; white-space: nowrap; }
    pre {
      margin: 14px 0 0; padding: 12px 14px; background: var(--sunk); border-radius: 12px;
      white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; line-height: 1.5;
    }
    pre span { white-space: nowrap; }
    code { font-family: ui-monospace, "SF Mono", Menlo, Consolas, monospace; }
    img, svg { display: block; max-width: 100%; height: auto; border-radius: 10px; }
    img { background: #fff; margin: 0 auto; }
    /* Small pictures as large as there is room for, and their names never too small to read. */
    .sheet { width: max-content; min-width: 100%; }
    .sheet img { max-width: none; min-width: 100%; image-rendering: pixelated; }
    @media (prefers-color-scheme: dark) {
      .sheet img, .map img { filter: brightness(.82); }
      .plot svg { filter: invert(.92) hue-rotate(180deg); }
    }
    .bars { width: 100%; fill: var(--accent); border-radius: 0; }
    footer { margin-top: 28px; color: var(--soft); font-size: 13px; }
    @media (max-width: 520px) {
      body { padding: 24px 14px 40px; } section { padding: 16px 16px 18px; }
      table { font-size: 13px; } th, td { padding-right: 10px; white-space: normal; }
    }
    """
}
