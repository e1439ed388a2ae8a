import LatentData

/// What the colours of a map mean: squares with names behind them, in rows below the map.
package struct MapLegend {
  package let entries: [(name: String, color: Picture.Color)]

  /// Groups without a name need no legend.
  package init(_ entries: [(name: String, color: Picture.Color)]) {
    self.entries = entries.filter { !$0.name.isEmpty }
  }

  /// The rows on white, as wide as the map; nil when there is nothing to name, when a name is wider
  /// than the map, or when the rows would take more than a quarter of its height.
  package func picture(for size: Int) -> Picture? {
    let scale = size < 560 ? 1 : 2
    let (line, margin) = (scale * TinyText.height, 4 * scale)
    let widths = entries.map { line + margin + scale * TinyText.width($0.name) }
    guard let widest = widths.max(), widest + 2 * margin <= size else { return nil }
    var places: [(x: Int, y: Int)] = []
    var (x, y) = (margin, margin)
    for width in widths {
      if x + width + margin > size { (x, y) = (margin, y + line + margin) }
      places.append((x, y))
      x += width + 3 * margin
    }
    let height = y + line + margin
    guard height <= size / 4 else { return nil }
    var rows = Picture(width: size, height: height, kind: .rgb, color: .white)
    for (entry, place) in zip(entries, places) {
      let square = Picture(width: line, height: line, kind: .rgb, color: entry.color)
      rows.draw(square, x: place.x, y: place.y)
      let name = TinyText.picture(entry.name).scaled(by: scale).converted(to: .rgb)
      rows.draw(name, x: place.x + line + margin, y: place.y)
    }
    return rows
  }
}
