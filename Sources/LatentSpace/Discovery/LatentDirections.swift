/// Directions of a latent space that a method found, strongest first, with names.
///
///     let directions = PrincipalComponents(fitting: encodings).directions
///     let moved = z + 2 * directions.scaled[0]     // two deviations along the strongest
///
/// Every method of discovery ends in this value, so whatever shows, compares or edits with directions
/// works with all of them.
public struct LatentDirections: Hashable, Sendable {
  /// The directions, each of length one.
  public let vectors: LatentBatch

  /// How strong each direction is, descending; what that means is the method's.
  public let strengths: [Double]

  /// A name for each direction, such as `PC 1`.
  public let names: [String]

  /// What the strengths are, for a caption, such as `standard deviation`.
  public let strengthName: String

  /// How far one natural step along each direction goes, in units of the latent space.
  public let steps: [Double]

  /// Directions with a strength, a step and a name for each.
  public init(
    vectors: LatentBatch, strengths: [Double], names: [String], strengthName: String,
    steps: [Double]? = nil
  ) {
    let steps = steps ?? Array(repeating: 1, count: vectors.count)
    require(
      strengths.count == vectors.count && names.count == vectors.count
        && steps.count == vectors.count,
      "Each of \(vectors.count) directions needs a strength, a step and a name.")
    self.vectors = vectors
    self.strengths = strengths
    self.names = names
    self.strengthName = strengthName
    self.steps = steps
  }

  /// The number of directions.
  public var count: Int { vectors.count }

  /// The number of coordinates of each.
  public var dimension: Int { vectors.dimension }

  /// The directions, each as long as its natural step.
  public var scaled: LatentBatch {
    LatentBatch(
      zip(vectors, steps).map { vector, step in
        LatentVector(vector.map { Float(Double($0) * step) })
      }, dimension: dimension)
  }

  /// The strongest directions, at most as many as asked for.
  public func prefix(_ count: Int) -> LatentDirections {
    let kept = 0..<min(max(0, count), self.count)
    return LatentDirections(
      vectors: vectors.selecting(kept), strengths: Array(strengths[kept]),
      names: Array(names[kept]), strengthName: strengthName, steps: Array(steps[kept]))
  }
}
