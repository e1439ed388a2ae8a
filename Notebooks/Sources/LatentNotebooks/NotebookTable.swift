import Foundation

/// A table, shown with its columns aligned.
///
///     display(table: ["digit", "count"], rows: [[0, 980], [1, 1135]])
public struct NotebookTable: NotebookDisplayable, CustomStringConvertible, Sendable {
  /// The columns' names.
  public let header: [String]

  /// The cells, row by row; a short row leaves its last columns empty.
  public let rows: [[String]]

  /// Makes a table; each value is shown as `print` would.
  public init(_ header: [String], rows: [[Any]]) {
    self.header = header
    self.rows = rows.map { $0.map { "\($0)" } }
  }

  private var columnCount: Int { rows.reduce(header.count) { max($0, $1.count) } }

  private func cell(_ row: [String], _ column: Int) -> String {
    column < row.count ? row[column] : ""
  }

  /// Numbers stand right, so that their digits do.
  private func isNumeric(_ column: Int) -> Bool {
    rows.allSatisfy { cell($0, column).isEmpty || Double(cell($0, column)) != nil }
  }

  /// The table as plain text, columns two spaces apart.
  public var description: String {
    let columns = 0..<columnCount
    let lines = [header] + rows
    let widths = columns.map { column in lines.map { cell($0, column).count }.max() ?? 0 }
    let numeric = columns.map(isNumeric)
    return lines.map { line in
      columns.map { column in
        let text = cell(line, column)
        let padding = String(repeating: " ", count: widths[column] - text.count)
        return numeric[column] ? padding + text : text + padding
      }
      .joined(separator: "  ")
    }
    .joined(separator: "\n")
  }

  /// The table as HTML; as text its description.
  public var notebookContents: NotebookContents {
    let columns = 0..<columnCount
    let numeric = columns.map(isNumeric)
    func line(_ tag: String, _ cells: [String]) -> String {
      let parts = columns.map { column in
        "<\(tag) style=\"text-align: \(numeric[column] ? "right" : "left")\">"
          + "\(escaped(cell(cells, column)))</\(tag)>"
      }
      return "<tr>\(parts.joined())</tr>"
    }
    let html =
      ["<table>", line("th", header)] + rows.map { line("td", $0) } + ["</table>"]
    return NotebookContents(
      ["text/html": Data(html.joined(separator: "\n").utf8)], text: description)
  }
}

/// Shows a table; each value is shown as `print` would.
public func display(table header: [String], rows: [[Any]]) {
  display(NotebookTable(header, rows: rows))
}
