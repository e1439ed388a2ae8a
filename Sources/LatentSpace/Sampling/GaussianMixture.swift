/// A density of several normal ones: what to sample from when the data has clusters.
///
/// The encodings of real data rarely fill N(0, I): between clusters, where the prior has mass, no
/// sample lies, and what is decoded there looks torn. A mixture fitted to the encodings draws where
/// data is.
///
///     let mixture = GaussianMixture(
///       fitting: model.encode(samples), componentCount: 40, using: &generator)
///     let faces = model.sample(count: 16, from: mixture, using: &generator)
///
/// p(z) = Σ_k w_k N(z; m_k, Σ_k), with full covariances. Weights, means and covariances are floats,
/// so a mixture that is written and read again is the same to the bit.
public struct GaussianMixture: LatentDensity {
  /// The share of each component; they add up to one.
  public let weights: [Float]

  /// The centre of each component.
  public let means: LatentBatch

  /// The covariances, one component after the other, each row after row.
  public let covariances: [Float]

  private let factors: [NormalFactor]

  /// A mixture of given components: weights, as many means, and a covariance for each.
  public init(
    weights: [Float], means: LatentBatch, covariances: [Float]
  ) throws(DensityError) {
    let size = means.dimension
    let (square, overflow) = size.multipliedReportingOverflow(by: size)
    guard !weights.isEmpty, size > 0, !overflow, weights.count == means.count,
      covariances.count / square == weights.count, covariances.count % square == 0
    else {
      throw .sizesDisagree(
        "\(weights.count) weights, \(means.count) × \(size) means, \(covariances.count) covariances"
      )
    }
    let total = weights.reduce(0.0) { $0 + Double($1) }
    guard weights.allSatisfy({ $0 >= 0 }), abs(total - 1) < 1e-3 else { throw .weightsInvalid }
    guard means.isFinite else { throw .meanInvalid }
    var factors: [NormalFactor] = []
    for component in weights.indices {
      guard
        let factor = NormalFactor(
          mean: means[component].map { Double($0) },
          symmetric: covariances[component * square..<(component + 1) * square])
      else { throw .covarianceInvalid(component: component) }
      factors.append(factor)
    }
    self.weights = weights
    self.means = means
    self.covariances = covariances
    self.factors = factors
  }

  init(
    checkedWeights weights: [Float], means: LatentBatch, covariances: [Float],
    factors: [NormalFactor]
  ) {
    self.weights = weights
    self.means = means
    self.covariances = covariances
    self.factors = factors
  }

  /// The number of components.
  public var componentCount: Int { weights.count }

  public var dimension: Int { means.dimension }

  /// `mixture`.
  public var name: String { "mixture" }

  /// Random points: a component by its weight, then a point of it.
  ///
  /// One draw picks the component, one more per coordinate the point. The temperature changes the
  /// spread within components, not their shares.
  public func sample(
    count: Int, temperature: Float, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    requireSampling(count: count, temperature: temperature)
    let width = dimension + 1
    return DrawnNumbers.batch(
      count: count, dimension: dimension, numbersPerRow: width, using: &generator
    ) { numbers, rows, deviates, out in
      // The first number of a row is the pick's; its deviate is not used.
      numbers.writeNormals(rows.lowerBound * width, count: rows.count * width, to: deviates)
      for row in 0..<rows.count {
        var bits: UInt64 = 0
        numbers.write((rows.lowerBound + row) * width, count: 1, to: &bits)
        factors[pick(Double(bits >> 11) * 0x1p-53)].writeSamples(
          deviates + row * width + 1, stride: width, count: 1, temperature: Double(temperature),
          to: out + row * dimension)
      }
    }
  }

  public func logDensity(of latents: LatentBatch) -> [Double] {
    expectations(of: latents).logDensity
  }

  /// The chance of each component for each latent: latent after latent, `componentCount` each.
  public func responsibilities(of latents: LatentBatch) -> [Float] {
    let shares = expectations(of: latents).responsibilities
    return (0..<latents.count).flatMap { row in
      weights.indices.map { Float(shares[$0 * latents.count + row]) }
    }
  }

  /// The component with the largest responsibility for each latent, the first of equals.
  public func components(of latents: LatentBatch) -> [Int] {
    let shares = expectations(of: latents).responsibilities
    return (0..<latents.count).map { row in
      var best = 0
      for component in weights.indices
      where shares[component * latents.count + row] > shares[best * latents.count + row] {
        best = component
      }
      return best
    }
  }

  /// Log densities, and responsibilities component after component; the E of EM.
  func expectations(
    of latents: LatentBatch
  ) -> (logDensity: [Double], responsibilities: [Double]) {
    latents.requireDimension(dimension)
    let logWeights = weights.map { $0 > 0 ? Elementary.log(Double($0)) : -Double.infinity }
    return Self.expectations(
      NormalFactor.logDensities(of: latents, under: factors), logWeights: logWeights,
      count: latents.count)
  }

  static func expectations(
    _ logDensities: [Double], logWeights: [Double], count: Int
  ) -> (logDensity: [Double], responsibilities: [Double]) {
    var shares = logDensities
    let components = logWeights.count
    let totals = [Double](unsafeUninitializedCapacity: count) { totals, written in
      shares.withUnsafeMutableBufferPointer { shares in
        if let shares = shares.baseAddress, let totals = totals.baseAddress {
          Kernels.mixtureShares(
            shares, logWeights: logWeights, components: components, count: count, totals: totals)
        }
      }
      written = count
    }
    return (totals, shares)
  }

  private func pick(_ uniform: Double) -> Int {
    var rest = uniform
    for component in weights.indices {
      rest -= Double(weights[component])
      if rest < 0 { return component }
    }
    // Weights are rounded, so their sum may fall short of the largest uniform number.
    return weights.indices.last { weights[$0] > 0 } ?? 0
  }
}

extension GaussianMixture: Hashable {
  public static func == (left: GaussianMixture, right: GaussianMixture) -> Bool {
    left.weights == right.weights && left.means == right.means
      && left.covariances == right.covariances
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(weights)
    hasher.combine(means)
    hasher.combine(covariances)
  }
}

extension GaussianMixture: Codable {
  private enum CodingKeys: String, CodingKey { case weights, means, covariances }

  /// Reads a mixture, and throws when its numbers are not those of one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      weights: container.decode([Float].self, forKey: .weights),
      means: container.decode(LatentBatch.self, forKey: .means),
      covariances: container.decode([Float].self, forKey: .covariances))
  }

  /// Writes weights, means and covariances.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(weights, forKey: .weights)
    try container.encode(means, forKey: .means)
    try container.encode(covariances, forKey: .covariances)
  }
}
