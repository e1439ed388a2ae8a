import LatentData
import LatentSpace

extension VAE {
  /// A lower bound of ln p(x) per sample that grows towards it with the number of draws, in nats.
  ///
  /// Of a model with a Bernoulli likelihood it is a likelihood only for samples whose values are all
  /// 0 or 1; for grey ones it is minus a cross-entropy, and the estimator's name says so. Decodes all
  /// samples once per draw. Takes `draws` · count · dimension numbers from the generator, and one.
  ///
  /// - Parameters:
  ///   - samples: held-out samples; at least one.
  ///   - draws: latents per sample; 1 gives the ELBO on average.
  ///   - labels: one label per sample for conditional models; by default that of `model.given(_:)`.
  ///   - bootstrap: how the interval is made.
  ///   - generator: what the latents are drawn with.
  public func importanceWeightedBound(
    of samples: [Sample], draws: Int = 64, labels: [Int]? = nil,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) -> ImportanceWeightedBound {
    let labels = labels ?? impliedLabels(samples.count)
    let posterior = posterior(of: samples, labels: labels)
    let isGrey =
      architecture.likelihood == .bernoulli
      && values(of: samples).contains { $0 != 0 && $0 != 1 }
    return ImportanceWeightedBound(
      means: posterior.means, logVariances: posterior.logVariances, draws: draws,
      name: isGrey ? "importance-weighted cross-entropy of grey values" : nil,
      bootstrap: bootstrap, using: &generator
    ) { latents in
      reconstructionLosses(samples, latents: latents, labels: labels).map { -$0 }
    }
  }
}

extension Posterior {
  /// How far the posteriors are from the prior, in all and in each dimension.
  public func divergence(
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) -> PosteriorDivergence {
    PosteriorDivergence(
      means: means, logVariances: logVariances, bootstrap: bootstrap, using: &generator)
  }

  /// The three parts of the KL: information, dependence, and the distance to the prior.
  public func decomposition(
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) -> ELBODecomposition {
    ELBODecomposition(
      means: means, logVariances: logVariances, bootstrap: bootstrap, using: &generator)
  }
}
