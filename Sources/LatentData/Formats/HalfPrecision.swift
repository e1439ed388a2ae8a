/// Conversions between 32-bit numbers and their 16-bit relatives, with integers only.
///
/// `Float16` is missing on Intel Macs, and hardware may flush small numbers to zero; integers give
/// the same bits everywhere.
package enum HalfPrecision {
  /// The value of an IEEE 754 half; exact, and not-a-number keeps its upper bits.
  package static func float(half bits: UInt16) -> Float {
    let sign = UInt32(bits & 0x8000) << 16
    let exponent = UInt32(bits >> 10) & 0x1f
    let fraction = UInt32(bits & 0x3ff)
    if exponent == 0x1f { return Float(bitPattern: sign | 0x7f80_0000 | fraction << 13) }
    if exponent != 0 { return Float(bitPattern: sign | (exponent + 112) << 23 | fraction << 13) }
    // Subnormal: fraction · 2⁻²⁴, where the product is exact.
    let value = Float(fraction) * Float(bitPattern: 103 << 23)
    return Float(bitPattern: sign | value.bitPattern)
  }

  /// The nearest IEEE 754 half, ties to even; values too large become infinity.
  package static func half(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    let sign = UInt16(truncatingIfNeeded: bits >> 16) & 0x8000
    let magnitude = bits & 0x7fff_ffff
    if magnitude > 0x7f80_0000 {
      return sign | 0x7e00 | UInt16(truncatingIfNeeded: magnitude >> 13) & 0x1ff
    }
    // From here on 65,520 and above round to infinity.
    if magnitude >= 0x477f_f000 { return sign | 0x7c00 }
    if magnitude >= 0x3880_0000 {
      let rounded = magnitude + 0xfff + (magnitude >> 13 & 1)
      return sign | UInt16(truncatingIfNeeded: (rounded - 0x3800_0000) >> 13)
    }
    // Subnormal halves are multiples of 2⁻²⁴; below half of the least one everything is zero.
    let shift = 126 - magnitude >> 23
    if shift > 24 { return sign }
    let fraction = magnitude & 0x7f_ffff | 0x80_0000
    let kept = fraction >> shift
    let rest = fraction & (1 << shift - 1)
    let tie: UInt32 = 1 << (shift - 1)
    let isUp = rest > tie || rest == tie && kept & 1 == 1
    return sign | UInt16(kept + (isUp ? 1 : 0))
  }

  /// The value of a bfloat16; exact.
  package static func float(brain bits: UInt16) -> Float {
    Float(bitPattern: UInt32(bits) << 16)
  }

  /// The nearest bfloat16, ties to even; values too large become infinity.
  package static func brain(_ value: Float) -> UInt16 {
    let bits = value.bitPattern
    if value.isNaN { return UInt16(bits >> 16) | 0x40 }
    return UInt16((bits + 0x7fff + (bits >> 16 & 1)) >> 16)
  }
}
