/// Some of the indices below a number, from 0 on, all different and evenly spread.
///
/// Steps of the golden section: what stands in a regular order, such as class after class or one
/// letter in four styles, does not show the same few things.
func spreadIndices(_ wanted: Int, _ count: Int) -> [Int] {
  func divisor(_ a: Int, _ b: Int) -> Int { b == 0 ? a : divisor(b, a % b) }
  var step = max(1, count * 618 / 1000)
  while divisor(step, count) != 1 { step += 1 }
  return (0..<wanted).map { $0 * step % count }
}

extension Array {
  /// At most so many elements, evenly spread and in their order; all when there are not more.
  func evenlySpread(_ limit: Int) -> [Element] {
    limit < count ? spreadIndices(limit, count).sorted().map { self[$0] } : self
  }
}
