/// Latents in rows and columns, to be decoded into a sheet of samples.
public struct LatentGrid: Hashable, Sendable {
  /// The number of rows.
  public let rows: Int

  /// The number of columns.
  public let columns: Int

  /// The latents, row after row.
  public let latents: LatentBatch

  /// A grid of latents that come row after row.
  public init(rows: Int, columns: Int, latents: LatentBatch) {
    require(
      rows > 0 && columns > 0 && latents.count == rows * columns,
      "A grid of \(rows) × \(columns) cannot be made from \(latents.count) latents.")
    self.rows = rows
    self.columns = columns
    self.latents = latents
  }

  /// The latent at a row and a column.
  public subscript(row: Int, column: Int) -> LatentVector {
    require(
      row >= 0 && row < rows && column >= 0 && column < columns,
      "There is no place (\(row), \(column)) in a grid of \(rows) × \(columns).")
    return latents[row * columns + column]
  }

  /// A gradient between four corners, which stand in the grid's corners bit for bit.
  ///
  /// The left and right sides go from top to bottom, then each row from left to right.
  public static func gradient(
    topLeft: LatentVector, topRight: LatentVector, bottomLeft: LatentVector,
    bottomRight: LatentVector, rows: Int, columns: Int,
    along interpolation: Interpolation = .spherical
  ) -> LatentGrid {
    requireSize(rows, columns)
    let left = topLeft.path(to: bottomLeft, count: rows, along: interpolation)
    let right = topRight.path(to: bottomRight, count: rows, along: interpolation)
    let latents = interpolation.points(from: left, to: right, count: rows * columns) { place in
      let (row, column) = (place / columns, place % columns)
      return (row, row, columns == 1 ? 0 : Float(Double(column) / Double(columns - 1)))
    }
    return LatentGrid(rows: rows, columns: columns, latents: latents)
  }

  /// A gradient whose fourth corner completes the analogy of the other three: a J-diagram.
  ///
  /// Top left is A, top right B, bottom left C, bottom right B + C − A (White 2016).
  public static func analogy(
    _ a: LatentVector, _ b: LatentVector, _ c: LatentVector, rows: Int, columns: Int,
    along interpolation: Interpolation = .spherical
  ) -> LatentGrid {
    gradient(
      topLeft: a, topRight: b, bottomLeft: c, bottomRight: b + c - a, rows: rows,
      columns: columns, along: interpolation)
  }

  /// Anchors on a lattice with interpolation between them, of any size: a MINE grid.
  ///
  /// Anchors come row after row, and stand every `spacing` places from the top left corner on; there
  /// must be enough to reach past the last row and column: ⌈(rows − 1)/spacing⌉ + 1 rows of
  /// ⌈(columns − 1)/spacing⌉ + 1 anchors (White 2016, for sizes k · spacing + 1 only).
  public static func lattice(
    anchors: LatentBatch, rows: Int, columns: Int, spacing: Int,
    along interpolation: Interpolation = .spherical
  ) -> LatentGrid {
    requireSize(rows, columns)
    let size = anchorCounts(rows: rows, columns: columns, spacing: spacing)
    require(
      anchors.count == size.rows * size.columns,
      "A lattice of \(rows) × \(columns) with spacing \(spacing) needs \(size.rows) × "
        + "\(size.columns) anchors, but has \(anchors.count).")
    var latents = LatentBatch(dimension: anchors.dimension)
    for row in 0..<rows {
      let (upper, down) = (row / spacing, Float(row % spacing) / Float(spacing))
      let lower = down == 0 ? upper : upper + 1
      for column in 0..<columns {
        let (left, over) = (column / spacing, Float(column % spacing) / Float(spacing))
        let right = over == 0 ? left : left + 1
        func side(_ index: Int) -> LatentVector {
          interpolation.point(
            from: anchors[upper * size.columns + index],
            to: anchors[lower * size.columns + index], at: down)
        }
        latents.append(interpolation.point(from: side(left), to: side(right), at: over))
      }
    }
    return LatentGrid(rows: rows, columns: columns, latents: latents)
  }

  /// How many rows and columns of anchors a lattice needs.
  public static func anchorCounts(
    rows: Int, columns: Int, spacing: Int
  ) -> (rows: Int, columns: Int) {
    requireSize(rows, columns)
    require(spacing > 0, "The spacing of anchors must be above zero, but is \(spacing).")
    return ((rows - 1 + spacing - 1) / spacing + 1, (columns - 1 + spacing - 1) / spacing + 1)
  }

  /// The whole of a two-dimensional latent space, as the prior sees it (Kingma and Welling 2013).
  ///
  /// Places are the prior's quantiles at the midpoints of even steps of probability: the first
  /// coordinate grows to the right, the second upwards.
  public static func manifold(rows: Int, columns: Int) -> LatentGrid {
    requireSize(rows, columns)
    func quantile(_ step: Int, of count: Int) -> Float {
      Float(Elementary.normalQuantile((Double(step) + 0.5) / Double(count)))
    }
    var latents = LatentBatch(dimension: 2)
    for row in 0..<rows {
      for column in 0..<columns {
        latents.append([quantile(column, of: columns), quantile(rows - 1 - row, of: rows)])
      }
    }
    return LatentGrid(rows: rows, columns: columns, latents: latents)
  }

  static func requireSize(_ rows: Int, _ columns: Int) {
    require(
      rows > 0 && columns > 0, "A grid needs a row and a column, but got \(rows) × \(columns).")
  }
}

extension LatentDecoder {
  /// The samples of a grid, row after row.
  public func decode(_ grid: LatentGrid) throws(Failure) -> [Sample] {
    try decode(grid.latents)
  }
}
