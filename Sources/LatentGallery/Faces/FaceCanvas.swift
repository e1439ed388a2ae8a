import Latents

/// Memory for one picture on the way, kept from picture to picture.
///
/// A picture is worked out at three samples per pixel and direction; `side` counts samples.
final class FaceCanvas {
  let side: Int
  /// Light of each sample: red, green, blue; the fourth number is unused.
  let light: UnsafeMutablePointer<SIMD4<Float>>
  /// How near the solid parts are.
  let depth: UnsafeMutablePointer<Float>
  /// How much of the mouth's inside is seen.
  let mouth: UnsafeMutablePointer<Float>
  /// How near the nearest triangle of the present pass is.
  let nearest: UnsafeMutablePointer<Float>
  /// The number of that triangle, −1 for none.
  let triangle: UnsafeMutablePointer<Int32>
  /// The weights of its first and second corner.
  let weights: UnsafeMutablePointer<SIMD2<Float>>
  /// The samples that triangles cover, as they were found.
  let fragments: UnsafeMutablePointer<Int32>
  /// Some of them: those of one part.
  let chosen: UnsafeMutablePointer<Int32>

  /// Memory for pictures of a size in pixels.
  init(size: Int) {
    side = 3 * size
    let count = side * side
    light = .allocate(capacity: count)
    depth = .allocate(capacity: count)
    mouth = .allocate(capacity: count)
    nearest = .allocate(capacity: count + 1)
    triangle = .allocate(capacity: count)
    weights = .allocate(capacity: count)
    fragments = .allocate(capacity: count)
    chosen = .allocate(capacity: count)
    light.initialize(repeating: .zero, count: count)
    depth.initialize(repeating: 0, count: count)
    mouth.initialize(repeating: 0, count: count)
    nearest.initialize(repeating: 0, count: count + 1)
    triangle.initialize(repeating: -1, count: count)
    weights.initialize(repeating: .zero, count: count)
    fragments.initialize(repeating: 0, count: count)
    chosen.initialize(repeating: 0, count: count)
  }

  deinit {
    light.deallocate()
    depth.deallocate()
    mouth.deallocate()
    nearest.deallocate()
    triangle.deallocate()
    weights.deallocate()
    fragments.deallocate()
    chosen.deallocate()
  }

  /// Lists the covered samples: those of triangles below a number from the front of `fragments`,
  /// the others from its back.
  func findFragments(below limit: Int32) -> (front: Int, back: Int) {
    let count = side * side
    var (front, back) = (0, 0)
    for index in 0..<count {
      let number = triangle[index]
      if number < 0 { continue }
      if number < limit {
        fragments[front] = Int32(truncatingIfNeeded: index)
        front += 1
      } else {
        back += 1
        fragments[count - back] = Int32(truncatingIfNeeded: index)
      }
    }
    return (front, back)
  }

  /// Lists those of some samples that are covered by triangles of a range.
  func choose(_ samples: UnsafePointer<Int32>, _ count: Int, of range: Range<Int>) -> Int {
    var found = 0
    for index in 0..<count where range.contains(Int(triangle[Int(samples[index])])) {
      chosen[found] = samples[index]
      found += 1
    }
    return found
  }

  /// Calls a body with four samples at a time and what is to be seen there.
  @inline(__always)
  func forEach(
    _ samples: UnsafePointer<Int32>, _ count: Int, _ source: FragmentSource,
    _ body: (UnsafePointer<Int32>, Int, Fragments) -> Void
  ) {
    for start in stride(from: 0, to: count, by: 4) {
      let block = samples + start
      let blockCount = min(4, count - start)
      body(block, blockCount, source.fragments(block, count: blockCount, self))
    }
  }

  /// Remembers how near the solid parts are, and that no inside of a mouth has been seen.
  func keepDepth() {
    depth.update(from: nearest, count: side * side)
    mouth.update(repeating: 0, count: side * side)
  }

  /// Remembers how much of the mouth's inside four samples show.
  @inline(__always)
  func keepMouth(_ samples: UnsafePointer<Int32>, count: Int, _ share: Lanes) {
    if share == .zero { return }
    for lane in 0..<count { mouth[Int(samples[lane])] = share[lane] }
  }

  /// How much of the mouth's inside four samples show.
  @inline(__always)
  func mouths(_ samples: UnsafePointer<Int32>, count: Int) -> Lanes {
    var share = Lanes.zero
    for lane in 0..<count { share[lane] = mouth[Int(samples[lane])] }
    return share
  }

  /// A smooth backdrop of one hue, lighter behind the head.
  func fillBackdrop(_ face: FaceFactors) {
    let h = Float(face.backgroundHue * 6)
    let hue = SIMD4(abs(h - 3) - 1, 2 - abs(h - 2), 2 - abs(h - 4), 0).clamped
    let color = Float(face.backgroundLight) * (0.78 + 0.22 * hue)
    let linear = color * color
    let step = 1 / Float(side)
    for row in 0..<side {
      let y = (Float(row) + 0.5) * step - 0.5
      for column in 0..<side {
        let x = (Float(column) + 0.5) * step - 0.5
        let glow = 1.10 - 0.75 * (x * x + (y + 0.05) * (y + 0.05))
        light[row * side + column] = linear * (glow * glow)
      }
    }
  }

  /// Four samples take their light.
  @inline(__always)
  func set(_ samples: UnsafePointer<Int32>, count: Int, _ color: Lanes3) {
    light[Int(samples[0])] = SIMD4(color.x.x, color.y.x, color.z.x, 0)
    if count > 1 { light[Int(samples[1])] = SIMD4(color.x.y, color.y.y, color.z.y, 0) }
    if count > 2 { light[Int(samples[2])] = SIMD4(color.x.z, color.y.z, color.z.z, 0) }
    if count > 3 { light[Int(samples[3])] = SIMD4(color.x.w, color.y.w, color.z.w, 0) }
  }

  /// Four samples take part of a light over what they had.
  @inline(__always)
  func blend(_ samples: UnsafePointer<Int32>, count: Int, _ color: Lanes3, _ share: Lanes) {
    func mix(_ place: Int, _ new: SIMD4<Float>, _ share: Float) {
      let old = light[place]
      light[place] = old + (new - old) * share
    }
    mix(Int(samples[0]), SIMD4(color.x.x, color.y.x, color.z.x, 0), share.x)
    if count > 1 { mix(Int(samples[1]), SIMD4(color.x.y, color.y.y, color.z.y, 0), share.y) }
    if count > 2 { mix(Int(samples[2]), SIMD4(color.x.z, color.y.z, color.z.z, 0), share.z) }
    if count > 3 { mix(Int(samples[3]), SIMD4(color.x.w, color.y.w, color.z.w, 0), share.w) }
  }

  /// The picture: three by three samples averaged in linear light, square roots, rounded.
  func developed() -> Picture {
    let size = side / 3
    let bytes = [UInt8](unsafeUninitializedCapacity: size * size * 3) { bytes, count in
      for y in 0..<size {
        for x in 0..<size {
          var sum = SIMD4<Float>.zero
          for row in 0..<3 {
            let start = (3 * y + row) * side + 3 * x
            for column in 0..<3 { sum += light[start + column].clamped }
          }
          let value = (sum / 9).squareRoots * 255 + 0.5
          let place = 3 * (y * size + x)
          bytes[place] = UInt8(value.x)
          bytes[place + 1] = UInt8(value.y)
          bytes[place + 2] = UInt8(value.z)
        }
      }
      count = size * size * 3
    }
    return Picture(width: size, height: size, kind: .rgb, bytes: bytes)
  }
}
