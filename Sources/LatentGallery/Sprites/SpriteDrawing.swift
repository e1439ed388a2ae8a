import Latents

extension SpriteFactors {
  /// The picture: the shape in its colour on black, 32 × 32, with smooth edges.
  ///
  /// Each pixel is covered as far as six by six points of it lie inside the shape. Only exact
  /// operations and this package's own sine and cosine are used: the same bytes on every machine.
  public var picture: Picture {
    let side = Self.side
    let points = 6
    let color = Self.color(hue: hue)
    let radians = angle * (Double.pi / 180)
    let (sin, cos) = (Elementary.sin(radians), Elementary.cos(radians))
    let (centerX, centerY) = (x * Double(side), y * Double(side))
    let radius = size * Double(side)
    let outline = shape.outline
    let step = 1 / Double(points)
    var picture = Picture(width: side, height: side, kind: .rgb)
    // No shape leaves its circle.
    let rows = Self.pixels(around: centerY, radius)
    let columns = Self.pixels(around: centerX, radius)
    for row in rows {
      for column in columns {
        var inside = 0
        for j in 0..<points {
          let dy = (Double(row) + (Double(j) + 0.5) * step - centerY) / radius
          for i in 0..<points {
            let dx = (Double(column) + (Double(i) + 0.5) * step - centerX) / radius
            // Turned back, with y up.
            let u = cos * dx + sin * dy
            let v = sin * dx - cos * dy
            if outline.contains(u, v) { inside += 1 }
          }
        }
        if inside == 0 { continue }
        let cover = Double(inside) / Double(points * points)
        for channel in 0..<3 {
          picture[x: column, y: row, channel: channel] = UInt8(color[channel] * cover * 255 + 0.5)
        }
      }
    }
    return picture
  }

  /// Full colours from red over yellow, green and cyan to blue.
  private static func color(hue: Double) -> SIMD3<Double> {
    let sector = min(max(hue, 0), 1) * 4
    let red = 2 - sector
    let green = min(sector, 4 - sector)
    let blue = sector - 2
    return SIMD3(red, green, blue).clamped(lowerBound: .zero, upperBound: .one)
  }

  private static func pixels(around center: Double, _ radius: Double) -> Range<Int> {
    let low = max(0, min(Double(side), (center - radius).rounded(.down)))
    let high = max(low, min(Double(side), (center + radius).rounded(.up)))
    return Int(low)..<Int(high)
  }
}

extension SpriteFactors.Shape {
  /// What of the plane the shape covers.
  package var outline: Outline {
    switch self {
    case .arrow:
      Outline(x: 0, y: 0.0003, area: 1.316) { x, y in
        y > 0.05 ? abs(x) <= 0.8 * (1 - y) : y >= -0.94 && abs(x) <= 0.3
      }
    case .drop:
      // A disc, and the tangents from the tip to it.
      Outline(x: 0, y: -0.1701, area: 1.4571) { x, y in
        let low = y + 0.35
        if x * x + low * low <= 0.36 { return true }
        return y >= -0.0833 && y <= 1 && abs(x) <= 0.4963 * (1 - y)
      }
    case .flag:
      Outline(x: -0.0701, y: 0.2252, area: 1.167) { x, y in
        if y < -0.85 || y > 0.85 { return false }
        return abs(x + 0.36) <= 0.15 || (y >= -0.05 && x >= -0.5 && x <= 0.52)
      }
    case .heart:
      // (x² + y² − 1)³ = x² y³, enlarged.
      Outline(x: 0, y: 0.1276, area: 1.9799) { x, y in
        let (u, v) = (x * 1.36, y * 1.36 + 0.12)
        let ring = u * u + v * v - 1
        return ring * ring * ring <= u * u * v * v * v
      }
    case .moon:
      Outline(x: -0.3444, y: 0, area: 1.596) { x, y in
        let right = x - 0.5
        return x * x + y * y <= 0.96 && right * right + y * y > 0.55
      }
    }
  }

  /// A shape about its centre of mass, y pointing up.
  ///
  /// Every shape covers as much, 0.86: so the place and the size of a sprite are what one sees of it,
  /// and not where its outline was begun. The flag, whose corners are the farthest, touches the circle
  /// of radius 1; no other shape leaves it.
  package struct Outline {
    private let x, y, scale: Double
    private let isInside: (_ x: Double, _ y: Double) -> Bool

    /// A shape as it is easiest to write, with its centre of mass and its area.
    fileprivate init(
      x: Double, y: Double, area: Double, isInside: @escaping (Double, Double) -> Bool
    ) {
      (self.x, self.y, self.isInside) = (x, y, isInside)
      scale = (area / 0.86).squareRoot()
    }

    /// Whether a point lies inside of the shape.
    package func contains(_ x: Double, _ y: Double) -> Bool {
      isInside(x * scale + self.x, y * scale + self.y)
    }
  }
}
