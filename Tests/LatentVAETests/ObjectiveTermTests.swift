import LatentSpace
import LatentVAE
import Testing

/// Closed forms and finite differences of the terms, each as a function of numbers.
@Suite("Terms of objectives")
struct ObjectiveTermTests {
  static func normals(_ count: Int, stream: UInt64, scale: Double = 1) -> [Float] {
    var generator = SeededGenerator(seed: 31, stream: stream)
    return (0..<count).map { _ in Float(scale * generator.nextNormal()) }
  }

  // MARK: Total correlation

  struct Correlation {
    var value: Double
    var gradients: [[Float]]

    /// Of latents, means and log variances, in this order.
    init(_ inputs: [[Float]], batch: Int, count: Int, scale: Double = 1) {
      var (latents, means, variances) = (
        [Float](repeating: 0, count: inputs[0].count),
        [Float](repeating: 0, count: inputs[0].count),
        [Float](repeating: 0, count: inputs[0].count)
      )
      value = TotalCorrelation.add(
        latents: inputs[0], means: inputs[1], logVariances: inputs[2], batch: batch,
        dimension: inputs[0].count / batch, sampleCount: count, scale: scale,
        latentGradient: &latents, meanGradient: &means, logVarianceGradient: &variances)
      gradients = [latents, means, variances]
    }
  }

  @Test func oneDimensionHasNoTotalCorrelation() {
    let inputs = [
      Self.normals(6, stream: 1), Self.normals(6, stream: 2), Self.normals(6, stream: 3),
    ]
    let result = Correlation(inputs, batch: 6, count: 50)
    #expect(abs(result.value) < 1e-12)
    #expect(result.gradients.joined().allSatisfy { abs($0) < 1e-6 })
  }

  @Test func twoSamplesFarApartGiveTheClosedForm() {
    // Each latent lies at its own mean, the other is out of reach: log q(z) = log w − ½ Σ ln σ² … and
    // the same for each dimension, so that the correlation is log w − d log w = (1 − d) log(1/N).
    let means: [Float] = [0, 0, 0, 1000, 1000, 1000]
    let result = Correlation([means, means, [0, 1, -1, 0.5, 0, 0]], batch: 2, count: 8)
    #expect(abs(result.value - (1 - 3) * Elementary.log(1.0 / 8)) < 1e-9)
  }

  @Test func samplesThatAreAlikeGiveTheSumOfTheWeights() {
    // All posteriors equal: q̂ = (Σ_k w_k) q, Σ w = 1/N + (N − 1)/N = 1, so nothing is correlated.
    let means = [Float](repeating: 0.5, count: 8)
    let result = Correlation(
      [Self.normals(8, stream: 4), means, [Float](repeating: -1, count: 8)], batch: 4, count: 100)
    #expect(abs(result.value) < 1e-12)
  }

  @Test func aSamplesOwnWeightIsOnTheDiagonal() {
    // With the released code's weights (column 0) the two orders of the same batch would differ.
    let z: [Float] = [0.1, -0.2, 1.5, 0.3, -0.7, 2]
    let v: [Float] = [-1, -0.5, -2, -1.5, 0, -1]
    func reversed(_ values: [Float]) -> [Float] {
      [values[4], values[5], values[2], values[3], values[0], values[1]]
    }
    let one = Correlation([z, z.map { $0 * 0.9 }, v], batch: 3, count: 30)
    let other = Correlation(
      [reversed(z), reversed(z.map { $0 * 0.9 }), reversed(v)], batch: 3, count: 30)
    #expect(abs(one.value - other.value) < 1e-12)
    #expect(one.value > 0.05)
  }

  @Test func theGradientOfTheTotalCorrelationIsThatOfFiniteDifferences() {
    let inputs = [
      Self.normals(12, stream: 5), Self.normals(12, stream: 6, scale: 0.7),
      Self.normals(12, stream: 7, scale: 0.5),
    ]
    let gradients = Correlation(inputs, batch: 4, count: 20, scale: 3).gradients
    for part in 0..<3 {
      for index in [0, 4, 11] {
        func value(_ step: Float) -> Double {
          var moved = inputs
          moved[part][index] += step
          return 3 * Correlation(moved, batch: 4, count: 20).value
        }
        let expected = (value(1 / 512) - value(-1 / 512)) * 256
        #expect(abs(Double(gradients[part][index]) - expected) < 1e-4 * max(1, abs(expected)))
      }
    }
  }

  @Test func gradientsAreTheSameOnAnyNumberOfThreads() {
    let inputs = [
      Self.normals(64 * 16, stream: 8), Self.normals(64 * 16, stream: 9),
      Self.normals(64 * 16, stream: 10),
    ]
    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    let results = [1, 7].map { count in
      ComputeResources.threadCount = count
      return Correlation(inputs, batch: 64, count: 500).gradients
        + [Self.discrepancy(inputs[0], batch: 64).gradient]
    }
    #expect(results[0] == results[1])
  }

  // MARK: Mean discrepancy

  static func discrepancy(
    _ latents: [Float], batch: Int, scale: Double = 1
  ) -> (value: Double, gradient: [Float]) {
    var gradient = [Float](repeating: 0, count: latents.count)
    let value = MeanDiscrepancy.add(
      latents: latents, batch: batch, dimension: latents.count / batch, scale: scale,
      latentGradient: &gradient)
    return (value, gradient)
  }

  @Test func twoLatentsAtTheOriginGiveTheClosedForm() {
    // d = 2: k(0, 0) = 1; E k(0, p) = s/(s + 1); E k(p, p′) = s/(s + 2), at s = ½, 2 and 8.
    let expected =
      1 - 2 * (1.0 / 3 + 2.0 / 3 + 8.0 / 9) / 3 + (1.0 / 5 + 2.0 / 4 + 8.0 / 10) / 3
    #expect(abs(Self.discrepancy([0, 0, 0, 0], batch: 2).value - expected) < 1e-12)
  }

  @Test func samplesOfThePriorHaveNoDiscrepancyAndOthersHaveOne() {
    func mean(_ scale: Double, shift: Float) -> Double {
      (0..<40).reduce(0.0) { sum, stream in
        let z = Self.normals(50 * 3, stream: 100 + UInt64(stream), scale: scale).map { $0 + shift }
        return sum + Self.discrepancy(z, batch: 50).value / 40
      }
    }
    // The estimate is unbiased; its deviation over 40 batches of 50 is about 0.0006.
    #expect(abs(mean(1, shift: 0)) < 0.003)
    #expect(mean(0.3, shift: 0) > 0.03)
    #expect(mean(1, shift: 1) > 0.1)
    #expect(mean(3, shift: 0) > 0.03)
  }

  @Test func theGradientOfTheDiscrepancyIsThatOfFiniteDifferences() {
    let latents = Self.normals(15, stream: 20, scale: 1.4)
    let gradient = Self.discrepancy(latents, batch: 5, scale: 40).gradient
    for index in latents.indices {
      func value(_ step: Float) -> Double {
        var moved = latents
        moved[index] += step
        return 40 * Self.discrepancy(moved, batch: 5).value
      }
      let expected = (value(1 / 512) - value(-1 / 512)) * 256
      #expect(abs(Double(gradient[index]) - expected) < 1e-4 * max(1, abs(expected)))
    }
  }

  // MARK: Edges

  @Test func edgesCostTheSquaredDifferencesOfNeighbours() {
    // r = [[1, 3], [0, 0]]: (3 − 1)² + 0² across, (0 − 1)² + (0 − 3)² down, times ½ · 4.
    var losses = [10.0]
    var gradient: [Float] = [0, 0, 0, 1]
    EdgeLoss.add(
      decoded: [1, 3, 5, 5], targets: [0, 0, 5, 5], isSigmoid: false, shape: (2, 2, 1), batch: 1,
      weight: 4, scale: 0.5, gradient: &gradient, losses: &losses)
    #expect(losses == [10 + 28])
    // d/dr = 4·(Laplacian): at (0,0): −(2) − (−1) = −1; at (0,1): 2 + 3 = 5; (1,0): −1; (1,1): −3.
    #expect(gradient == [-2, 10, -2, -5])
  }

  @Test func aConstantErrorCostsNoEdge() {
    var losses = [0.0]
    var gradient = [Float](repeating: 0, count: 24)
    EdgeLoss.add(
      decoded: [Float](repeating: 0.75, count: 24), targets: [Float](repeating: 0.5, count: 24),
      isSigmoid: true, shape: (4, 3, 2), batch: 1, weight: 9, scale: 1, gradient: &gradient,
      losses: &losses)
    #expect(losses == [0])
    #expect(gradient.allSatisfy { $0 == 0 })
  }

  // MARK: Colours

  @Test func coloursCostTheSquaredDifferencesOfChannels() {
    // One pixel, r = (1, 3, 0): (1 − 3)² + 1² + 3², times ½ · 4; another, whose error is grey.
    var losses = [10.0]
    var gradient: [Float] = [0, 0, 1, 7, 7, 7]
    ColorLoss.add(
      decoded: [1, 3, 5, 2, 3, 4], targets: [0, 0, 5, 1, 2, 3], isSigmoid: false, pixels: 2,
      channels: 3, batch: 1, weight: 4, scale: 0.5, gradient: &gradient, losses: &losses)
    #expect(losses == [10 + 28])
    // d/dr = 4 · (3r − Σr): 3 − 4, 9 − 4, 0 − 4.
    #expect(gradient == [-2, 10, 1 - 8, 7, 7, 7])
  }

  @Test(arguments: [2, 3, 4])
  func theSlopeOfColoursIsThatOfTheirCost(channels: Int) {
    let (pixels, batch) = (5, 3)
    let count = pixels * channels * batch
    let targets = Self.normals(count, stream: 40).map { Float(1) / (1 + abs($0)) }
    func cost(_ logits: [Float]) -> (losses: [Double], gradient: [Float]) {
      var losses = [Double](repeating: 0, count: batch)
      var gradient = [Float](repeating: 0, count: count)
      let decoded = logits.map { Float(1 / (1 + Elementary.exp(-Double($0)))) }
      ColorLoss.add(
        decoded: decoded, targets: targets, isSigmoid: true, pixels: pixels, channels: channels,
        batch: batch, weight: 6, scale: 1, gradient: &gradient, losses: &losses)
      return (losses, gradient)
    }
    let logits = Self.normals(count, stream: 41)
    let slopes = cost(logits).gradient
    for index in 0..<count {
      var (low, high) = (logits, logits)
      low[index] -= 0.01
      high[index] += 0.01
      let sample = index / (pixels * channels)
      let slope = (cost(high).losses[sample] - cost(low).losses[sample]) / 0.02
      #expect(abs(slope - Double(slopes[index])) < 2e-3 * max(1, abs(slope)), "\(index)")
    }
  }

  // MARK: Importance weights

  @Test func theBoundOfEqualWeightsIsTheirLogarithm() {
    // σ = 1 and z = ε make log p(z) − log q(z|x) zero, so that log w = −loss.
    let noise = Self.normals(8, stream: 30)
    var weights = [Double](repeating: 0, count: 4)
    let bound = ImportanceWeights.normalize(
      losses: [3, 3, 5, 4], latents: noise, noise: noise, logVariances: [0, 0, 0, 0], batch: 2,
      samples: 2, dimension: 2, klWeight: 1, weights: &weights)
    let second = 4 - Elementary.log((1 + Elementary.exp(-1)) / 2)
    #expect(abs(bound - (3 + second)) < 1e-12)
    #expect(weights[0] == 0.5 && weights[1] == 0.5)
    #expect(abs(weights[3] - 1 / (1 + Elementary.exp(-1))) < 1e-12)
  }
}
