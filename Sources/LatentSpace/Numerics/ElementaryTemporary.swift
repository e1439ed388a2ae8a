#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

package enum Elementary {
  package static func exp(_ x: Double) -> Double { Glibc.exp(x) }
  package static func log(_ x: Double) -> Double { Glibc.log(x) }
  package static func sin(_ x: Double) -> Double { Glibc.sin(x) }
  package static func cos(_ x: Double) -> Double { Glibc.cos(x) }
  package static func atan2(_ y: Double, _ x: Double) -> Double { Glibc.atan2(y, x) }
  package static func normalDistribution(_ x: Double) -> Double { 0.5 * erfc(-x / 2.0.squareRoot()) }
  package static func normalQuantile(_ p: Double) -> Double {
    if p > 0.5 { return -normalQuantile(1 - p) }
    var low = -40.0
    var high = 0.0
    for _ in 0..<70 {
      let middle = (low + high) / 2
      if normalDistribution(middle) < p { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }
}
