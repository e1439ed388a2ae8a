import Foundation
import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Losses {
    let batch = 3
    let count = 37
    var size: Int { batch * count }

    /// Applies a kernel of arrays of floats.
    private func map(
      _ x: [Float], _ kernel: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
    ) -> [Float] {
      var out = [Float](repeating: 0, count: x.count)
      kernel(x, &out, x.count)
      return out
    }

    private func bernoulli(_ logits: [Float], _ targets: [Float]) -> (
      losses: [Float], gradient: [Float]
    ) {
      var losses = [Float](repeating: 0, count: batch)
      var gradient = [Float](repeating: 0, count: size)
      Kernels.bernoulliLoss(
        logits: logits, targets: targets, gradient: &gradient, losses: &losses, batch: batch,
        count: count, scale: 0.25)
      return (losses, gradient)
    }

    @Test func `The Bernoulli loss is its formula, summed by lanes, on every machine`() {
      let logits = testValues(size, seed: 31).map { $0 * 6 }
      let targets = testValues(size, seed: 32).map { abs($0) }
      let decays = map(logits.map { -abs($0) }) { Kernels.exp($0, into: $1, count: $2) }
      let logs = map(logits.map { -abs($0) }) { Kernels.softplus($0, into: $1, count: $2) }
      let terms = (0..<size).map {
        max(logits[$0], 0).addingProduct(-targets[$0], logits[$0]) + logs[$0]
      }
      let losses = (0..<batch).map { laneSum(Array(terms[$0 * count..<($0 + 1) * count])) }
      let gradient = (0..<size).map {
        ((logits[$0] < 0 ? decays[$0] : 1) / (1 + decays[$0]) - targets[$0]) * 0.25
      }
      forEachMachine { machine in
        let result = bernoulli(logits, targets)
        #expect(firstDifference(result.losses, losses) == nil, "\(machine)")
        #expect(firstDifference(result.gradient, gradient) == nil, "\(machine)")
        var without = [Float](repeating: 0, count: batch)
        Kernels.bernoulliLoss(
          logits: logits, targets: targets, gradient: nil, losses: &without, batch: batch,
          count: count, scale: 1)
        #expect(without == losses, "\(machine)")
      }
    }

    @Test func `The Bernoulli loss is the negative logarithm of the likelihood`() {
      let logits = testValues(size, seed: 33).map { $0 * 40 }
      let targets = testValues(size, seed: 34).map { abs($0) }
      let result = bernoulli(logits, targets)
      for n in 0..<batch {
        var exact = 0.0
        for i in n * count..<(n + 1) * count {
          let (x, t) = (Double(logits[i]), Double(targets[i]))
          let positive = -log1p(exp(-abs(x))) + min(x, 0)
          let negative = -log1p(exp(-abs(x))) - max(x, 0)
          exact -= t * positive + (1 - t) * negative
          #expect(abs(Double(result.gradient[i]) - 0.25 * (1 / (1 + exp(-x)) - t)) < 1e-7)
        }
        #expect(abs(Double(result.losses[n]) - exact) < 1e-6 * exact)
      }
    }

    @Test func `A loss does not depend on the other samples`() {
      let (logits, targets) = (testValues(size, seed: 35), testValues(size, seed: 36))
      let whole = bernoulli(logits, targets)
      for n in 0..<batch {
        let range = n * count..<(n + 1) * count
        var loss = Float(0)
        var gradient = [Float](repeating: 0, count: count)
        Kernels.bernoulliLoss(
          logits: Array(logits[range]), targets: Array(targets[range]), gradient: &gradient,
          losses: &loss, batch: 1, count: count, scale: 0.25)
        #expect(loss == whole.losses[n])
        #expect(gradient == Array(whole.gradient[range]))
      }
    }

    @Test func `Logits of any size give finite losses`() {
      let result = bernoulli(
        [Float](repeating: 1e30, count: size), [Float](repeating: 1, count: size))
      #expect(result.losses == [0, 0, 0] && result.gradient.allSatisfy { $0 == 0 })
      let opposite = bernoulli(
        [Float](repeating: -1e30, count: size), [Float](repeating: 1, count: size))
      #expect(opposite.losses.allSatisfy { $0.isFinite && $0 > 1e30 })
    }

    @Test func `The normal loss is its formula, summed by lanes, on every machine`() {
      let (outputs, targets) = (testValues(size, seed: 37), testValues(size, seed: 38))
      let differences = zip(outputs, targets).map { $0 - $1 }
      let losses = (0..<batch).map {
        laneSum(differences[$0 * count..<($0 + 1) * count].map { $0 * $0 }) * (0.5 * Float(4.1))
      }
      let gradient = differences.map { $0 * (Float(4.1) * 0.3) }
      forEachMachine { machine in
        var result = (
          losses: [Float](repeating: 0, count: batch), gradient: [Float](repeating: 0, count: size)
        )
        Kernels.normalLoss(
          outputs: outputs, targets: targets, inverseVariance: 4.1, gradient: &result.gradient,
          losses: &result.losses, batch: batch, count: count, scale: 0.3)
        #expect(firstDifference(result.losses, losses) == nil, "\(machine)")
        #expect(firstDifference(result.gradient, gradient) == nil, "\(machine)")
      }
    }

    @Test func `The normal loss with variances has the closed form and its derivatives`() {
      let (outputs, targets) = (testValues(size, seed: 39), testValues(size, seed: 40))
      let logVariances = testValues(size, seed: 41).map { $0 * 3 }
      func run() -> [[Float]] {
        var losses = [Float](repeating: 0, count: batch)
        var gradient = [Float](repeating: 0, count: size)
        var variance = gradient
        Kernels.normalLoss(
          outputs: outputs, logVariances: logVariances, targets: targets, gradient: &gradient,
          logVarianceGradient: &variance, losses: &losses, batch: batch, count: count, scale: 0.5)
        return [losses, gradient, variance]
      }
      let result = run()
      for n in 0..<batch {
        var exact = 0.0
        for i in n * count..<(n + 1) * count {
          let (d, v) = (Double(outputs[i]) - Double(targets[i]), Double(logVariances[i]))
          exact += 0.5 * (v + d * d * exp(-v))
          let (slope, varianceSlope) = (d * exp(-v) * 0.5, 0.25 * (1 - d * d * exp(-v)))
          #expect(abs(Double(result[1][i]) - slope) <= 1e-6 * abs(slope) + 1e-6)
          #expect(abs(Double(result[2][i]) - varianceSlope) <= 1e-6 * abs(varianceSlope) + 1e-6)
        }
        #expect(abs(Double(result[0][n]) - exact) < 1e-5 * abs(exact))
      }
      forEachMachine { machine in
        for (a, b) in zip(run(), result) { #expect(firstDifference(a, b) == nil, "\(machine)") }
      }
    }
  }

  @Suite struct Reparametrisation {
    let batch = 5
    let dimension = 19
    var size: Int { batch * dimension }

    private func exponential(
      _ x: [Float], _ kernel: (UnsafePointer<Float>, UnsafeMutablePointer<Float>, Int) -> Void
    ) -> [Float] {
      var out = x
      kernel(x, &out, x.count)
      return out
    }

    @Test func `Latents, divergences and gradients are their formulas, on every machine`() {
      let mean = testValues(size, seed: 51).map { $0 * 2 }
      let logVariance = testValues(size, seed: 52).map { $0 * 3 }
      let noise = testValues(size, seed: 53)
      let latentGradient = testValues(size, seed: 54)
      let weights = (0..<dimension).map { $0 % 4 == 0 ? 0 : Float($0) * 0.01 }
      let deviation = exponential(logVariance.map { 0.5 * $0 }) {
        Kernels.exp($0, into: $1, count: $2)
      }
      let growth = exponential(logVariance) { Kernels.expm1($0, into: $1, count: $2) }
      let expected: [[Float]] = [
        (0..<size).map { mean[$0].addingProduct(deviation[$0], noise[$0]) },
        (0..<size).map { 0.5 * (growth[$0] - logVariance[$0]).addingProduct(mean[$0], mean[$0]) },
        (0..<size).map { latentGradient[$0].addingProduct(weights[$0 % dimension], mean[$0]) },
        (0..<size).map {
          (latentGradient[$0] * (deviation[$0] * noise[$0]))
            .addingProduct(weights[$0 % dimension], growth[$0]) * 0.5
        },
      ]
      forEachMachine { machine in
        var out = [[Float]](repeating: [Float](repeating: 0, count: size), count: 4)
        Kernels.reparameterize(
          mean: mean, logVariance: logVariance, noise: noise, into: &out[0], count: size)
        Kernels.divergence(mean: mean, logVariance: logVariance, into: &out[1], count: size)
        var (meanGradient, logVarianceGradient) = (out[2], out[3])
        Kernels.reparameterizeGradient(
          latentGradient: latentGradient, mean: mean, logVariance: logVariance, noise: noise,
          klWeights: weights, meanGradient: &meanGradient,
          logVarianceGradient: &logVarianceGradient, batch: batch, dimension: dimension)
        (out[2], out[3]) = (meanGradient, logVarianceGradient)
        for k in 0..<4 { #expect(firstDifference(out[k], expected[k]) == nil, "\(k), \(machine)") }
      }
    }

    @Test func `Gradients are the derivatives of latent and divergence`() {
      let (m, v, e, d, w) = (0.7, -0.9, 1.3, 0.4, 0.05)
      func objective(_ m: Double, _ v: Double) -> Double {
        d * (m + exp(v / 2) * e) + w * 0.5 * (m * m + exp(v) - 1 - v)
      }
      let h = 1e-6
      let byMean = (objective(m + h, v) - objective(m - h, v)) / (2 * h)
      let byVariance = (objective(m, v + h) - objective(m, v - h)) / (2 * h)
      var (meanGradient, logVarianceGradient) = (Float(0), Float(0))
      Kernels.reparameterizeGradient(
        latentGradient: [Float(d)], mean: [Float(m)], logVariance: [Float(v)], noise: [Float(e)],
        klWeights: [Float(w)], meanGradient: &meanGradient,
        logVarianceGradient: &logVarianceGradient, batch: 1, dimension: 1)
      #expect(abs(Double(meanGradient) - byMean) < 1e-6)
      #expect(abs(Double(logVarianceGradient) - byVariance) < 1e-6)
    }

    @Test func `The divergence of the prior from itself is zero, and keeps digits close to it`() {
      var out = [Float](repeating: 1, count: 2)
      Kernels.divergence(mean: [0, 0], logVariance: [0, 1e-3], into: &out, count: 2)
      #expect(out[0] == 0)
      #expect(
        abs(Double(out[1]) - 0.5 * (expm1(Double(Float(1e-3))) - Double(Float(1e-3)))) < 1e-10)
    }
  }
}
