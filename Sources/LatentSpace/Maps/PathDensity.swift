/// How much data there is along a path: whether a morph stays where the model has seen something.
///
///     let density = PathDensity(of: encodings, along: path, radius: 3)
///     density.counts          // how many encodings lie within 3 of each point of the path
public struct PathDensity: Hashable, Sendable {
  /// The radius in which latents were counted.
  public let radius: Float

  /// How many latents lie within the radius of each point of the path, its border included.
  public let counts: [Int]

  /// The nearest latent of each point of the path.
  public let nearest: [Neighbor]

  /// The natural logarithm of a fitted density at each point; nil when none was given.
  public let logDensities: [Double]?

  /// The data along a path, by Euclidean distance in Double; O(points · latents · dimension).
  ///
  /// There must be at least one latent. A density is given by the caller, fitted to the same latents or
  /// to whatever else the path should stay in.
  public init(
    of latents: LatentBatch, along path: LatentBatch, radius: Float,
    under density: (any LatentDensity)? = nil
  ) {
    path.requireDimension(latents.dimension)
    require(!latents.isEmpty, "The data along a path needs at least one latent.")
    require(radius >= 0, "The radius of a neighbourhood cannot be negative, but is \(radius).")
    self.radius = radius
    let limit = Double(radius) * Double(radius)
    counts = path.map { point in
      KMeans.squaredDistances(latents, to: point).count { $0 <= limit }
    }
    nearest = latents.neighbors(of: path, count: 1).map { $0[0] }
    logDensities = density?.logDensity(of: path)
  }
}
