extension LatentDecoder {
  /// Random samples of the model.
  ///
  /// The points come from the density that was fitted to the model's data where there is one, else
  /// from N(0, I). The temperature multiplies their spread: below 1 for typical samples, above 1 for
  /// unusual ones. The first samples do not depend on how many are asked for.
  public func sample(
    count: Int, temperature: Float = 1, using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> [Sample] {
    try sample(count: count, from: samplingDensity, temperature: temperature, using: &generator)
  }

  /// Random samples of the model, from points that a sampler of your choice draws.
  public func sample(
    count: Int, from sampler: some LatentSampler, temperature: Float = 1,
    using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> [Sample] {
    requireSpace(of: sampler)
    return try decode(sampler.sample(count: count, temperature: temperature, using: &generator))
  }

  /// One random sample per seed, each of which can be made again from its seed alone.
  public func sample(
    seeds: some Sequence<UInt64>, temperature: Float = 1
  ) throws(Failure) -> [Sample] {
    let density = samplingDensity
    requireSpace(of: density)
    return try decode(density.sample(seeds: seeds, temperature: temperature))
  }

  private func requireSpace(of sampler: some LatentSampler) {
    require(
      sampler.dimension == latentDimension,
      "A sampler of dimension \(sampler.dimension) cannot feed a model whose latent space has "
        + "dimension \(latentDimension).")
  }
}
