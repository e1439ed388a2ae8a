extension GaussianMixture {
  /// How a fit went.
  public struct Fit: Sendable {
    /// The fitted density.
    public let mixture: GaussianMixture

    /// The mean log density of the latents after the start and after each iteration, in nats.
    public let logDensities: [Double]

    /// Whether the last iteration gained less than the tolerance.
    public let isConverged: Bool
  }

  /// The mixture found by expectation–maximisation from a random start; see `fit`.
  public init(
    fitting latents: LatentBatch, componentCount: Int, maximumIterations: Int = 100,
    tolerance: Double = 1e-4, minimumVariance: Float = 1e-3,
    using generator: inout some RandomNumberGenerator
  ) {
    self =
      Self.fit(
        latents, componentCount: componentCount, maximumIterations: maximumIterations,
        tolerance: tolerance, minimumVariance: minimumVariance, using: &generator
      ).mixture
  }

  /// Fits a mixture by expectation–maximisation (Dempster, Laird and Rubin 1977), and reports.
  ///
  /// The start is greedy k-means++ (Arthur and Vassilvitskii 2007) and a few rounds
  /// of k-means. Eigenvalues of covariances below the minimum variance are raised to it, which is
  /// the exact maximiser among covariances nowhere less, so the likelihood never falls beyond
  /// rounding. It stops when an iteration gains less than the tolerance, in nats per latent. There
  /// must be at least as many latents as components. O(iterations · n · k · d²).
  public static func fit(
    _ latents: LatentBatch, componentCount: Int, maximumIterations: Int = 100,
    tolerance: Double = 1e-4, minimumVariance: Float = 1e-3,
    using generator: inout some RandomNumberGenerator
  ) -> Fit {
    require(
      componentCount > 0 && componentCount <= latents.count,
      "A mixture of \(componentCount) components cannot be fitted to \(latents.count) latents: it "
        + "needs one component or more, and at least as many latents.")
    require(latents.dimension > 0, "A mixture needs latents of at least one dimension.")
    require(latents.isFinite, "A mixture can be fitted only to finite numbers.")
    require(
      minimumVariance > 0 && minimumVariance.isFinite, "The minimum variance must be above zero.")
    let start = KMeans(
      fitting: latents, count: componentCount, maximumRounds: 10, using: &generator)
    var state = MixtureState(
      latents, labels: start.labels, count: componentCount, minimumVariance: Double(minimumVariance)
    )
    var logDensities = [state.expect(latents)]
    var isConverged = false
    for _ in 0..<maximumIterations where !isConverged {
      state.maximize(latents)
      logDensities.append(state.expect(latents))
      let gain = logDensities[logDensities.count - 1] - logDensities[logDensities.count - 2]
      isConverged = gain < tolerance
    }
    return Fit(
      mixture: state.rounded(), logDensities: logDensities, isConverged: isConverged)
  }
}

/// The parameters of a mixture between iterations, in Double.
private struct MixtureState {
  private var weights: [Double]
  private var means: [[Double]]
  private var covariances: [DenseMatrix]
  private var responsibilities: [Double]
  private let minimumVariance: Double

  init(_ latents: LatentBatch, labels: [Int], count: Int, minimumVariance: Double) {
    self.minimumVariance = minimumVariance
    weights = Array(repeating: 0, count: count)
    means = Array(repeating: latents.meanInDouble, count: count)
    covariances = Array(repeating: .identity(latents.dimension), count: count)
    responsibilities = Array(repeating: 0, count: count * latents.count)
    for (row, label) in labels.enumerated() { responsibilities[label * latents.count + row] = 1 }
    maximize(latents)
  }

  /// Updates the responsibilities, and returns the mean log density.
  mutating func expect(_ latents: LatentBatch) -> Double {
    let factors = zip(means, covariances).map { mean, covariance in
      NormalFactor(mean: mean, covariance: covariance)
        ?? NormalFactor.rounded(mean: mean, covariance: covariance).factor
    }
    let logWeights = weights.map { $0 > 0 ? Elementary.log($0) : -Double.infinity }
    let (densities, shares) = GaussianMixture.expectations(
      NormalFactor.logDensities(of: latents, under: factors), logWeights: logWeights,
      count: latents.count)
    // What is this small changes no digit of a sum, and most are: passing over them saves the time.
    responsibilities = shares.map { $0 < 1e-14 ? 0 : $0 }
    return LaneReduction.sum(densities, count: densities.count) / Double(densities.count)
  }

  /// Updates the parameters from the responsibilities.
  mutating func maximize(_ latents: LatentBatch) {
    let count = latents.count
    let components = weights.count
    let previous = (means, covariances)
    let minimum = minimumVariance
    let shares = responsibilities
    let sums = Self.weightedSums(of: latents, shares, components: components)
    let updates = [(Double, [Double], DenseMatrix)](unsafeUninitializedCapacity: components) {
      buffer, written in
      nonisolated(unsafe) let buffer = buffer
      Threads.forEach(
        slices: components, work: count * latents.dimension * latents.dimension
      ) { range in
        for component in range {
          let own = Array(shares[component * count..<(component + 1) * count])
          let total = LaneReduction.sum(own, count: count)
          // A component without latents stays where it is, with no weight.
          guard total > 1e-8 else {
            let unchanged = (0.0, previous.0[component], previous.1[component])
            buffer.initializeElement(at: component, to: unchanged)
            continue
          }
          let size = latents.dimension
          let mean = sums[component * size..<(component + 1) * size].map { $0 / total }
          let covariance = DenseMatrix.covariance(
            of: latents, mean: mean, weights: own, divisor: total
          ).withSmallestEigenvalue(minimum)
          buffer.initializeElement(at: component, to: (total / Double(count), mean, covariance))
        }
      }
      written = components
    }
    weights = updates.map(\.0)
    means = updates.map(\.1)
    covariances = updates.map(\.2)
  }

  /// The mixture with its parameters rounded to floats.
  func rounded() -> GaussianMixture {
    let centres = means.map { LatentVector($0.map { Float($0) }) }
    let parts = zip(centres, covariances).map { centre, covariance in
      NormalFactor.rounded(mean: centre.map { Double($0) }, covariance: covariance)
    }
    return GaussianMixture(
      checkedWeights: weights.map { Float($0) }, means: LatentBatch(centres),
      covariances: parts.flatMap(\.covariance), factors: parts.map(\.factor))
  }

  /// The sums of the latents times each component's shares, component after component.
  private static func weightedSums(
    of latents: LatentBatch, _ shares: [Double], components: Int
  ) -> [Double] {
    let size = latents.dimension
    var sums = [Double](repeating: 0, count: components * size)
    let origin = [Double](repeating: 0, count: size)
    Kernels.addWeightedSums(
      latents.values, rows: latents.count, columns: size, around: origin, weights: shares,
      lists: components, to: &sums)
    return sums
  }
}
