import Latents

/// A rotation about the middle of the head.
struct FaceRotation {
  /// The images of the three axes; the fourth numbers are 0.
  let x: SIMD4<Float>
  let y: SIMD4<Float>
  let z: SIMD4<Float>

  /// First to the side, then up or down, then tilted.
  init(yaw: Double, pitch: Double, roll: Double) {
    let (sy, cy) = Self.sincos(yaw)
    let (sp, cp) = Self.sincos(pitch)
    let (sr, cr) = Self.sincos(roll)
    // Columns of Rz · Rx · Ry.
    x = SIMD4<Float>(
      SIMD4<Double>(cr * cy - sr * sp * sy, sr * cy + cr * sp * sy, -cp * sy, 0))
    y = SIMD4<Float>(SIMD4<Double>(-sr * cp, cr * cp, sp, 0))
    z = SIMD4<Float>(
      SIMD4<Double>(cr * sy + sr * sp * cy, sr * sy - cr * sp * cy, cp * cy, 0))
  }

  @inline(__always)
  func callAsFunction(_ v: SIMD4<Float>) -> SIMD4<Float> { v.x * x + v.y * y + v.z * z }

  /// Taylor polynomials: within 1e-7 of the truth below 1 radian, and the same bits everywhere.
  private static func sincos(_ x: Double) -> (sin: Double, cos: Double) {
    let q = x * x
    let sin = x * (1 - q / 6 * (1 - q / 20 * (1 - q / 42 * (1 - q / 72))))
    let cos = 1 - q / 2 * (1 - q / 12 * (1 - q / 30 * (1 - q / 56)))
    return (sin, cos)
  }
}

/// A face in front of the camera: its vertices as the picture sees them.
struct FacePose {
  let turn: FaceRotation
  /// Turned positions; the fourth number is the head's pattern.
  let view: [SIMD4<Float>]
  /// Turned normals of the parts that are drawn; the fourth number tells lips.
  let normals: [SIMD4<Float>]
  /// Where vertices fall in the picture, in samples from its upper left corner.
  let screen: [SIMD2<Double>]
  /// How near vertices are: the greater, the nearer.
  let depth: [Float]

  /// - Parameters:
  ///   - parts: the parts that are drawn.
  ///   - samples: the side of the picture in samples.
  init(_ head: FaceHead, _ face: FaceFactors, _ parts: [FaceHead.Part], samples: Int) {
    let shape = FaceShape(head, face)
    let turn = FaceRotation(yaw: face.yaw, pitch: face.pitch, roll: face.roll)
    // The head turns about its middle, behind the eyes.
    let pivot = shape.center - SIMD4(0, 0, 0.75 * shape.scale, 0)
    self.turn = turn
    let view = shape.positions.indices.map { index in
      var position = turn(shape.positions[index] - pivot)
      position.w = head.pattern[index]
      return position
    }
    var normals = shape.normals(head, parts)
    for index in normals.indices {
      normals[index] = turn(normals[index])
      normals[index].w = head.lips[index]
    }
    self.normals = normals
    // Weak perspective: the camera is eleven faces away.
    let size = Double(shape.scale)
    let distance = 11 * size
    let zoom = Double(samples) / (2.28 * size)
    let middle = Double(samples) / 2
    screen = view.map { v in
      let near = distance / (distance - (Double(v.z) - 0.75 * size)) * zoom
      return SIMD2(
        middle + Double(v.x) * near, middle - (Double(v.y) - 0.20 * size) * near)
    }
    var depth = view.map { $0.z }
    // Glasses never sink into the nose.
    for index in head.vertices[FaceHead.Part.glasses.rawValue] {
      depth[index] += 0.05 * shape.scale
    }
    self.view = view
    self.depth = depth
  }
}
