/// Latents on a plane, to be drawn: two coordinates each, what the axes are, and what was lost.
///
///     let map = LatentMap(principalComponentsOf: encodings)
///     map.explained                             // 0.31: the plane holds 31 % of the variance
///     map.quality(for: encodings).trustworthiness
///
/// A plane cannot hold a space of sixteen dimensions. Linear maps keep directions and lose whatever lies
/// across the plane; neighbour embeddings keep neighbours and lose distances. ``quality(for:neighborCount:)``
/// says how far neighbours on the map can be believed.
public struct LatentMap: Hashable, Sendable {
  /// Where each latent lies: two coordinates each.
  public let points: LatentBatch

  /// What the map is, such as `principal components`.
  public let method: String

  /// What the two axes show.
  public let axisNames: [String]

  /// The share of the latents' variance that the plane holds; nil when the map is not linear.
  public let explained: Double?

  /// A map of given points.
  public init(
    points: LatentBatch, method: String, axisNames: [String], explained: Double? = nil
  ) {
    require(
      points.dimension == 2 && axisNames.count == 2,
      "A map has two coordinates per point and two axis names.")
    self.points = points
    self.method = method
    self.axisNames = axisNames
    self.explained = explained
  }

  /// The plane of the first two principal components, with the mean at the origin.
  ///
  /// Latents of one dimension lie on a line.
  public init(principalComponentsOf latents: LatentBatch) {
    let components = PrincipalComponents(fitting: latents)
    let plane = components.project(latents, count: min(2, latents.dimension))
    let shares = components.explained.prefix(2)
    self.init(
      points: LatentBatch(
        plane.map { [$0.first ?? 0, $0.count > 1 ? $0[1] : 0] }, dimension: 2),
      method: "principal components",
      axisNames: (0..<2).map { axis in
        "PC \(axis + 1) (\(percent(axis < shares.count ? shares[axis] : 0)))"
      }, explained: shares.reduce(0, +))
  }

  /// An attribute across, and what varies most beside it upwards.
  ///
  /// x is the signed distance to the attribute's boundary, (⟨v, z⟩ + bias)/‖v‖. y is the first principal
  /// component of what is left of the latents without their part along v.
  public init(of latents: LatentBatch, along attribute: AttributeVector) {
    latents.requireDimension(attribute.dimension)
    let length = attribute.vector.dotInDouble(attribute.vector).squareRoot()
    require(length > 0, "A map along an attribute needs one that is not zero.")
    require(!latents.isEmpty, "A map along an attribute needs at least one latent.")
    let unit = attribute.vector.map { Double($0) / length }
    let mean = latents.meanInDouble
    let covariance = DenseMatrix.covariance(
      of: latents, mean: mean, divisor: Double(latents.count))
    let row = DenseMatrix(rows: 1, columns: unit.count, values: unit)
    let across = DenseMatrix.identity(unit.count) - row.transposed * row
    var rest = across * covariance * across
    rest = 0.5 * (rest + rest.transposed)
    let eigen = SymmetricEigen(rest)
    let up = LatentVector(eigen.vectors.row(0).map { Float($0) })
    let heights = latents.coordinates(
      from: LatentVector(mean.map { Float($0) }), along: LatentBatch([up]))
    let scores = latents.dotInDouble(attribute.vector)
    let points = scores.indices.map { index -> LatentVector in
      [Float((scores[index] + Double(attribute.bias)) / length), heights.values[index]]
    }
    let total = covariance.diagonal.reduce(0, +)
    let held = (row * covariance * row.transposed).values[0] + max(0, eigen.values[0])
    self.init(
      points: LatentBatch(points, dimension: 2), method: "attribute",
      axisNames: [attribute.name ?? "attribute", "what varies most beside it"],
      explained: total > 0 ? held / total : 0)
  }

  /// A neighbour embedding, whose axes mean nothing.
  public init(_ embedding: TSNE) {
    self.init(points: embedding.points, method: "t-SNE", axisNames: ["t-SNE 1", "t-SNE 2"])
  }
}

/// A share as whole per cent, such as `31 %`.
private func percent(_ share: Double) -> String {
  "\(Int((100 * share).rounded())) %"
}
