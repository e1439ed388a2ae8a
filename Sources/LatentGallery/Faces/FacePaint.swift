/// What is painted on the skin, and where hair grows, as functions of rest positions.
struct FacePaint {
  /// Colours in linear light; the fourth numbers are 0.
  let tone: SIMD4<Float>
  let hair: SIMD4<Float>
  let iris: SIMD4<Float>
  let frame: SIMD4<Float>

  private let face: FaceFactors
  private let lipTint: SIMD4<Float>
  private let lipStrength: Float
  private let foldStrength: Float
  private let wrinkles: Float
  private let browThickness: Float
  private let beard: Float

  private static let skinTones: [SIMD4<Float>] = [
    [0.96, 0.80, 0.71, 0], [0.92, 0.73, 0.60, 0], [0.83, 0.62, 0.47, 0], [0.68, 0.47, 0.33, 0],
    [0.53, 0.355, 0.255, 0], [0.41, 0.275, 0.205, 0],
  ]
  private static let hairColors: [SIMD4<Float>] = [
    [0.10, 0.085, 0.08, 0], [0.21, 0.14, 0.10, 0], [0.36, 0.24, 0.15, 0], [0.50, 0.235, 0.12, 0],
    [0.60, 0.45, 0.27, 0], [0.83, 0.69, 0.45, 0],
  ]
  private static let grey: SIMD4<Float> = [0.74, 0.74, 0.75, 0]
  private static let irisColors: [SIMD4<Float>] = [
    [0.30, 0.18, 0.10, 0], [0.44, 0.30, 0.15, 0], [0.34, 0.45, 0.57, 0], [0.36, 0.45, 0.30, 0],
  ]
  private static let frameColors: [SIMD4<Float>] = [
    [0.09, 0.08, 0.08, 0], [0.27, 0.14, 0.09, 0], [0.12, 0.14, 0.27, 0], [0.33, 0.07, 0.09, 0],
  ]

  init(_ face: FaceFactors) {
    self.face = face
    let last = Self.skinTones.count - 1
    let place = clamped(face.skinTone) * Double(last)
    let index = min(Int(place), last - 1)
    let (low, high) = (Self.skinTones[index], Self.skinTones[index + 1])
    let skin = low + (high - low) * Float(place - Double(index))
    let color = Self.hairColors[face.hairColor.rawValue]
    let hair = color + (Self.grey - color) * Float(face.grey)
    let iris = Self.irisColors[face.irisColor.rawValue]
    let frame = Self.frameColors[face.frameColor.rawValue]
    // Colours are given as a screen takes them; light is their square.
    (tone, self.hair, self.iris, self.frame) = (
      skin * skin, hair * hair, iris * iris, frame * frame
    )
    let feminine = Float(1 - face.gender)
    let plain: SIMD4<Float> = [0.78, 0.40, 0.40, 0]
    let painted: SIMD4<Float> = [0.06, -0.07, -0.02, 0]
    lipTint = tone * (plain + feminine * painted)
    lipStrength = 0.72 + 0.2 * feminine
    let old = clamped((face.age - 0.6) / 0.4)
    foldStrength = Float(0.17 * max(0, face.smile) + 0.20 * old)
    wrinkles = Float(0.16 * old)
    browThickness = Float(0.031 + 0.014 * face.gender)
    beard = Float(min(0.95, 1.3 * face.beardFullness))
  }

  /// The colour of skin: cheeks, sockets, folds, lips, brows and beard over the tone.
  @inline(__always)
  func skin(at p: Lanes3, lips: Lanes) -> Lanes3 {
    let (x, y, z) = (p.x, p.y, p.z)
    let side = x.magnitudes
    let front = z.smoothstep(-0.15, 0)

    let (u, v, w) = (side - 0.42, y + 0.36, z + 0.05)
    let cheek = ((u * u + v * v + w * w) * (1 / 0.035)).bump
    let tip = z - 0.42
    let nose = ((x * x + v * v + tip * tip) * (1 / 0.02)).bump
    let blush = 0.75 * cheek + 0.4 * nose
    let (s, t) = (side - 0.31, y + 0.02)
    let socket = 0.26 * (s * s * (1 / 0.05) + t * t * (1 / 0.012)).bump * front
    let shade = 1 - socket
    var color = Lanes3(
      tone.x * (1 - 0.05 * blush) * (1 - 0.8 * socket), tone.y * (1 - 0.24 * blush) * shade,
      tone.z * (1 - 0.22 * blush) * shade)

    if foldStrength > 0 {
      // Beside the mouth, when smiling or old.
      let drop = ((-0.36 - y) * (1 / 0.36)).clamped
      let foldX = 0.19 + 0.50 * drop - 0.28 * (drop * drop)
      let fold =
        (side - foldX).magnitudes.smoothstep(0.055, 0) * y.smoothstep(-0.70, -0.56)
        * y.smoothstep(-0.36, -0.46) * front
      color = color * (1 - fold * foldStrength)
    }
    if wrinkles > 0 {
      let across = side.smoothstep(0.42, 0.28) * front * wrinkles
      let bend = 0.12 * (x * x)
      for height: Float in [0.40, 0.50, 0.60] {
        color = color * (1 - (y - height + bend).magnitudes.smoothstep(0.03, 0) * across)
      }
    }
    color = color.blended(lipTint, lips * lipStrength)

    let arch = (side - 0.37) * (1 / 0.24)
    let browY = 0.205 + 0.055 * (1 - arch * arch)
    let thickness = browThickness * (1.15 - 0.9 * ((side - 0.3) * (1 / 0.26)).clamped)
    let brow =
      ((y - browY).magnitudes / thickness).smoothstep(1.25, 0.35) * side.smoothstep(0.11, 0.17)
      * side.smoothstep(0.55, 0.47) * front
    color = color.blended(hair * 0.45, brow * 0.88)

    if beard > 0 {
      let line = 1.2 * Lanes.zero.orMore(side - 0.27) - 0.62
      let jaw =
        (line - y).smoothstep(-0.05, 0.17) * z.smoothstep(-0.72, -0.50)
        * y.smoothstep(-1.34, -1.12)
      let moustache =
        side.smoothstep(0.34, 0.22) * y.smoothstep(-0.47, -0.545) * y.smoothstep(-1.0, -0.9)
        * z.smoothstep(0.1, 0.2)
      let cover = jaw.orMore(moustache) * (1 - (1.6 * lips).clamped)
      color = color.blended(hair * 0.8, cover * beard)
    }
    return color
  }

  /// How much hair grows at a rest position: below the hairline in front, at the temples, and down
  /// to the lower end; on the skin it is the short hair below the shell.
  @inline(__always)
  func hairCover(at p: Lanes3, onSkin: Bool) -> Lanes {
    let (x, y, z) = (p.x, p.y, p.z)
    let grown: Float = onSkin ? 0 : Float(clamped((face.hairLength - 0.12) / 0.88))
    let fringe = Float(0.40 * face.fringeLength)
    let tilt = Float(0.07 * face.parting)
    let bent: Lanes = 1 - 0.3 * (x * x)
    let front: Lanes = 0.74 - fringe * bent + tilt * x - 0.12 * x.magnitudes
    let high: Lanes = (y * Float(1 / 0.75)).clamped
    let deep: Lanes = (1 - y * Float(1 / 0.4)).clamped
    let temple: Lanes = 0.42 * high - 0.44 + 0.24 * grown * deep
    let edge = (y - front).orMore(0.8 * (temple - z))
    let nape = ((-0.92 - z) * (1 / 0.25)).clamped
    var low = (onSkin ? -0.10 : 0.07) - 0.5 * nape
    low = low + (-1.75 - low) * grown
    return edge.smoothstep(-0.035, 0.035) * (y - low).smoothstep(0, 0.06 + 0.16 * grown)
  }
}
