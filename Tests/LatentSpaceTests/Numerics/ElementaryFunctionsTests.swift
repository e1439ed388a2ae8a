import LatentSpace
import Testing

/// A function of one Double, its table and the largest error found, in units in the last place.
struct ElementaryCase: Sendable, CustomTestStringConvertible {
  let name: String
  let function: @Sendable (Double) -> Double
  let table: [ElementaryReference.Value]
  let bound: Double

  var testDescription: String { name }

  static let all: [ElementaryCase] = [
    .init(name: "exp", function: Elementary.exp, table: ElementaryReference.exp, bound: 0.73),
    .init(name: "expm1", function: Elementary.expm1, table: ElementaryReference.expm1, bound: 1.14),
    .init(name: "log", function: Elementary.log, table: ElementaryReference.log, bound: 0.78),
    .init(name: "log1p", function: Elementary.log1p, table: ElementaryReference.log1p, bound: 0.81),
    .init(name: "tanh", function: Elementary.tanh, table: ElementaryReference.tanh, bound: 0.95),
    .init(
      name: "sigmoid", function: Elementary.sigmoid, table: ElementaryReference.sigmoid,
      bound: 1.45),
    .init(
      name: "softplus", function: Elementary.softplus, table: ElementaryReference.softplus,
      bound: 1.52),
    .init(name: "sin", function: Elementary.sin, table: ElementaryReference.sin, bound: 0.83),
    .init(name: "cos", function: Elementary.cos, table: ElementaryReference.cos, bound: 0.83),
    .init(name: "erf", function: Elementary.erf, table: ElementaryReference.erf, bound: 0.78),
    .init(name: "erfc", function: Elementary.erfc, table: ElementaryReference.erfc, bound: 0.86),
    .init(
      name: "normalDistribution", function: Elementary.normalDistribution,
      table: ElementaryReference.normalDistribution, bound: 1.2),
    .init(
      name: "normalQuantile", function: Elementary.normalQuantile,
      table: ElementaryReference.normalQuantile, bound: 1.25),
  ]
}

/// The distance of a value from high + low, in units in the last place of the latter.
func error(_ value: Double, high: Double, low: Double) -> Double {
  abs((value - high) - low) / max(high.ulp, .leastNonzeroMagnitude)
}

@Suite struct ElementaryFunctionsTests {
  @Test(arguments: ElementaryCase.all)
  func `A function agrees with the table of high precision`(_ entry: ElementaryCase) {
    for value in entry.table {
      let result = entry.function(value.x)
      let distance = error(result, high: value.high, low: value.low)
      #expect(distance <= entry.bound, "\(entry.name)(\(value.x)) = \(result)")
    }
  }

  @Test func `The arc tangent of two numbers agrees with the table`() {
    for pair in ElementaryReference.atan2 {
      let result = Elementary.atan2(pair.x, pair.y)
      #expect(error(result, high: pair.high, low: pair.low) <= 0.75, "\(pair.x), \(pair.y)")
    }
    for x in [0.0, 1e-200, 0.1, 0.9, 1, 3, 1e200, .infinity] {
      #expect(Elementary.atan(x) == Elementary.atan2(x, 1))
      #expect(Elementary.atan(-x) == -Elementary.atan(x))
    }
  }

  @Test func `The error of a power grows with the logarithm of the result`() {
    for pair in ElementaryReference.pow {
      let result = Elementary.pow(pair.x, pair.y)
      let size = abs(pair.y * Elementary.log(pair.x))
      #expect(
        error(result, high: pair.high, low: pair.low) <= 1 + 0.05 * size, "\(pair.x)^\(pair.y)")
    }
  }

  @Test func `Values at the edges are exact`() {
    let huge = Double.greatestFiniteMagnitude
    let tiny = Double.leastNonzeroMagnitude
    let infinity = Double.infinity
    let exact: [(String, Double, Double)] = [
      ("exp(0)", Elementary.exp(0), 1), ("exp(−∞)", Elementary.exp(-infinity), 0),
      ("exp(∞)", Elementary.exp(infinity), infinity), ("exp(710)", Elementary.exp(710), infinity),
      ("exp(−746)", Elementary.exp(-746), 0), ("exp(−745)", Elementary.exp(-745), tiny),
      ("exp(tiny)", Elementary.exp(tiny), 1), ("exp(−huge)", Elementary.exp(-huge), 0),
      ("expm1(−∞)", Elementary.expm1(-infinity), -1), ("expm1(−50)", Elementary.expm1(-50), -1),
      ("expm1(∞)", Elementary.expm1(infinity), infinity),
      ("expm1(tiny)", Elementary.expm1(tiny), tiny),
      ("log(0)", Elementary.log(0), -infinity), ("log(1)", Elementary.log(1), 0),
      ("log(∞)", Elementary.log(infinity), infinity),
      ("log1p(−1)", Elementary.log1p(-1), -infinity), ("log1p(tiny)", Elementary.log1p(tiny), tiny),
      ("log1p(∞)", Elementary.log1p(infinity), infinity),
      ("tanh(∞)", Elementary.tanh(infinity), 1), ("tanh(−20)", Elementary.tanh(-20), -1),
      ("tanh(tiny)", Elementary.tanh(tiny), tiny),
      ("sigmoid(0)", Elementary.sigmoid(0), 0.5), ("sigmoid(∞)", Elementary.sigmoid(infinity), 1),
      ("sigmoid(−∞)", Elementary.sigmoid(-infinity), 0),
      ("softplus(−∞)", Elementary.softplus(-infinity), 0),
      ("softplus(huge)", Elementary.softplus(huge), huge),
      ("softplus(∞)", Elementary.softplus(infinity), infinity),
      ("sin(tiny)", Elementary.sin(tiny), tiny), ("cos(0)", Elementary.cos(0), 1),
      ("erf(∞)", Elementary.erf(infinity), 1), ("erf(−7)", Elementary.erf(-7), -1),
      ("erfc(−∞)", Elementary.erfc(-infinity), 2), ("erfc(∞)", Elementary.erfc(infinity), 0),
      ("erfc(0)", Elementary.erfc(0), 1), ("Φ(0)", Elementary.normalDistribution(0), 0.5),
      ("Φ(∞)", Elementary.normalDistribution(infinity), 1),
      ("Φ(−∞)", Elementary.normalDistribution(-infinity), 0),
      ("Φ⁻¹(0)", Elementary.normalQuantile(0), -infinity),
      ("Φ⁻¹(1)", Elementary.normalQuantile(1), infinity),
      ("Φ⁻¹(½)", Elementary.normalQuantile(0.5), 0),
      ("pow(0, 2)", Elementary.pow(0, 2), 0), ("pow(0, −1)", Elementary.pow(0, -1), infinity),
      ("pow(0, 0)", Elementary.pow(0, 0), 1), ("pow(∞, −2)", Elementary.pow(infinity, -2), 0),
      ("pow(2, 10)", Elementary.pow(2, 10), 1024),
      ("pow(2, ½)", Elementary.pow(2, 0.5), 2.squareRoot()),
      ("pow(2, 1024)", Elementary.pow(2, 1024), infinity),
      ("pow(2, −1080)", Elementary.pow(2, -1080), 0),
      ("pow(½, ∞)", Elementary.pow(0.5, infinity), 0),
      ("pow(1, ∞)", Elementary.pow(1, infinity), 1),
      ("atan2(0, 1)", Elementary.atan2(0, 1), 0), ("atan2(0, −1)", Elementary.atan2(0, -1), .pi),
      ("atan2(−0, −1)", Elementary.atan2(-0.0, -1), -.pi),
      ("atan2(0, −0)", Elementary.atan2(0, -0.0), .pi),
      ("atan2(1, 0)", Elementary.atan2(1, 0), .pi / 2),
      ("atan2(1, 1)", Elementary.atan2(1, 1), .pi / 4),
      ("atan2(∞, ∞)", Elementary.atan2(infinity, infinity), .pi / 4),
      ("atan2(∞, −∞)", Elementary.atan2(infinity, -infinity), 3 * .pi / 4),
      ("atan2(1, ∞)", Elementary.atan2(1, infinity), 0),
      ("atan2(−1, −∞)", Elementary.atan2(-1, -infinity), -.pi),
      ("atan2(tiny, tiny)", Elementary.atan2(tiny, tiny), .pi / 4),
    ]
    for (name, value, expected) in exact { #expect(value == expected, "\(name) = \(value)") }
  }

  @Test func `Odd functions keep the sign of zero`() {
    for entry in ElementaryCase.all
    where ["expm1", "log1p", "tanh", "sin", "erf"].contains(entry.name) {
      #expect(entry.function(-0.0).bitPattern == (-0.0).bitPattern, "\(entry.name)")
      #expect(entry.function(0).bitPattern == 0, "\(entry.name)")
    }
    #expect(Elementary.atan2(-0.0, 1).sign == .minus)
  }

  @Test(arguments: ElementaryCase.all)
  func `What has no value is not a number`(_ entry: ElementaryCase) {
    #expect(entry.function(.nan).isNaN)
    for (name, x) in [
      ("log", -1.0), ("log1p", -1.5), ("sin", .infinity), ("cos", -.infinity),
      ("normalQuantile", -0.1), ("normalQuantile", 1.5), ("log", -.infinity),
    ] where name == entry.name {
      #expect(entry.function(x).isNaN, "\(name)(\(x))")
    }
    #expect(Elementary.pow(-1, 2).isNaN && Elementary.pow(.nan, 1).isNaN)
    #expect(Elementary.atan2(.nan, 1).isNaN && Elementary.atan2(1, .nan).isNaN)
  }

  @Test func `The quantile undoes the distribution in both tails`() {
    for step in 1...370 {
      let x = -Double(step) / 10
      let p = Elementary.normalDistribution(x)
      #expect(abs(Elementary.normalQuantile(p) - x) <= 1e-13 * abs(x), "\(x)")
      #expect(Elementary.normalDistribution(-x) == 1 - p || p > 1e-16)
    }
  }
}

extension KernelTests {
  @Suite struct ElementaryMachines {
    @Test func `Functions of one number have the same bits on every machine`() {
      let angles = ElementaryReference.sin.map(\.x) + [1e308, -0.0, .leastNonzeroMagnitude]
      func results() -> [UInt64] {
        var bits: [UInt64] = []
        for entry in ElementaryCase.all {
          bits += (entry.table.map(\.x) + angles).map { entry.function($0) }
            .map { $0.isNaN ? 0 : $0.bitPattern }
        }
        bits += ElementaryReference.atan2.map { Elementary.atan2($0.x, $0.y).bitPattern }
        bits += ElementaryReference.pow.map { Elementary.pow($0.x, $0.y).bitPattern }
        return bits
      }
      let expected = results()
      forEachMachine { machine in #expect(results() == expected, "\(machine)") }
    }
  }
}
