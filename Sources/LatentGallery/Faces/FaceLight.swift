/// The lights of one picture, and how the parts of a face answer them. All light is linear.
struct FaceLight {
  let paint: FacePaint
  static let lashes: SIMD4<Float> = [0.02, 0.015, 0.013, 0]

  private let key: SIMD4<Float>
  private let fill: SIMD4<Float>
  /// Between the key light and the camera: where surfaces shine.
  private let half: SIMD4<Float>
  private let face: FaceFactors
  private let down: SIMD4<Float>
  private let sight: SIMD4<Float>

  init(_ face: FaceFactors, _ turn: FaceRotation) {
    paint = FacePaint(face)
    self.face = face
    let (x, y) = (Float(face.lightX), Float(face.lightY))
    key = unitVector([x, y, 1, 0])
    fill = unitVector([-1.6 * x, 0.1, 1, 0])
    half = unitVector(key + [0, 0, 1, 0])
    down = -turn.y
    sight = turn([0, 0, 0.6, 0])
  }

  /// Light that reaches a surface: a soft key, a weaker fill from the other side, the sky.
  @inline(__always)
  private func reaching(_ normal: Lanes3, openness: Lanes, wrap: Float) -> Lanes3 {
    let front = ((normal.dot(key) + wrap) * (1 / (1 + wrap))).clamped
    let side = ((normal.dot(fill) + 0.3) * (1 / 1.3)).clamped
    let sky = 0.5 + 0.5 * normal.y
    let ambient = 0.20 * side + 0.22 * sky * openness + 0.05
    // Redder towards the shadow.
    let warm = Lanes3(front, front * (0.80 + 0.20 * front), front * (0.76 + 0.24 * front))
    let bright = Lanes3(0.80 * warm.x + ambient, 0.80 * warm.y + ambient, 0.80 * warm.z + ambient)
    return bright * (0.35 + 0.65 * openness)
  }

  /// Skin, darkened where it is the inside of the mouth.
  @inline(__always)
  func skin(_ f: Fragments) -> Lanes3 {
    let open = f.openness * f.openness * (3 - 2 * f.openness)
    var color = paint.skin(at: f.rest, lips: f.lips)
    if !face.bald {
      color = color.blended(paint.hair * 0.7, paint.hairCover(at: f.rest, onSkin: true) * 0.95)
    }
    var shine = f.normal.dot(half).clamped
    for _ in 0..<4 { shine = shine * shine }
    let gloss = shine * open * (0.05 + 0.05 * f.lips)
    color = color * reaching(f.normal, openness: open, wrap: 0.25) + gloss
    return color.blended([0.035, 0.008, 0.008, 0], f.cavity)
  }

  /// An eye: iris, pupil and a spark, by the angle from the line of sight.
  @inline(__always)
  func eye(_ f: Fragments, middle: SIMD4<Float>) -> Lanes3 {
    let direction = Lanes3(
      f.position.x - middle.x, f.position.y - middle.y, f.position.z - middle.z
    ).unit
    let sight = unitVector(self.sight + [-0.012 * middle.x, -0.02, 0.5, 0])
    let angle = direction.dot(sight)
    var color = Lanes3([0.80, 0.77, 0.76, 0])
    color = color.blended(paint.iris * 0.35, angle.smoothstep(0.82, 0.85))
    color = color.blended(paint.iris * 1.15, angle.smoothstep(0.85, 0.895))
    color = color.blended([0.004, 0.004, 0.005, 0], angle.smoothstep(0.952, 0.975))
    // The upper lid's shadow.
    let lid = direction.y.smoothstep(0.05, 0.55)
    let lit = ((direction.dot(key) + 0.5) * Float(1 / 1.5)).clamped
    let shadow: Lanes = 1 - 0.55 * lid
    let socket: Lanes = 0.45 + 0.55 * f.openness
    let shade = (0.42 + 0.62 * lit) * shadow * socket
    let lamp = unitVector([Float(face.lightX * 0.6 + 0.15), 0.55, 1, 0])
    let spark = direction.dot(unitVector(lamp + sight)).smoothstep(0.972, 0.992)
    return color * shade + 0.75 * spark
  }

  @inline(__always)
  func glasses(_ f: Fragments) -> Lanes3 {
    var gloss = f.normal.dot(half).clamped
    gloss = gloss * gloss
    let light = reaching(f.normal, openness: Lanes(repeating: 1), wrap: 0.2)
    return Lanes3(paint.frame) * light + 0.10 * (gloss * gloss * gloss)
  }

  @inline(__always)
  func teeth(_ f: Fragments) -> Lanes3 {
    let deep =
      f.rest.z.smoothstep(-0.25, 0.10) * (1 - 0.4 * f.rest.x.magnitudes.smoothstep(0.14, 0.30))
    let light = reaching(f.normal, openness: Lanes(repeating: 1), wrap: 0.5)
    return Lanes3([0.84, 0.80, 0.74, 0]) * (light * (0.30 + 0.75 * deep))
  }

  /// Hair, seen from outside or from inside of its shell.
  @inline(__always)
  func strands(_ f: Fragments, inside: Bool) -> Lanes3 {
    let sign: Float = inside ? -1 : 1
    let normal = Lanes3(sign * f.normal.x, sign * f.normal.y, sign * f.normal.z)
    // Strands run down the shell; tilted off it, which puts the band of light on the upper head.
    let along = (Lanes3(down) - normal * normal.dot(down)).unit
    let tangent = (along - normal * Lanes(repeating: 0.40)).unit.dot(half)
    var shine = (1 - tangent * tangent).clamped
    shine = shine * shine * shine
    shine = shine * shine
    shine = shine * shine * normal.dot(key).clamped
    let root = 0.72 + 0.28 * f.rest.y.smoothstep(-1.6, 0.6)
    let strand = f.pattern
    let body =
      Lanes3(paint.hair) * (0.58 + 0.64 * strand) * reaching(normal, openness: root, wrap: 0.35)
    let band = Lanes3(paint.hair * 0.9 + 0.045) * (shine * (0.45 + 0.55 * strand))
    return (body + band) * Lanes(repeating: inside ? 0.40 : 1)
  }
}
