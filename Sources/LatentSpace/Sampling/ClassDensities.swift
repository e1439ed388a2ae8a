/// One density per class, to draw samples of a class.
///
///     let digits = ClassDensities(fitting: latents, labels: labels)
///     let sevens = model.sample(count: 8, from: digits["7"]!, using: &generator)
public struct ClassDensities: Hashable, Sendable {
  /// The classes, in ascending order.
  public let classes: [String]

  private let densities: [FullNormal]

  /// Fits a full normal density to the latents of each class.
  ///
  /// Labels stand beside the latents. Small classes are no error: variances are at least the minimum.
  public init(fitting latents: LatentBatch, labels: [String], minimumVariance: Float = 1e-3) {
    require(
      labels.count == latents.count,
      "Each latent needs a label, but there are \(latents.count) latents and \(labels.count).")
    classes = Set(labels).sorted()
    densities = classes.map { name in
      FullNormal(
        fitting: latents.selecting(labels.indices.filter { labels[$0] == name }),
        minimumVariance: minimumVariance)
    }
  }

  /// The density of a class; nil when there is no such class.
  public subscript(name: String) -> FullNormal? {
    classes.firstIndex(of: name).map { densities[$0] }
  }
}
