import LatentSpace
import Testing

/// Sixteen lanes, lane = index modulo 16 in ascending order, then the tree: the definition.
func laneSum<Number: BinaryFloatingPoint>(_ terms: [Number]) -> Number {
  var lanes = [Number](repeating: 0, count: 16)
  for (index, term) in terms.enumerated() { lanes[index % 16] += term }
  for width in [8, 4, 2, 1] {
    for lane in 0..<width { lanes[lane] += lanes[lane + width] }
  }
  return lanes[0]
}

extension KernelTests {
  @Suite struct Reductions {
    @Test func `Sums follow the lanes and the tree, on every machine`() {
      for count in [0, 1, 2, 15, 16, 17, 31, 33, 100, 785, 20_011] {
        let a = testValues(count, seed: 21).map { $0 * 1e3 }
        let b = testValues(count, seed: 22)
        let sum = laneSum(a.map(Double.init))
        let dot = laneSum(zip(a, b).map { Double($0) * Double($1) })
        let squares = laneSum(a.map { Double($0) * Double($0) })
        forEachMachine { machine in
          #expect(Kernels.sumInDouble(a, count: count) == sum, "\(count), \(machine)")
          #expect(Kernels.dotInDouble(a, b, count: count) == dot, "\(count), \(machine)")
          #expect(Kernels.sumOfSquaresInDouble(a, count: count) == squares, "\(count), \(machine)")
          #expect(Kernels.sum(a, count: count) == Float(sum))
          #expect(Kernels.dot(a, b, count: count) == Float(dot))
          #expect(Kernels.sumOfSquares(a, count: count) == Float(squares))
        }
      }
    }

    @Test func `A sum keeps what floats would lose`() {
      let values = [Float](repeating: 0.1, count: 1_000_000)
      #expect(
        abs(Kernels.sumInDouble(values, count: values.count) - 1e6 * Double(Float(0.1))) < 1e-6)
    }

    @Test func `Extremes are found in every position, not a number passed over`() {
      forEachMachine { machine in
        for count in [1, 5, 16, 17, 40] {
          for place in 0..<count {
            var values = testValues(count, seed: 23)
            values[place] = 2
            #expect(Kernels.greatest(values, count: count) == 2, "\(place), \(machine)")
            values[place] = -2
            #expect(Kernels.least(values, count: count) == -2, "\(place), \(machine)")
            values[place] = .nan
            let real = values.filter { !$0.isNaN }
            #expect(Kernels.greatest(values, count: count) == real.max() ?? -.infinity)
            #expect(Kernels.least(values, count: count) == real.min() ?? .infinity)
          }
        }
        #expect(Kernels.greatest([], count: 0) == -.infinity)
        #expect(Kernels.least([], count: 0) == .infinity)
        #expect(Kernels.greatest([-.infinity, -3], count: 2) == -3)
      }
    }
  }
}
