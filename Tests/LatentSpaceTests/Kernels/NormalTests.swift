import CLatentKernels
import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Normal {
    @Test func `Quantiles of an array have the bits of the scalar function`() {
      var p = (0..<700).map { (Double($0) + 0.5) / 700 }
      for exponent in 1..<60 {
        let tail = Double(sign: .plus, exponent: -5 * exponent, significand: 1.3)
        p += [tail, 1 - tail, 0.25 + tail / 8, 0.75 - tail / 8, 0.075 + tail / 32]
      }
      p += [0, 1, 0.5, 0.25, 0.75, 0.075, -1, 2, .nan, .infinity, .leastNonzeroMagnitude]
      let expected = p.map { Elementary.normalQuantile($0).bitPattern }
      forEachMachine { machine in
        for count in [0, 1, 7, 255, 256, 257, p.count] {
          var out = [Double](repeating: 0, count: count)
          latents_normal_quantiles(p, &out, count)
          for index in 0..<count {
            let isRight =
              out[index].bitPattern == expected[index] || out[index].isNaN && p[index].isNaN
            #expect(
              isRight || out[index].isNaN && !(p[index] >= 0 && p[index] <= 1),
              "\(p[index]), \(machine)")
          }
        }
      }
    }

    @Test func `Both sides of the distribution have the bits of the scalar function`() {
      var x = (-600..<600).map { Float($0) / 65 }
      x += [0, -0.0, 0.36, -0.36, 8.8, 8.801, 41, -41, .infinity, -.infinity, 1e-30]
      let below = x.map { Elementary.normalDistribution(Double($0)) }
      let above = x.map { Elementary.normalDistribution(-Double($0)) }
      forEachMachine { machine in
        for count in [1, 9, x.count] {
          var (low, high) = (
            [Double](repeating: 0, count: count), [Double](repeating: 0, count: count)
          )
          latents_normal_distributions(x, &low, &high, count)
          #expect(low == Array(below[..<count]), "\(machine)")
          #expect(high == Array(above[..<count]), "\(machine)")
        }
        var (low, high) = (0.0, 0.0)
        latents_normal_distributions([.nan], &low, &high, 1)
        #expect(low.isNaN && high.isNaN)
      }
    }

    @Test func `Deviates are those of single draws, wherever a batch begins`() {
      forEachMachine { machine in
        for position: UInt64 in [0, 1, 7, 1 << 33 | 1] {
          for count in [1, 2, 15, 16, 17, 300] {
            var generator = SeededGenerator(seed: 11, stream: 5, position: position)
            var bits = [UInt64](repeating: 0, count: count)
            latents_philox(11, 5, position, &bits, count)
            var normals = [Double](repeating: 0, count: count)
            latents_normal_deviates(bits, &normals, count)
            var other = generator
            #expect(bits == (0..<count).map { _ in generator.next() }, "\(count), \(machine)")
            #expect(normals == (0..<count).map { _ in other.nextNormal() }, "\(count), \(machine)")
          }
        }
      }
    }

    @Test func `Logistic terms are those of the elementary functions`() {
      let values = [0, -0.0, 1e-20, -1e-9, 0.3, -2, 17, -36, 40, 700, -744, 800, -2000]
      for target in [1.0, -1] {
        let targets = [Double](repeating: target, count: values.count)
        forEachMachine { machine in
          var loss = values
          var (slope, bend) = (values, values)
          latents_logistic_terms(values, targets, &loss, &slope, &bend, values.count)
          for (index, value) in values.enumerated() {
            let margin = target * value
            let small = Elementary.exp(-abs(margin))
            let wrong = (margin < 0 ? 1 : small) / (1 + small)
            #expect(loss[index] == Elementary.log1p(small) + max(0, -margin), "\(machine)")
            #expect(slope[index] == -target * wrong, "\(machine)")
            #expect(bend[index] == wrong * (1 - wrong), "\(machine)")
          }
        }
      }
    }

    @Test func `Shares of a mixture add up to one, and have the bits of the definition`() {
      let (count, components) = (21, 3)
      let logWeights = [-0.5, -2, -1.5]
      var densities = testValues(count * components, seed: 31).map { 40 * Double($0) }
      densities[4] = -2000
      densities[5] = -.infinity
      densities[6] = .nan
      forEachMachine { machine in
        var shares = densities
        var totals = [Double](repeating: 0, count: count)
        withUnsafeTemporaryAllocation(byteCount: 16 * 8 * components, alignment: 64) {
          guard let scratch = $0.baseAddress?.assumingMemoryBound(to: Double.self) else { return }
          latents_mixture_shares(
            &shares, count, logWeights, components, count, scratch, &totals)
        }
        for row in 0..<count where row != 6 {
          let terms = (0..<components).map { densities[$0 * count + row] + logWeights[$0] }
          let largest = terms.max() ?? 0
          let parts = terms.map { Elementary.exp($0 - largest) }
          let sum = parts.reduce(0, +)
          for component in 0..<components {
            #expect(shares[component * count + row] == parts[component] / sum, "\(machine)")
          }
          #expect(totals[row] == largest + Elementary.log(sum), "\(machine)")
        }
        #expect(totals[6].isNaN && shares[6].isNaN)
      }
    }
  }
}
