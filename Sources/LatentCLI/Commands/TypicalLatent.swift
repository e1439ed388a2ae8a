import Latents

extension VAE {
  /// A latent that stands for something usual: the component's mean that has the highest density under
  /// the mixture in the model's file; the centre of the prior when there is none.
  ///
  /// The centre itself is no such place: where the encodings fall into groups, nothing lies there, and
  /// what is decoded is a blur.
  var typicalLatent: LatentVector {
    guard let mixture = fittedDensity as? GaussianMixture else {
      return .zero(dimension: latentDimension)
    }
    let densities = mixture.logDensity(of: mixture.means)
    let best = densities.indices.reduce(0) { densities[$1] > densities[$0] ? $1 : $0 }
    return mixture.means[best]
  }
}
