extension LatentGrid {
  /// The values that a traversal gives to a dimension.
  public enum TraversalRange: Hashable, Sendable {
    /// From −x to x, whatever the dimension.
    case absolute(Float)
    /// From m − x s to m + x s, with the mean m and the deviation s of the dimension in some latents.
    case deviations(Float, of: LatentBatch)
    /// Quantiles of N(0, 1) from p to 1 − p, evenly spaced in probability.
    case prior(probability: Float)
    /// Quantiles of the dimension in some latents, from p to 1 − p, evenly spaced in probability.
    case quantiles(probability: Float, of: LatentBatch)
  }

  /// One row per dimension, in which only this dimension changes, from low to high.
  ///
  /// All other coordinates stay those of the given latent. Dimensions come in the order given; pass
  /// them by descending divergence from the prior to have the informative ones on top.
  public static func traversal(
    from latent: LatentVector, dimensions: [Int], columns: Int,
    range: TraversalRange = .prior(probability: 0.05)
  ) -> LatentGrid {
    requireSize(dimensions.count, columns)
    var latents = LatentBatch(dimension: latent.dimension)
    for dimension in dimensions {
      require(
        dimension >= 0 && dimension < latent.dimension,
        "There is no dimension \(dimension) in a latent of \(latent.dimension) coordinates.")
      for value in range.values(of: dimension, count: columns) {
        var moved = latent
        moved[dimension] = value
        latents.append(moved)
      }
    }
    return LatentGrid(rows: dimensions.count, columns: columns, latents: latents)
  }

  /// Two attributes changed together: the first to the right, the second downwards.
  ///
  /// Amounts go evenly from the lower to the upper bound, both included.
  public static func sweep(
    from latent: LatentVector, _ across: AttributeVector, _ down: AttributeVector,
    amounts: ClosedRange<Float>, rows: Int, columns: Int
  ) -> LatentGrid {
    requireSize(rows, columns)
    func amount(_ step: Int, of count: Int) -> Float {
      guard count > 1 else { return amounts.lowerBound }
      let part = Double(step) / Double(count - 1)
      return Float(
        Double(amounts.lowerBound) * (1 - part) + Double(amounts.upperBound) * part)
    }
    var latents = LatentBatch(dimension: latent.dimension)
    for row in 0..<rows {
      for column in 0..<columns {
        latents.append(
          latent + amount(column, of: columns) * across + amount(row, of: rows) * down)
      }
    }
    return LatentGrid(rows: rows, columns: columns, latents: latents)
  }
}

extension LatentGrid.TraversalRange {
  fileprivate func values(of dimension: Int, count: Int) -> [Float] {
    switch self {
    case .absolute(let bound):
      return Self.even(-Double(bound), Double(bound), count)
    case .deviations(let factor, let latents):
      let (mean, spread) = (latents.mean[dimension], latents.standardDeviation[dimension])
      return Self.even(
        Double(mean) - Double(factor) * Double(spread),
        Double(mean) + Double(factor) * Double(spread), count)
    case .prior(let probability):
      Self.requireTail(probability)
      return Self.even(Double(probability), 1 - Double(probability), count).map {
        Float(Elementary.normalQuantile(Double($0)))
      }
    case .quantiles(let probability, let latents):
      Self.requireTail(probability)
      require(!latents.isEmpty, "Quantiles need at least one latent.")
      let sorted = (0..<latents.count).map { latents[$0][dimension] }.sorted()
      return Self.even(Double(probability), 1 - Double(probability), count).map {
        Self.quantile(Double($0), of: sorted)
      }
    }
  }

  private static func requireTail(_ probability: Float) {
    require(
      probability > 0 && probability < 0.5,
      "The probability of a tail lies between 0 and ½, but is \(probability).")
  }

  private static func even(_ low: Double, _ high: Double, _ count: Int) -> [Float] {
    (0..<count).map { step in
      let part = count == 1 ? 0.5 : Double(step) / Double(count - 1)
      return Float(low * (1 - part) + high * part)
    }
  }

  /// The quantile between the two nearest of sorted numbers, linear in between.
  private static func quantile(_ probability: Double, of sorted: [Float]) -> Float {
    let place = probability * Double(sorted.count - 1)
    let low = Int(place)
    let high = min(low + 1, sorted.count - 1)
    let part = place - Double(low)
    return Float(Double(sorted[low]) * (1 - part) + Double(sorted[high]) * part)
  }
}
