import LatentSpace

extension Picture {
  /// The picture with every pixel repeated `factor` times in both directions.
  public func scaled(by factor: Int) -> Picture {
    require(factor >= 1, "A picture cannot be scaled by the factor \(factor); use 1 or more.")
    if factor == 1 { return self }
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count * factor * factor)
    let rowBytes = width * channels
    for row in 0..<height {
      var line: [UInt8] = []
      line.reserveCapacity(rowBytes * factor)
      for pixel in 0..<width {
        let offset = row * rowBytes + pixel * channels
        for _ in 0..<factor { line.append(contentsOf: bytes[offset..<(offset + channels)]) }
      }
      for _ in 0..<factor { result.append(contentsOf: line) }
    }
    return Picture(width: width * factor, height: height * factor, kind: kind, bytes: result)
  }

  /// The picture with a frame of equal thickness around it.
  public func bordered(by thickness: Int, color: Color = .black) -> Picture {
    require(thickness >= 0, "A border cannot be \(thickness) pixels thick.")
    let kind = color.leastKind.channels > channels ? color.leastKind : kind
    var result = Picture(
      width: width + 2 * thickness, height: height + 2 * thickness, kind: kind, color: color)
    result.draw(converted(to: kind), x: thickness, y: thickness)
    return result
  }

  /// A part of the picture; traps when it reaches outside.
  public func cropped(x: Int, y: Int, width newWidth: Int, height newHeight: Int) -> Picture {
    require(
      x >= 0 && y >= 0 && newWidth > 0 && newHeight > 0 && x <= width - newWidth
        && y <= height - newHeight,
      "The part (\(x), \(y)) of \(newWidth) × \(newHeight) is not inside a picture of "
        + "\(width) × \(height).")
    let rowBytes = newWidth * channels
    let part = [UInt8](unsafeUninitializedCapacity: rowBytes * newHeight) { buffer, count in
      bytes.withUnsafeBufferPointer { bytes in
        for row in 0..<newHeight {
          let source = ((y + row) * width + x) * channels
          (buffer.baseAddress! + row * rowBytes).initialize(
            from: bytes.baseAddress! + source, count: rowBytes)
        }
      }
      count = rowBytes * newHeight
    }
    return Picture(width: newWidth, height: newHeight, kind: kind, bytes: part)
  }

  /// The picture at another size, each new pixel the mean of the area it covers (box filter).
  ///
  /// Proportions may change. Where the picture grows, pixels become blocks with mixed borders. With
  /// transparency, colours are weighted by alpha, so that hidden colours do not bleed.
  public func resized(width newWidth: Int, height newHeight: Int) -> Picture {
    require(
      newWidth > 0 && newHeight > 0,
      "A picture cannot be resized to \(newWidth) × \(newHeight).")
    if newWidth == width && newHeight == height { return self }
    let columns = Self.boxWeights(from: width, to: newWidth)
    let rows = Self.boxWeights(from: height, to: newHeight)
    let total = UInt64(width) * UInt64(height)
    var result = Picture(width: newWidth, height: newHeight, kind: kind)
    var sums = [UInt64](repeating: 0, count: channels)
    for (y, row) in rows.enumerated() {
      for (x, column) in columns.enumerated() {
        for channel in sums.indices { sums[channel] = 0 }
        for (j, rowWeight) in row.weights.enumerated() {
          for (i, columnWeight) in column.weights.enumerated() {
            let offset = ((row.start + j) * width + column.start + i) * channels
            var weight = rowWeight * columnWeight
            if kind == .rgba {
              weight *= UInt64(bytes[offset + 3])
              sums[3] += weight
            }
            for channel in 0..<min(channels, 3) {
              sums[channel] += weight * UInt64(bytes[offset + channel])
            }
          }
        }
        let offset = (y * newWidth + x) * channels
        // Integers only: the result is the same on every machine.
        let divisor = kind == .rgba ? sums[3] : total
        for channel in 0..<min(channels, 3) where divisor > 0 {
          result.bytes[offset + channel] = UInt8((sums[channel] + divisor / 2) / divisor)
        }
        if kind == .rgba { result.bytes[offset + 3] = UInt8((sums[3] + total / 2) / total) }
      }
    }
    return result
  }

  /// The picture made fit for a model: centre cut to the proportions, resized, converted.
  ///
  /// - Parameters:
  ///   - newWidth: the width wanted, in pixels.
  ///   - newHeight: the height wanted, in pixels.
  ///   - kind: the kind wanted; the picture's own if nil.
  ///   - background: what shows through transparent pixels when transparency is given up.
  public func fitted(
    width newWidth: Int, height newHeight: Int, kind: Kind? = nil, background: Color = .white
  ) -> Picture {
    require(
      newWidth > 0 && newHeight > 0,
      "A picture cannot be fitted to \(newWidth) × \(newHeight).")
    var cutWidth = width
    var cutHeight = height
    if width * newHeight > height * newWidth {
      cutWidth = max(1, height * newWidth / newHeight)
    } else {
      cutHeight = max(1, width * newHeight / newWidth)
    }
    return cropped(
      x: (width - cutWidth) / 2, y: (height - cutHeight) / 2, width: cutWidth, height: cutHeight
    )
    .resized(width: newWidth, height: newHeight)
    .converted(to: kind ?? self.kind, background: background)
  }

  /// For each new position, the old positions it covers and by how much; weights sum to `old`.
  private static func boxWeights(
    from old: Int, to new: Int
  ) -> [(start: Int, weights: [UInt64])] {
    (0..<new).map { position in
      // In units of 1 / new of an old pixel: the new pixel covers [position · old, + old).
      let low = position * old
      let high = low + old
      let start = low / new
      let end = (high + new - 1) / new
      return (
        start,
        (start..<end).map { UInt64(min(high, ($0 + 1) * new) - max(low, $0 * new)) }
      )
    }
  }
}
