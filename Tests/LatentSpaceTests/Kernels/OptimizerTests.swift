import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Optimizers {
    @Test func `A step of Adam is its formula for every element, on every machine`() {
      let step = AdamStep(
        rate: 1e-3, firstDecayPower: 0.9 * 0.9, secondDecayPower: 0.999 * 0.999,
        gradientScale: 0.7, weightDecay: 0.01)
      for count in [0, 1, 3, 8, 31, 4095, 4096, 4097, 60_001] {
        let parameters = testValues(count, seed: 1)
        let gradients = testValues(count, seed: 2)
        let first = testValues(count, seed: 3)
        let second = testValues(count, seed: 4).map(\.magnitude)
        var (expected, m, v) = (parameters, first, second)
        for i in 0..<count {
          let g = gradients[i] * step.gradientScale
          m[i] = (step.firstDecay * m[i]).addingProduct(step.firstGain, g)
          v[i] = (step.secondDecay * v[i]).addingProduct(step.secondGain * g, g)
          let size = step.epsilon.addingProduct(v[i].squareRoot(), step.inverseRootCorrection)
          expected[i] = (expected[i] * step.weightFactor).addingProduct(-step.stepSize, m[i] / size)
        }
        forEachMachine { machine in
          var (p, newFirst, newSecond) = (parameters, first, second)
          Kernels.adam(
            parameters: &p, gradients: gradients, firstMoments: &newFirst,
            secondMoments: &newSecond, count: count, step: step)
          #expect(firstDifference(p, expected) == nil, "\(count), \(machine)")
          #expect(firstDifference(newFirst, m) == nil, "\(count), \(machine)")
          #expect(firstDifference(newSecond, v) == nil, "\(count), \(machine)")
        }
      }
    }

    @Test func `Three steps of Adam agree with the textbook in double precision`() {
      var (p, m, v): ([Float], [Float], [Float]) = ([0.5, -2, 3], [0, 0, 0], [0, 0, 0])
      var (exact, exactM, exactV) = ([0.5, -2.0, 3.0], [0.0, 0, 0], [0.0, 0, 0])
      var (firstPower, secondPower) = (1.0, 1.0)
      let gradients: [[Float]] = [[0.1, -3, 1e-4], [-0.25, 2, 1e-4], [0.3, 1, 0]]
      for gradient in gradients {
        firstPower *= 0.9
        secondPower *= 0.999
        let step = AdamStep(
          rate: 0.01, firstDecayPower: firstPower, secondDecayPower: secondPower)
        Kernels.adam(
          parameters: &p, gradients: gradient, firstMoments: &m, secondMoments: &v, count: 3,
          step: step)
        for i in 0..<3 {
          let g = Double(gradient[i])
          exactM[i] = 0.9 * exactM[i] + 0.1 * g
          exactV[i] = 0.999 * exactV[i] + 0.001 * g * g
          exact[i] -=
            0.01 * (exactM[i] / (1 - firstPower))
            / ((exactV[i] / (1 - secondPower)).squareRoot() + 1e-8)
        }
      }
      for i in 0..<3 { #expect(abs(Double(p[i]) - exact[i]) < 3e-7 * abs(exact[i]) + 1e-9) }
    }

    @Test func `The first step of Adam has the size of the rate`() {
      var (p, m, v): ([Float], [Float], [Float]) = ([1, 1], [0, 0], [0, 0])
      let step = AdamStep(rate: 0.125, firstDecayPower: 0.9, secondDecayPower: 0.999)
      Kernels.adam(
        parameters: &p, gradients: [5, -0.01], firstMoments: &m, secondMoments: &v, count: 2,
        step: step)
      #expect(abs(p[0] - 0.875) < 1e-6)
      #expect(abs(p[1] - 1.125) < 1e-6)
    }
  }
}
