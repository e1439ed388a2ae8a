/// Sums over floats in one fixed order: sixteen virtual lanes of Double, combined by a fixed tree.
///
/// Lane `l` adds the terms whose index is `l` modulo 16, in ascending order; then eight lanes are
/// added to the other eight, four to four, two to two, one to one. A product of two floats is exact
/// in Double, so neither contraction nor the width of the machine's registers can change a bit.
package enum LaneReduction {
  /// The inner product of two arrays of the same length.
  package static func dot(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int
  ) -> Double {
    reduce(count) { Double(x[$0]) * Double(y[$0]) }
  }

  /// The squared Euclidean distance of two arrays of the same length.
  ///
  /// The difference of two floats can need more digits than a Double has, so it is rounded once.
  package static func squaredDistance(
    _ x: UnsafePointer<Float>, _ y: UnsafePointer<Float>, count: Int
  ) -> Double {
    reduce(count) {
      let difference = Double(x[$0]) - Double(y[$0])
      return difference * difference
    }
  }

  /// The sum of an array.
  package static func sum(_ x: UnsafePointer<Double>, count: Int) -> Double {
    reduce(count) { x[$0] }
  }

  /// Adds `term(0)` … `term(count - 1)` in the order of the lanes.
  @inline(__always)
  package static func reduce(_ count: Int, _ term: (Int) -> Double) -> Double {
    var lanes = SIMD16<Double>.zero
    let whole = count & ~15
    var index = 0
    while index < whole {
      for lane in 0..<16 { lanes[lane] += term(index + lane) }
      index += 16
    }
    for lane in 0..<(count - whole) { lanes[lane] += term(whole + lane) }
    let eight = lanes.lowHalf + lanes.highHalf
    let four = eight.lowHalf + eight.highHalf
    let two = four.lowHalf + four.highHalf
    return two[0] + two[1]
  }
}
