/// Four samples that are shaded at once. All functions are exact operations and comparisons, so a
/// lane has the same bits wherever it is worked out.
typealias Lanes = SIMD4<Float>

extension SIMD4<Float> {
  /// 0 below 0, 1 above 1; not-a-number is 0.
  @inline(__always)
  var clamped: Lanes {
    let low = Lanes.zero.replacing(with: self, where: self .> Lanes.zero)
    return Lanes(repeating: 1).replacing(with: low, where: low .< Lanes(repeating: 1))
  }

  @inline(__always)
  var magnitudes: Lanes { replacing(with: Lanes.zero - self, where: self .< Lanes.zero) }

  @inline(__always)
  func orLess(_ other: Lanes) -> Lanes { other.replacing(with: self, where: self .< other) }

  @inline(__always)
  func orMore(_ other: Lanes) -> Lanes { other.replacing(with: self, where: self .> other) }

  /// 0 up to `start`, 1 from `end` on, and a smooth cubic between; `start` may be the greater.
  @inline(__always)
  func smoothstep(_ start: Float, _ end: Float) -> Lanes {
    let t = ((self - start) * (1 / (end - start))).clamped
    return t * t * (3 - 2 * t)
  }

  /// 1 at 0, falling off as the inverse square of 1 + x.
  @inline(__always)
  var bump: Lanes {
    let root = 1 / (1 + self)
    return root * root
  }

  @inline(__always)
  var squareRoots: Lanes { squareRoot() }
}

/// Three vectors of four lanes: directions, positions or light.
struct Lanes3 {
  var x: Lanes
  var y: Lanes
  var z: Lanes

  @inline(__always)
  init(_ x: Lanes, _ y: Lanes, _ z: Lanes) {
    self.x = x
    self.y = y
    self.z = z
  }

  /// The same in all lanes; the fourth number is left out.
  @inline(__always)
  init(_ v: SIMD4<Float>) {
    self.init(Lanes(repeating: v.x), Lanes(repeating: v.y), Lanes(repeating: v.z))
  }

  @inline(__always)
  func dot(_ v: SIMD4<Float>) -> Lanes { x * v.x + y * v.y + z * v.z }

  @inline(__always)
  func dot(_ v: Lanes3) -> Lanes { x * v.x + y * v.y + z * v.z }

  /// Of length 1.
  @inline(__always)
  var unit: Lanes3 {
    let inverse = 1 / (dot(self) + 1e-12).squareRoots
    return Lanes3(x * inverse, y * inverse, z * inverse)
  }

  /// Part of the way to another colour.
  @inline(__always)
  func blended(_ other: SIMD4<Float>, _ share: Lanes) -> Lanes3 {
    Lanes3(x + (other.x - x) * share, y + (other.y - y) * share, z + (other.z - z) * share)
  }

  @inline(__always)
  static func * (a: Lanes3, b: Lanes3) -> Lanes3 { Lanes3(a.x * b.x, a.y * b.y, a.z * b.z) }

  @inline(__always)
  static func * (a: Lanes3, b: Lanes) -> Lanes3 { Lanes3(a.x * b, a.y * b, a.z * b) }

  @inline(__always)
  static func + (a: Lanes3, b: Lanes3) -> Lanes3 { Lanes3(a.x + b.x, a.y + b.y, a.z + b.z) }

  @inline(__always)
  static func - (a: Lanes3, b: Lanes3) -> Lanes3 { Lanes3(a.x - b.x, a.y - b.y, a.z - b.z) }

  @inline(__always)
  static func + (a: Lanes3, b: Lanes) -> Lanes3 { Lanes3(a.x + b, a.y + b, a.z + b) }
}

/// A direction of length 1 from three numbers.
func unitVector(_ v: SIMD4<Float>) -> SIMD4<Float> {
  let length = (v.x * v.x + v.y * v.y + v.z * v.z + 1e-12).squareRoot()
  return SIMD4(v.x / length, v.y / length, v.z / length, 0)
}

/// 0 up to 0, 1 from 1 on.
func clamped(_ value: Double) -> Double { min(max(value, 0), 1) }
