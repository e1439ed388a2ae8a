import LatentData
import Latents

/// How a model's pictures compare with real ones, by features that are the same for every model.
struct SampleQuality {
  /// Figures of one kind of pictures against those kept from training.
  struct Source {
    let name: String
    let frechet: Estimate
    let kernel: Estimate
    let regions: PrecisionAndRecall
    let crowds: DensityAndCoverage
    /// Nil for the training samples, which are what the others are compared with.
    let authenticity: Estimate?
  }

  /// The means of 8 × 8 cells show composition and colour, not sharpness; their first principal
  /// components are few enough for a covariance of a thousand samples.
  static let features = "32 principal components of 8 × 8 cell means"

  let sources: [Source]
  /// What pictures that were certainly not copied reach.
  let heldOutAuthenticity: Estimate
  let pathLength: Estimate
  /// Of ways between neighbouring samples: the largest step over the mean one.
  let roughness: Estimate

  init(
    of vae: VAE<Picture>, samples: [Picture], data: EncodedData,
    using generator: inout SeededGenerator
  ) {
    let count = samples.count
    let train = data.trainIndices.evenlySpread(5000).map {
      SampleSource.fit(data.data.samples[$0], for: vae)
    }
    let real = Self.cells(of: samples)
    let components = PrincipalComponents(fitting: real)
    let dimension = min(32, real.dimension)
    func features(_ pictures: [Picture]) -> LatentBatch {
      components.project(Self.cells(of: pictures), count: dimension)
    }
    let (held, learned) = (features(samples), features(train))
    // As many of each kind: the distances depend on the count.
    var kinds: [(String, [Picture])] = [("training samples", train.evenlySpread(count))]
    kinds.append(("reconstructions", vae.reconstruct(samples)))
    let prior = DiagonalNormal.standard(dimension: vae.latentDimension)
    kinds.append(
      ("samples of the prior", vae.decode(prior.sample(count: count, using: &generator))))
    if let density = vae.fittedDensity {
      kinds.append(
        (
          "samples of the \(density.name)",
          vae.decode(density.sample(count: count, using: &generator))
        ))
    }
    heldOutAuthenticity = held.authenticity(against: learned)
    sources = kinds.enumerated().map { index, kind in
      let (name, pictures) = kind
      let made = features(pictures)
      return Source(
        name: name,
        frechet: made.frechetDistance(
          to: held, features: Self.features, bootstrap: Bootstrap(resamples: 100),
          using: &generator),
        kernel: made.kernelDistance(
          to: held, features: Self.features, bootstrap: Bootstrap(resamples: 100),
          using: &generator),
        regions: PrecisionAndRecall(of: made, against: held),
        crowds: DensityAndCoverage(of: made, against: held, using: &generator),
        authenticity: index == 0 ? nil : made.authenticity(against: learned))
    }
    pathLength = vae.pathLength(count: 200, using: &generator)
    let ends = data.latents.selecting(0..<min(21, data.latents.count))
    let values = (0..<ends.count - 1).map { index in
      vae.roughness(of: ends[index].path(to: ends[index + 1], count: 17)).value
    }
    roughness = Estimate(
      meanOf: values, estimator: "largest over mean step of 16, between samples", using: &generator)
  }

  /// The mean colour of each of 8 × 8 parts of each picture, from 0 to 1.
  private static func cells(of pictures: [Picture]) -> LatentBatch {
    let side = 8
    return LatentBatch(
      pictures.map { picture in
        let small = picture.fitted(
          width: min(side, picture.width), height: min(side, picture.height), kind: picture.kind)
        return LatentVector(small.bytes.map { Float($0) / 255 })
      })
  }
}
