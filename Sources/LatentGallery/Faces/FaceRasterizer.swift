extension FaceCanvas {
  /// Which triangles of a pass are drawn, by the side that faces the camera.
  enum Facing {
    case outside, inside, both
  }

  private static let farthest: Float = -1e9

  /// What a pass draws over.
  enum Ground {
    /// Nothing: every triangle is nearer.
    case nothing
    /// The solid parts, behind which nothing shows.
    case solid
    /// The inside of the mouth, whatever its depth; elsewhere nothing shows.
    case mouth
  }

  /// Begins a pass over what has been drawn before.
  func beginPass(over ground: Ground) {
    let count = side * side
    triangle.update(repeating: -1, count: count)
    switch ground {
    case .nothing: nearest.update(repeating: Self.farthest, count: count)
    case .solid: nearest.update(from: depth, count: count)
    case .mouth:
      for index in 0..<count { nearest[index] = mouth[index] > 0 ? Self.farthest : .infinity }
    }
  }

  /// Draws triangles; at equal depth the earlier one stays.
  ///
  /// - Parameters:
  ///   - triangles: corners as indices of vertices.
  ///   - facing: which sides are drawn.
  func rasterize(_ triangles: ArraySlice<Triangle>, _ pose: FacePose, facing: Facing) {
    pose.screen.withUnsafeBufferPointer { screen in
      pose.depth.withUnsafeBufferPointer { depth in
        triangles.withUnsafeBufferPointer { triangles in
          for index in 0..<triangles.count {
            rasterize(
              triangles[index], Int32(truncatingIfNeeded: index), screen, depth, facing)
          }
        }
      }
    }
  }

  @inline(__always)
  private func rasterize(
    _ corners: Triangle, _ number: Int32, _ screen: UnsafeBufferPointer<SIMD2<Double>>,
    _ depths: UnsafeBufferPointer<Float>, _ facing: Facing
  ) {
    let (i, j, k) = (Int(corners.a), Int(corners.b), Int(corners.c))
    let (a, b, c) = (screen[i], screen[j], screen[k])
    let area = (b.y - c.y) * (a.x - c.x) + (c.x - b.x) * (a.y - c.y)
    // The picture's y points down, so that a triangle seen from outside has a negative area.
    switch facing {
    case .both: if area == 0 { return }
    case .outside: if area >= 0 { return }
    case .inside: if area <= 0 { return }
    }
    // Samples whose centres can lie inside; all numbers are cut to the picture before they become
    // whole ones, and those that are not numbers fail the comparison.
    let last = Double(side - 1)
    let lowX = max(min(a.x, b.x, c.x) - 0.5, 0)
    let lowY = max(min(a.y, b.y, c.y) - 0.5, 0)
    let highX = min(max(a.x, b.x, c.x) - 0.5, last)
    let highY = min(max(a.y, b.y, c.y) - 0.5, last)
    guard lowX <= highX, lowY <= highY else { return }
    // Rounded up, as they are not negative.
    var left = Int(lowX)
    if Double(left) < lowX { left += 1 }
    var top = Int(lowY)
    if Double(top) < lowY { top += 1 }
    let right = Int(highX)
    let bottom = Int(highY)
    if left > right || top > bottom { return }

    let inverse = 1 / area
    let (ux, uy) = ((b.y - c.y) * inverse, (c.x - b.x) * inverse)
    let (vx, vy) = ((c.y - a.y) * inverse, (a.x - c.x) * inverse)
    let (za, zb, zc) = (depths[i], depths[j], depths[k])
    let near = max(za, zb, zc)
    func draw(_ u: Double, _ v: Double, _ place: Int) {
      let (p, q) = (Float(u), Float(v))
      let z = p * za + q * zb + (1 - p - q) * zc
      if z > nearest[place] {
        nearest[place] = z
        triangle[place] = number
        weights[place] = SIMD2(p, q)
      }
    }
    for y in top...bottom {
      let dy = Double(y) + 0.5 - c.y
      let (startU, startV) = (uy * dy, vy * dy)
      var place = y &* side &+ left
      let end = y &* side &+ right
      // Two neighbours at a time.
      var dx = SIMD2(Double(left) + 0.5 - c.x, Double(left) + 1.5 - c.x)
      while place <= end {
        // Much is hidden, and that is known before anything is worked out. The canvas has room for
        // one more at its end.
        if nearest[place] < near || nearest[place + 1] < near {
          let u = ux * dx + startU
          let v = vx * dx + startV
          // The signs of all three in one comparison, which the processor cannot guess; adding 0
          // makes −0 positive.
          let (u0, v0, w) = (u + 0, v + 0, 1 - u - v)
          let first = u0.x.bitPattern | v0.x.bitPattern | w.x.bitPattern
          let second = u0.y.bitPattern | v0.y.bitPattern | w.y.bitPattern
          if first >> 63 == 0 { draw(u.x, v.x, place) }
          if second >> 63 == 0, place < end { draw(u.y, v.y, place + 1) }
        }
        place &+= 2
        dx += 2
      }
    }
  }
}
