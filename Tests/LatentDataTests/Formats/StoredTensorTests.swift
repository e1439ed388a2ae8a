import LatentData
import Testing

@Suite struct StoredTensorTests {
  @Test("Every half has its value, and turns back into itself")
  func halves() {
    for bits in UInt16.min...UInt16.max {
      let value = HalfPrecision.float(half: bits)
      let exponent = Int(bits >> 10 & 31)
      let fraction = Double(bits & 1023) / 1024
      if exponent == 31 {
        #expect(fraction == 0 ? value.isInfinite : value.isNaN)
      } else {
        // 2 to the power exponent − 15, from its bits.
        let power = Double(bitPattern: UInt64(max(exponent, 1) - 15 + 1023) << 52)
        let magnitude = power * (exponent == 0 ? fraction : 1 + fraction)
        #expect(Double(value) == (bits < 0x8000 ? magnitude : -magnitude))
      }
      if value.isNaN {
        #expect(HalfPrecision.float(half: HalfPrecision.half(value)).isNaN)
      } else {
        #expect(HalfPrecision.half(value) == bits)
      }
    }
  }

  @Test("Between two halves the nearer one is taken, and the even one in the middle")
  func halfRounding() {
    for bits in UInt16(0)..<0x7bff {
      let low = HalfPrecision.float(half: bits)
      let high = HalfPrecision.float(half: bits + 1)
      let middle = low / 2 + high / 2
      #expect(HalfPrecision.half(middle) == (bits & 1 == 0 ? bits : bits + 1))
      #expect(HalfPrecision.half(middle.nextUp) == bits + 1)
      #expect(HalfPrecision.half(-middle.nextDown) == bits | 0x8000)
    }
    #expect(HalfPrecision.half(65519.99) == 0x7bff && HalfPrecision.half(65520) == 0x7c00)
    #expect(HalfPrecision.half(.leastNonzeroMagnitude) == 0)
    #expect(HalfPrecision.half(-.infinity) == 0xfc00)
  }

  @Test("The short form of 32 bits rounds to nearest, ties to even")
  func brain() {
    #expect(HalfPrecision.brain(1) == 0x3f80 && HalfPrecision.float(brain: 0x3f80) == 1)
    #expect(HalfPrecision.brain(Float(bitPattern: 0x3f80_8000)) == 0x3f80)
    #expect(HalfPrecision.brain(Float(bitPattern: 0x3f81_8000)) == 0x3f82)
    #expect(HalfPrecision.brain(Float(bitPattern: 0x3f80_8001)) == 0x3f81)
    #expect(HalfPrecision.brain(.greatestFiniteMagnitude) == 0x7f80)
    #expect(HalfPrecision.float(brain: HalfPrecision.brain(.nan)).isNaN)
  }

  @Test("Floating-point numbers of every width are stored and read back")
  func floats() {
    let tensor = Tensor(shape: [2, 2], values: [0, -1.5, 0.25, 1024])
    for scalar in [ScalarType.float16, .bfloat16, .float32, .float64] {
      let stored = StoredTensor(tensor, as: scalar)
      #expect(stored.bytes.count == 4 * scalar.byteCount && stored.tensor == tensor)
      #expect(stored.doubles == [0, -1.5, 0.25, 1024] && stored.integers == nil)
    }
  }

  @Test("Whole numbers of every width keep sign and value")
  func integers() {
    for scalar in ScalarType.allCases where scalar.isInteger {
      let size = scalar.byteCount
      let bytes =
        [UInt8](repeating: 0xff, count: size) + [1] + [UInt8](repeating: 0, count: size - 1)
      let stored = StoredTensor(shape: [2], scalar: scalar, bytes: bytes[...])
      let isSigned = scalar.rawValue.hasPrefix("int")
      let most = scalar == .bool ? 1 : isSigned ? -1 : size == 8 ? nil : 1 << (8 * size) - 1
      #expect(stored.integers == most.map { [$0, 1] })
      #expect(stored.tensor.values[1] == 1)
      if let most { #expect(stored.doubles[0] == Double(most)) }
    }
  }
}
