import LatentData

/// Rows of pictures with a name before each row, and perhaps one above each column where there is room.
package struct LabeledSheet {
  /// The rows, each with its name; empty names of all rows take no place.
  package var rows: [(name: String, pictures: [Picture])]
  /// The names above the columns; empty when there are none.
  package var columns: [String]

  package init(rows: [(name: String, pictures: [Picture])], columns: [String] = []) {
    self.rows = rows
    self.columns = columns
  }

  /// The sheet: black text on white, pictures enlarged by whole pixels.
  ///
  /// - Parameters:
  ///   - scale: how many pixels wide each pixel of a picture is drawn.
  ///   - textScale: the same for the text.
  package func picture(scale: Int, textScale: Int = 2) -> Picture {
    let gap = 2 * scale
    let all = rows.flatMap(\.pictures)
    let cellWidth = scale * (all.map(\.width).max() ?? 1)
    let cellHeight = scale * (all.map(\.height).max() ?? 1)
    let names = rows.map { $0.name }
    let textWidth = textScale * (names.map(TinyText.width).max() ?? 0)
    // Names that are wider than a column would run into the next.
    let room = cellWidth + gap - 2 * textScale
    let columns = columns.contains { textScale * TinyText.width($0) > room } ? [] : columns
    let left = gap + (textWidth > 0 ? textWidth + gap + 2 * textScale : 0)
    let textHeight = textScale * TinyText.height
    let top = gap + (columns.isEmpty ? 0 : textHeight + gap + textScale)
    let rowHeight = max(cellHeight, names.allSatisfy(\.isEmpty) ? 0 : textHeight)
    let width = rows.map(\.pictures.count).max() ?? 0
    let kind = all.contains { $0.kind != .grey } ? Picture.Kind.rgb : .grey
    var sheet = Picture(
      width: left + max(1, width) * (cellWidth + gap),
      height: top + max(1, rows.count) * (rowHeight + gap), kind: kind, color: .white)
    func write(_ text: String, x: Int, y: Int) {
      if text.isEmpty { return }
      let label = TinyText.picture(text).scaled(by: textScale).converted(to: kind)
      sheet.draw(label, x: x, y: y)
    }
    for (column, name) in columns.prefix(width).enumerated() {
      write(name, x: left + column * (cellWidth + gap), y: gap)
    }
    for (row, line) in rows.enumerated() {
      let y = top + row * (rowHeight + gap)
      write(line.name, x: gap, y: y + (rowHeight - textHeight) / 2)
      for (column, picture) in line.pictures.enumerated() {
        let cell = picture.converted(to: kind).scaled(by: scale)
        sheet.draw(
          cell, x: left + column * (cellWidth + gap) + (cellWidth - cell.width) / 2,
          y: y + (rowHeight - cell.height) / 2)
      }
    }
    return sheet
  }
}
