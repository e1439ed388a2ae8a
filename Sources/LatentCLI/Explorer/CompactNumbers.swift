import LatentData

/// Numbers for a page, as base64 of little-endian bytes.
enum CompactNumbers {
  /// Singles, four bytes each.
  static func singles(_ values: some Sequence<Float>) -> JSONValue {
    base64(values.flatMap { bytes($0.bitPattern) })
  }

  /// Numbers between the least and the greatest of a column in 65,535 steps, two bytes each.
  ///
  /// The page gets `columns`, and each column's `low` and `step`; what it reads is off by half a step
  /// at most.
  static func steps(_ values: [Float], columns: Int) -> JSONValue {
    var low = [Float](repeating: .infinity, count: columns)
    var high = [Float](repeating: -.infinity, count: columns)
    for (index, value) in values.enumerated() {
      low[index % columns] = min(low[index % columns], value)
      high[index % columns] = max(high[index % columns], value)
    }
    for column in 0..<columns where low[column] > high[column] {
      (low[column], high[column]) = (0, 0)
    }
    let step = (0..<columns).map { (high[$0] - low[$0]) / 65_535 }
    let numbers = values.enumerated().flatMap { index, value -> [UInt8] in
      let column = index % columns
      let place = step[column] > 0 ? (value - low[column]) / step[column] : 0
      return bytes(UInt16(min(max(0, place.rounded()), 65_535)))
    }
    return .object([
      "columns": .integer(columns), "low": singles(low), "step": singles(step),
      "values": base64(numbers),
    ])
  }

  static func base64(_ bytes: [UInt8]) -> JSONValue {
    .string(Base64.encode(bytes))
  }

  private static func bytes(_ value: some FixedWidthInteger) -> [UInt8] {
    withUnsafeBytes(of: value.littleEndian) { Array($0) }
  }
}
