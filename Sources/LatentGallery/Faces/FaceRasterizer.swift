extension FaceCanvas {
  static let farthest: Float = -1e9

  /// Which triangles of a pass are drawn, by the side that faces the camera.
  enum Facing {
    case outside, inside, both
  }

  /// Begins a pass in which nothing is nearer than `limit`; nil puts everything before nothing.
  func beginPass(behind limit: UnsafeMutablePointer<Float>?) {
    let count = side * side
    triangle.update(repeating: -1, count: count)
    if let limit {
      nearest.update(from: limit, count: count)
    } else {
      nearest.update(repeating: -1e9, count: count)
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
            draw(triangles[index], Int32(truncatingIfNeeded: index), screen, depth, facing)
          }
        }
      }
    }
  }

  @inline(__always)
  private func draw(
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
    for y in top...bottom {
      let dy = Double(y) + 0.5 - c.y
      let row = y * side
      for x in left...right where nearest[row + x] < near {
        let dx = Double(x) + 0.5 - c.x
        let u = ux * dx + uy * dy
        let v = vx * dx + vy * dy
        guard u >= 0, v >= 0, 1 - u - v >= 0 else { continue }
        let (p, q) = (Float(u), Float(v))
        let z = p * za + q * zb + (1 - p - q) * zc
        if z > nearest[row + x] {
          nearest[row + x] = z
          triangle[row + x] = number
          weights[row + x] = SIMD2(p, q)
        }
      }
    }
  }
}
