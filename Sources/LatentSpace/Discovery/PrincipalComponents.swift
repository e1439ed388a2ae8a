/// The directions in which encodings vary most, orthogonal to one another.
///
///     let components = PrincipalComponents(fitting: model.encode(samples))
///     components.explained[0]                        // the share of the first
///     let plane = components.project(encodings, count: 2)
///
/// The eigenvectors of the covariance, largest eigenvalue first, computed in Double; each has its
/// largest component positive, so the same encodings give the same bits. Variances are those of the
/// encodings themselves: they divide by the count, as `standardDeviation` of a batch does, where
/// scikit-learn divides by the count less one.
public struct PrincipalComponents: Hashable, Sendable {
  /// The mean of the encodings.
  public let mean: LatentVector

  /// The components, each of length one, as many as there are dimensions.
  public let vectors: LatentBatch

  /// The variance of the encodings along each component, descending, zero or more.
  public let variances: [Double]

  /// The components of latents, at least one, of finite numbers; O(n d² + d³).
  public init(fitting latents: LatentBatch) {
    require(!latents.isEmpty, "Principal components need at least one latent.")
    require(latents.isFinite, "Principal components need finite numbers.")
    let mean = latents.meanInDouble
    let eigen = SymmetricEigen(
      .covariance(of: latents, mean: mean, divisor: Double(latents.count)))
    self.mean = LatentVector(mean.map { Float($0) })
    vectors = LatentBatch(
      values: eigen.vectors.values.map { Float($0) }, count: mean.count, dimension: mean.count)
    // An eigenvalue of zero may be rounded to below zero.
    variances = eigen.values.map { max(0, $0) }
  }

  /// The number of coordinates of a latent, and of components.
  public var dimension: Int { mean.dimension }

  /// The share of each component in the total variance; zero when there is none.
  public var explained: [Double] {
    let total = variances.reduce(0, +)
    return variances.map { total > 0 ? $0 / total : 0 }
  }

  /// The components as directions with the deviation along each as strength and step.
  public var directions: LatentDirections {
    let deviations = variances.map { $0.squareRoot() }
    return LatentDirections(
      vectors: vectors, strengths: deviations, names: (0..<dimension).map { "PC \($0 + 1)" },
      strengthName: "standard deviation", steps: deviations)
  }

  /// The coordinates of latents along the first components, around the mean: n × count.
  ///
  /// Without a count, along all of them. Each is summed in Double.
  public func project(_ latents: LatentBatch, count: Int? = nil) -> LatentBatch {
    let kept = keptCount(count)
    return latents.coordinates(from: mean, along: vectors.selecting(0..<kept))
  }

  /// The latents that have some coordinates along the first components, and none along the others.
  public func reconstruct(_ coordinates: LatentBatch) -> LatentBatch {
    let kept = keptCount(coordinates.dimension)
    return coordinates.combination(of: vectors.selecting(0..<kept), from: mean)
  }

  private func keptCount(_ count: Int?) -> Int {
    let kept = count ?? dimension
    require(
      kept >= 0 && kept <= dimension,
      "There are \(dimension) principal components, but \(kept) were asked for.")
    return kept
  }
}

extension LatentBatch {
  /// ⟨z − origin, v⟩ for each vector of this batch and each direction: count × directions.
  func coordinates(from origin: LatentVector, along directions: LatentBatch) -> LatentBatch {
    requireDimension(origin.dimension)
    requireDimension(directions.dimension)
    let (size, columns) = (dimension, directions.count)
    let result = [Float](unsafeUninitializedCapacity: count * columns) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      values.withUnsafeBufferPointer { values in
        directions.values.withUnsafeBufferPointer { directions in
          origin.values.withUnsafeBufferPointer { origin in
            Threads.forEach(slices: count, work: 4 * count * columns * size) { range in
              withUnsafeTemporaryAllocation(of: Double.self, capacity: size + 1) { centred in
                for row in range {
                  for column in 0..<size {
                    centred[column] =
                      Double(values[row * size + column]) - Double(origin[column])
                  }
                  for direction in 0..<columns {
                    let sum = LaneReduction.reduce(size) {
                      centred[$0] * Double(directions[direction * size + $0])
                    }
                    buffer.initializeElement(at: row * columns + direction, to: Float(sum))
                  }
                }
              }
            }
          }
        }
      }
      written = count * columns
    }
    return LatentBatch(values: result, count: count, dimension: columns)
  }

  /// origin + Σ_j c_j v_j for each vector c of this batch.
  func combination(of directions: LatentBatch, from origin: LatentVector) -> LatentBatch {
    requireDimension(directions.count)
    origin.requireSameDimension(LatentVector.zero(dimension: directions.dimension))
    let size = directions.dimension
    var result: [Float] = []
    result.reserveCapacity(count * size)
    for row in 0..<count {
      var sums = origin.map { Double($0) }
      for direction in 0..<dimension {
        let factor = Double(values[row * dimension + direction])
        for column in 0..<size {
          sums[column] += factor * Double(directions.values[direction * size + column])
        }
      }
      result.append(contentsOf: sums.map { Float($0) })
    }
    return LatentBatch(values: result, count: count, dimension: size)
  }
}
