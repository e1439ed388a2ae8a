import LatentSpace
import Testing

@Suite struct HalfPrecisionTests {
  /// The value of a finite half from its definition.
  private func definition(_ bits: UInt16) -> Double {
    let exponent = Int(bits >> 10 & 31)
    let mantissa = Double(bits & 1023)
    let size =
      exponent == 0
      ? mantissa * 0x1p-24
      : (1024 + mantissa) * Double(sign: .plus, exponent: exponent - 25, significand: 1)
    return bits >> 15 == 1 ? -size : size
  }

  @Test func `Every half has its value and comes back`() {
    let all = (0...UInt16.max).map { $0 }
    let values = HalfPrecision.values(ofBits: all)
    for (bits, value) in zip(all, values) {
      let isSpecial = bits >> 10 & 31 == 31
      if isSpecial {
        #expect(bits & 1023 == 0 ? value.isInfinite : value.isNaN)
        #expect((value.sign == .minus) == (bits >> 15 == 1))
      } else {
        #expect(Double(value) == definition(bits))
        #expect((value.sign == .minus) == (bits >> 15 == 1))
      }
    }
    let back = HalfPrecision.bits(of: values)
    for (bits, result) in zip(all, back) {
      let isNaN = bits >> 10 & 31 == 31 && bits & 1023 != 0
      // A signalling NaN comes back quiet.
      #expect(result == (isNaN ? bits | 0x200 : bits))
    }
  }

  @Test func `Rounding is to the nearest, ties to even`() {
    for bits in UInt16(0)..<0x7bff {
      let (low, high) = (Float(definition(bits)), Float(definition(bits + 1)))
      let middle = low + (high - low) / 2
      let even = bits & 1 == 0 ? bits : bits + 1
      let rounded = HalfPrecision.bits(of: [
        middle, middle.nextDown, middle.nextUp, -middle, -middle.nextDown, -middle.nextUp,
      ])
      #expect(
        rounded == [even, bits, bits + 1, even | 0x8000, bits | 0x8000, (bits + 1) | 0x8000],
        "between \(low) and \(high)")
    }
  }

  @Test func `Numbers beyond the largest half become infinite`() {
    let rounded = HalfPrecision.bits(of: [
      65504, Float(65520).nextDown, 65520, 1e30, .infinity, -65520, -.infinity,
    ])
    #expect(rounded == [0x7bff, 0x7bff, 0x7c00, 0x7c00, 0x7c00, 0xfc00, 0xfc00])
  }

  @Test func `Tiny numbers, zeros and what is not a number`() {
    #expect(HalfPrecision.bits(of: [0, -0.0, 0x1p-149, -0x1p-30]) == [0, 0x8000, 0, 0x8000])
    #expect(HalfPrecision.bits(of: [.nan]).allSatisfy { $0 & 0x7c00 == 0x7c00 && $0 & 0x3ff != 0 })
    #expect(HalfPrecision.bits(of: []) == [])
    #expect(HalfPrecision.values(ofBits: []) == [])
  }
}
