extension AttributeVector {
  /// The mean change from samples to the same samples with an attribute added.
  ///
  /// For augmentations and edits: what stands beside each other in the two batches is one sample
  /// before and after. The mean of the differences is the difference of the means; what pairs add is
  /// `consistency(from:to:)`, which tells whether the change is the same everywhere.
  public init(
    pairsFrom before: LatentBatch, to after: LatentBatch, named name: String? = nil
  ) {
    requirePairs(before, after)
    self.init(from: before, to: after, named: name)
    provenance.method = .paired
    if before.count > 1 {
      provenance.notes = ["consistency \(Self.consistency(from: before, to: after))"]
    }
  }

  /// The mean cosine between the changes of different pairs: 1 when all change alike.
  ///
  /// Pairs that do not change at all count as at right angles to all others. Needs two pairs.
  public static func consistency(from before: LatentBatch, to after: LatentBatch) -> Float {
    requirePairs(before, after)
    require(before.count > 1, "The consistency of changes needs two pairs or more.")
    let changes = after - before
    var sum = [Double](repeating: 0, count: changes.dimension)
    var moved = 0.0
    for change in changes {
      let length = change.dotInDouble(change).squareRoot()
      guard length > 0 else { continue }
      moved += 1
      for column in sum.indices { sum[column] += Double(change[column]) / length }
    }
    let square = LaneReduction.reduce(sum.count) { sum[$0] * sum[$0] }
    let count = Double(changes.count)
    return Float((square - moved) / (count * (count - 1)))
  }

  /// The cosines between all pairs of attributes' directions: row by row, symmetric, ones inside.
  public static func cosines(_ attributes: [AttributeVector]) -> [[Float]] {
    attributes.map { first in attributes.map { first.vector.cosine(to: $0.vector) } }
  }
}

private func requirePairs(_ before: LatentBatch, _ after: LatentBatch) {
  require(
    before.count == after.count && before.dimension == after.dimension,
    "Pairs need two batches of the same size, but they are \(before.count) × \(before.dimension) "
      + "and \(after.count) × \(after.dimension).")
}
