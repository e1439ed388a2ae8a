/// A source of random points of a latent space.
public protocol LatentSampler: Sendable {
  /// The number of coordinates of a point.
  var dimension: Int { get }

  /// Random points.
  ///
  /// The temperature multiplies the spread around the centre, or each of the centres: 0 gives the
  /// centres themselves, 1 the density as it is, more than 1 unusual points. The first points do not
  /// depend on how many are asked for.
  func sample(
    count: Int, temperature: Float, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch
}

/// A probability density over a latent space that can be drawn from and evaluated.
public protocol LatentDensity: LatentSampler {
  /// A short name for reports and files, such as `prior` or `mixture`.
  var name: String { get }

  /// The natural logarithm of the density at each vector, per unit of volume.
  func logDensity(of latents: LatentBatch) -> [Double]
}

extension LatentSampler {
  /// Random points at temperature 1.
  public func sample(
    count: Int, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    sample(count: count, temperature: 1, using: &generator)
  }

  /// One random point.
  public func sample(
    temperature: Float = 1, using generator: inout some RandomNumberGenerator
  ) -> LatentVector {
    sample(count: 1, temperature: temperature, using: &generator)[0]
  }

  /// One random point per seed, each of which can be made again from its seed alone.
  public func sample(seeds: some Sequence<UInt64>, temperature: Float = 1) -> LatentBatch {
    LatentBatch(
      seeds.map { seed in
        var generator = SeededGenerator(seed: seed)
        return sample(temperature: temperature, using: &generator)
      }, dimension: dimension)
  }
}

extension LatentDensity {
  /// The natural logarithm of the density at one vector.
  public func logDensity(of latent: LatentVector) -> Double {
    logDensity(of: LatentBatch([latent]))[0]
  }

  /// The mean of the natural logarithm of the density over some latents, in nats.
  ///
  /// On latents that were held out of the fit it compares densities: the higher, the better. Stops
  /// the program when there are no latents.
  public func meanLogDensity(of latents: LatentBatch) -> Double {
    require(!latents.isEmpty, "The mean log density of no latents is not defined.")
    let densities = logDensity(of: latents)
    return LaneReduction.sum(densities, count: densities.count) / Double(densities.count)
  }
}

package func requireSampling(count: Int, temperature: Float) {
  require(count >= 0, "The number of samples cannot be negative, but is \(count).")
  require(
    temperature >= 0 && temperature.isFinite,
    "The temperature must be a finite number, zero or more, but is \(temperature).")
}
