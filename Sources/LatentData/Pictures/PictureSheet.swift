import LatentSpace

extension Picture {
  /// Lays pictures side by side in one row.
  ///
  /// - Parameters:
  ///   - pictures: at least one; smaller ones are centred in cells as large as the largest.
  ///   - gap: pixels between neighbours, before scaling.
  ///   - background: the colour of gaps and of what smaller pictures leave free.
  ///   - scale: how many pixels each pixel becomes in both directions, at least 1.
  public init(
    strip pictures: some Collection<Picture>, gap: Int = 2, background: Color = .white,
    scale: Int = 1
  ) {
    self.init(
      sheet: pictures, columns: pictures.count, gap: gap, background: background, scale: scale)
  }

  /// Lays pictures out in rows, left to right and top to bottom.
  ///
  /// The sheet is grey when all pictures and the background are; otherwise it has colour, and
  /// transparency when any picture or the background has.
  ///
  /// - Parameters:
  ///   - pictures: at least one; smaller ones are centred in cells as large as the largest.
  ///   - columns: the number of pictures in a row, at least 1; the last row may be shorter.
  ///   - gap: pixels between neighbours, before scaling.
  ///   - background: the colour of gaps and of what smaller pictures leave free.
  ///   - scale: how many pixels each pixel becomes in both directions, at least 1.
  public init(
    sheet pictures: some Collection<Picture>, columns: Int, gap: Int = 2,
    background: Color = .white, scale: Int = 1
  ) {
    require(!pictures.isEmpty, "A sheet needs at least one picture.")
    require(columns > 0, "A sheet needs at least one column, not \(columns).")
    require(gap >= 0, "The gap between pictures cannot be \(gap) pixels.")
    let columns = min(columns, pictures.count)
    let rows = (pictures.count + columns - 1) / columns
    let cellWidth = pictures.reduce(0) { max($0, $1.width) }
    let cellHeight = pictures.reduce(0) { max($0, $1.height) }
    let kind = pictures.reduce(background.leastKind) {
      $0.channels >= $1.channels ? $0 : $1.kind
    }
    var sheet = Picture(
      width: columns * (cellWidth + gap) - gap, height: rows * (cellHeight + gap) - gap,
      kind: kind, color: background)
    for (index, picture) in pictures.enumerated() {
      sheet.draw(
        picture.converted(to: kind),
        x: index % columns * (cellWidth + gap) + (cellWidth - picture.width) / 2,
        y: index / columns * (cellHeight + gap) + (cellHeight - picture.height) / 2)
    }
    self = sheet.scaled(by: scale)
  }

  /// Lays out a grid with the originals of its corners beside it: shoulders (White 2016).
  ///
  /// What stands in a grid's corners is what the model makes of the originals; beside each other
  /// they show how much it keeps.
  ///
  /// - Parameters:
  ///   - pictures: the grid's pictures, row after row.
  ///   - columns: the number of pictures in a row.
  ///   - shoulders: originals of the corners top left, top right, bottom left and bottom right, in
  ///     this order; the last ones may be missing, as in an analogy, whose fourth corner has none.
  ///   - gap: pixels between neighbours, before scaling; twice as many beside the shoulders.
  ///   - background: the colour of gaps and of places without a picture.
  ///   - scale: how many pixels each pixel becomes in both directions, at least 1.
  public init(
    sheet pictures: some Collection<Picture>, columns: Int, shoulders: [Picture], gap: Int = 2,
    background: Color = .white, scale: Int = 1
  ) {
    require(
      shoulders.count <= 4, "A grid has four corners, but \(shoulders.count) shoulders were given.")
    let grid = Picture(sheet: pictures, columns: columns, gap: gap, background: background)
    let cellWidth = shoulders.reduce(0) { max($0, $1.width) }
    let cellHeight = shoulders.reduce(0) { max($0, $1.height) }
    let kind = shoulders.reduce(grid.kind) { $0.channels >= $1.channels ? $0 : $1.kind }
    let margin = shoulders.isEmpty ? 0 : cellWidth + 2 * gap
    var sheet = Picture(
      width: grid.width + 2 * margin, height: max(grid.height, cellHeight), kind: kind,
      color: background)
    for (corner, shoulder) in shoulders.enumerated() {
      sheet.draw(
        shoulder.converted(to: kind),
        x: corner % 2 == 0 ? 0 : sheet.width - shoulder.width,
        y: corner / 2 == 0 ? 0 : sheet.height - shoulder.height)
    }
    sheet.draw(grid.converted(to: kind), x: margin, y: 0)
    self = sheet.scaled(by: scale)
  }

  /// Cuts a sheet without gaps into pictures of equal size, left to right and top to bottom.
  ///
  /// - Returns: as many whole pictures as fit; pixels that remain at the right and bottom are left.
  public func cells(width cellWidth: Int, height cellHeight: Int) -> [Picture] {
    require(
      cellWidth > 0 && cellHeight > 0, "A cell cannot have the size \(cellWidth) × \(cellHeight).")
    var cells: [Picture] = []
    for row in 0..<(height / cellHeight) {
      for column in 0..<(width / cellWidth) {
        cells.append(
          cropped(
            x: column * cellWidth, y: row * cellHeight, width: cellWidth, height: cellHeight))
      }
    }
    return cells
  }

  /// Copies a whole picture of the same kind to a place inside this one, without blending.
  package mutating func draw(_ picture: Picture, x: Int, y: Int) {
    require(
      picture.kind == kind && x >= 0 && y >= 0 && x + picture.width <= width
        && y + picture.height <= height,
      "A \(picture) picture does not fit into a \(self) picture at (\(x), \(y)).")
    let rowBytes = picture.width * channels
    for row in 0..<picture.height {
      let target = ((y + row) * width + x) * channels
      let source = row * rowBytes
      bytes.replaceSubrange(
        target..<(target + rowBytes), with: picture.bytes[source..<(source + rowBytes)])
    }
  }
}
