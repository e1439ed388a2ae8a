extension LatentBatch {
  /// How often the nearest other codes share the label of a code: leave-one-out accuracy.
  ///
  /// The label that most of the `count` nearest others have, of equals the one that is seen first from
  /// near to far, is the guess. The largest class's share is the floor. The interval (Wilson, 95 %)
  /// takes codes as independent; codes of one scene are not. O(n² d), by blocked products.
  public func neighborAccuracy(
    labels: [Int], count neighbors: Int = 5, by metric: NeighborMetric = .euclidean
  ) -> Estimate {
    requireFactors([labels])
    require(
      neighbors > 0 && count > neighbors,
      "A vote of \(neighbors) neighbours needs more codes than that, but there are \(count).")
    let found = nearestOthers(count: neighbors, by: metric)
    let right = found.enumerated().count { row, others in
      majority(others.map { labels[$0.index] }) == labels[row]
    }
    return Estimate(
      successes: right, of: count, estimator: "\(neighbors) nearest neighbours, leave-one-out")
  }

  /// How often the nearest of these codes share the label of a held-out one.
  public func neighborAccuracy(
    labels: [Int], on heldOut: LatentBatch, heldOutLabels: [Int], count neighbors: Int = 5,
    by metric: NeighborMetric = .euclidean
  ) -> Estimate {
    requireFactors([labels])
    heldOut.requireFactors([heldOutLabels])
    require(
      neighbors > 0 && count >= neighbors,
      "A vote of \(neighbors) neighbours needs as many codes, but there are \(count).")
    let found = self.neighbors(of: heldOut, count: neighbors, by: metric)
    let right = found.enumerated().count { row, others in
      majority(others.map { labels[$0.index] }) == heldOutLabels[row]
    }
    return Estimate(
      successes: right, of: heldOut.count, estimator: "\(neighbors) nearest neighbours, held out")
  }
}

extension LatentEncoder {
  /// How often the nearest other encodings share the label of a sample: leave-one-out accuracy.
  public func neighborAccuracy(
    on samples: [Sample], labels: [Int], count: Int = 5, by metric: NeighborMetric = .euclidean
  ) throws(Failure) -> Estimate {
    try encode(samples).neighborAccuracy(labels: labels, count: count, by: metric)
  }
}

/// The most frequent label; of equals the one that comes first.
private func majority(_ labels: [Int]) -> Int {
  var (best, votes) = (labels[0], 0)
  for label in labels {
    let count = labels.count { $0 == label }
    if count > votes { (best, votes) = (label, count) }
  }
  return best
}
