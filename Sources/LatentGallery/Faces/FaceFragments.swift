/// Four covered samples with what their triangles' corners say, interpolated.
struct Fragments {
  let rest: Lanes3
  let openness: Lanes
  let normal: Lanes3
  let lips: Lanes
  let position: Lanes3
  /// On skin how much this is inside of the mouth, on hair the pattern of strands.
  let pattern: Lanes

  /// 1 where skin is the inside of the mouth.
  @inline(__always)
  var cavity: Lanes { pattern.smoothstep(0.35, 0.75) }
}

/// What fragments are interpolated from: the corners of triangles, four numbers at a time.
struct FragmentSource {
  /// Rest position and openness.
  let rest: UnsafePointer<SIMD4<Float>>
  /// Normal and lips.
  let normals: UnsafePointer<SIMD4<Float>>
  /// Turned position and pattern.
  let positions: UnsafePointer<SIMD4<Float>>
  /// The triangles of the pass.
  let triangles: UnsafePointer<Triangle>

  /// The fragments of up to four samples of a list; the last one repeats when there are fewer.
  @inline(__always)
  func fragments(_ samples: UnsafePointer<Int32>, count: Int, _ canvas: FaceCanvas) -> Fragments {
    let (a, b) = (corner(samples[0], canvas), corner(samples[min(1, count - 1)], canvas))
    let (c, d) = (
      corner(samples[min(2, count - 1)], canvas), corner(samples[min(3, count - 1)], canvas)
    )
    return Fragments(
      rest: Lanes3(
        Lanes(a.rest.x, b.rest.x, c.rest.x, d.rest.x),
        Lanes(a.rest.y, b.rest.y, c.rest.y, d.rest.y),
        Lanes(a.rest.z, b.rest.z, c.rest.z, d.rest.z)),
      openness: Lanes(a.rest.w, b.rest.w, c.rest.w, d.rest.w),
      normal: Lanes3(
        Lanes(a.normal.x, b.normal.x, c.normal.x, d.normal.x),
        Lanes(a.normal.y, b.normal.y, c.normal.y, d.normal.y),
        Lanes(a.normal.z, b.normal.z, c.normal.z, d.normal.z)
      ).unit,
      lips: Lanes(a.normal.w, b.normal.w, c.normal.w, d.normal.w),
      position: Lanes3(
        Lanes(a.position.x, b.position.x, c.position.x, d.position.x),
        Lanes(a.position.y, b.position.y, c.position.y, d.position.y),
        Lanes(a.position.z, b.position.z, c.position.z, d.position.z)),
      pattern: Lanes(a.position.w, b.position.w, c.position.w, d.position.w))
  }

  @inline(__always)
  private func corner(
    _ sample: Int32, _ canvas: FaceCanvas
  ) -> (rest: SIMD4<Float>, normal: SIMD4<Float>, position: SIMD4<Float>) {
    let triangle = triangles[Int(canvas.triangle[Int(sample)])]
    let weights = canvas.weights[Int(sample)]
    let (i, j, k) = (Int(triangle.a), Int(triangle.b), Int(triangle.c))
    let (u, v) = (weights.x, weights.y)
    let w = 1 - u - v
    return (
      u * rest[i] + v * rest[j] + w * rest[k],
      u * normals[i] + v * normals[j] + w * normals[k],
      u * positions[i] + v * positions[j] + w * positions[k]
    )
  }
}
