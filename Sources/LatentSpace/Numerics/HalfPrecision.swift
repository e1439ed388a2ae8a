internal import CLatentKernels

/// Half-precision numbers (IEEE 754 binary16) as bit patterns, with the same bits on every machine.
package enum HalfPrecision {
  /// Rounds to the nearest half, ties to even; too large becomes ±∞, NaN stays NaN.
  package static func bits(
    of values: UnsafePointer<Float>, into out: UnsafeMutablePointer<UInt16>, count: Int
  ) {
    latents_float_to_half(values, out, count)
  }

  /// The numbers that the halves stand for, exactly.
  package static func values(
    ofBits bits: UnsafePointer<UInt16>, into out: UnsafeMutablePointer<Float>, count: Int
  ) {
    latents_half_to_float(bits, out, count)
  }

  /// Rounds an array to halves.
  package static func bits(of values: [Float]) -> [UInt16] {
    [UInt16](unsafeUninitializedCapacity: values.count) { out, count in
      if let base = out.baseAddress { bits(of: values, into: base, count: values.count) }
      count = values.count
    }
  }

  /// The numbers that an array of halves stands for.
  package static func values(ofBits bits: [UInt16]) -> [Float] {
    [Float](unsafeUninitializedCapacity: bits.count) { out, count in
      if let base = out.baseAddress { values(ofBits: bits, into: base, count: bits.count) }
      count = bits.count
    }
  }
}
