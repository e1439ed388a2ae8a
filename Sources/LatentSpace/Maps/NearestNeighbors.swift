/// A vector of a batch, seen from another vector: which one, and how far.
public struct Neighbor: Hashable, Sendable {
  /// The position in the batch that was searched.
  public let index: Int

  /// The distance, zero or more.
  public let distance: Float

  /// A neighbour at a position and a distance.
  public init(index: Int, distance: Float) {
    self.index = index
    self.distance = distance
  }
}

/// What "near" means when neighbours are searched.
public enum NeighborMetric: String, CaseIterable, Hashable, Sendable, Codable {
  /// ‖x − y‖.
  case euclidean

  /// 1 − cos(x, y), from 0 for the same direction to 2 for the opposite one; 1 when either is zero.
  ///
  /// Computed as ½‖x/‖x‖ − y/‖y‖‖², which is the same but keeps its digits for small angles.
  case cosine
}

extension LatentBatch {
  /// The nearest vectors of this batch to each query, nearest first, ties by lower index.
  ///
  ///     let nearest = encodings.neighbors(of: model.encode(samples), count: 10)
  ///     nearest[0][0].index        // the encoding that is nearest to the first sample
  ///
  /// Exact: distances are computed in Double and compared before they are rounded to Float. Blocked
  /// single-precision products only rule out vectors that are too far by more than the products'
  /// error bound. Gives all vectors when there are fewer than `count`. Numbers that are not finite
  /// stop the program. O(queries · count of the batch · dimension), spread over threads.
  public func neighbors(
    of queries: LatentBatch, count: Int, by metric: NeighborMetric = .euclidean
  ) -> [[Neighbor]] {
    queries.requireDimension(dimension)
    require(count >= 0, "The number of neighbours cannot be negative, but is \(count).")
    return NeighborSearch(self, metric: metric).nearest(to: queries, count: count)
      .map { $0.map { Neighbor(index: $0.index, distance: metric.distance($0.square)) } }
  }

  /// The nearest other vectors of this batch to each of its vectors, nearest first.
  ///
  /// A vector is never its own neighbour, but one that is equal to it is, at distance 0.
  public func neighbors(
    count: Int, by metric: NeighborMetric = .euclidean
  ) -> [[Neighbor]] {
    nearestOthers(count: count, by: metric).map {
      $0.map { Neighbor(index: $0.index, distance: metric.distance($0.square)) }
    }
  }

  /// The positions of the nearest vectors of this batch to one vector, nearest first.
  public func indices(
    closestTo vector: LatentVector, count: Int, by metric: NeighborMetric = .euclidean
  ) -> [Int] {
    neighbors(of: LatentBatch([vector]), count: count, by: metric)[0].map(\.index)
  }

  /// The neighbours among themselves, with their distances before rounding.
  func nearestOthers(
    count: Int, by metric: NeighborMetric = .euclidean
  ) -> [[FoundNeighbor]] {
    require(count >= 0, "The number of neighbours cannot be negative, but is \(count).")
    // A vector is among its own nearest; whether it is or not, `count` others remain.
    let found = NeighborSearch(self, metric: metric).nearest(to: self, count: count + 1)
    return found.enumerated().map { index, found in
      Array(found.filter { $0.index != index }.prefix(count))
    }
  }
}

extension NeighborMetric {
  /// The distance, from the squared distance of what is compared.
  func distance(_ square: Double) -> Float {
    switch self {
    case .euclidean: Float(square.squareRoot())
    case .cosine: Float(square / 2)
    }
  }
}
