extension LatentBatch {
  /// The Fréchet distance of two sets of features, both taken as normal.
  ///
  /// ‖μ₁ − μ₂‖² + tr(C₁ + C₂ − 2(C₁^½ C₂ C₁^½)^½) with unbiased covariances (Dowson and Landau 1982).
  /// It is a distance of features, so it is named after them; only with those of one Inception network
  /// would it be what papers call FID, and figures over different features cannot be compared. It
  /// sees means and covariances only. With few samples it is too large, by about 1/n; compare sets of
  /// the same sizes. The interval is reflected, which takes off the bias of this n.
  ///
  /// Takes two numbers from the generator. O(n d² + d³) per resample.
  ///
  /// - Parameters:
  ///   - other: features of the other set, of the same kind; two or more in each set.
  ///   - features: what the numbers are, for the report: "encodings of avatars", "pixels".
  ///   - bootstrap: how the interval is made.
  ///   - generator: what the resamples are drawn with.
  public func frechetDistance(
    to other: LatentBatch, features: String, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) -> Estimate {
    other.requireDimension(dimension)
    require(
      count > 1 && other.count > 1,
      "A covariance needs two samples or more, but there are \(count) and \(other.count).")
    require(isFinite && other.isFinite, "A figure of features needs finite numbers.")
    let value = NormalMoments(of: self).distance(to: NormalMoments(of: other))
    let first = NormalMoments.resampled(self, bootstrap, using: &generator)
    let second = NormalMoments.resampled(other, bootstrap, using: &generator)
    let replicates = [Double](unsafeUninitializedCapacity: first.count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      let work = first.count * dimension * dimension * dimension * 20
      Threads.forEach(slices: first.count, work: work) { range in
        for index in range {
          buffer.initializeElement(at: index, to: first[index].distance(to: second[index]))
        }
      }
      written = first.count
    }
    return Estimate(
      value: value,
      interval: bootstrap.reflectedInterval(of: replicates, around: value, minimum: 0),
      count: Swift.min(count, other.count), estimator: "Fréchet distance of \(features)")
  }
}

extension LatentEncoder {
  /// The Fréchet distance of two sets of samples, in the space of this encoder.
  ///
  /// The features are named by the caller: say which encoder this is.
  public func frechetDistance(
    from samples: [Sample], to others: [Sample], features: String,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) throws(Failure) -> Estimate {
    try encode(samples).frechetDistance(
      to: try encode(others), features: features, bootstrap: bootstrap, using: &generator)
  }
}

/// A mean and an unbiased covariance.
private struct NormalMoments: Sendable {
  let mean: [Double]
  let covariance: DenseMatrix

  init(mean: [Double], covariance: DenseMatrix) {
    self.mean = mean
    self.covariance = covariance
  }

  init(of batch: LatentBatch) {
    mean = batch.meanInDouble
    covariance = DenseMatrix.covariance(of: batch, mean: mean, divisor: Double(batch.count - 1))
  }

  static func resampled(
    _ batch: LatentBatch, _ bootstrap: Bootstrap, using generator: inout some RandomNumberGenerator
  ) -> [NormalMoments] {
    let resamples = Resamples(rows: batch.count, bootstrap, using: &generator)
    let (values, mean) = batch.centred()
    let correction = Double(batch.count) / Double(batch.count - 1)
    return resamples.covariances(of: values, width: batch.dimension).map { moments in
      NormalMoments(
        mean: zip(mean, moments.mean).map { $0 + $1 },
        covariance: correction * moments.covariance)
    }
  }

  func distance(to other: NormalMoments) -> Double {
    let between = LaneReduction.reduce(mean.count) {
      (mean[$0] - other.mean[$0]) * (mean[$0] - other.mean[$0])
    }
    // Any root L with L Lᵀ = C₁ gives Lᵀ C₂ L the eigenvalues of C₁^½ C₂ C₁^½.
    let root =
      CholeskyDecomposition(covariance)?.lower
      ?? SymmetricEigen(covariance).mapValues { max(0, $0).squareRoot() }
    let product = root.transposed * other.covariance * root
    let symmetric = 0.5 * (product + product.transposed)
    let cross = SymmetricEigen(symmetric).values.reduce(0) { $0 + max(0, $1).squareRoot() }
    let traces =
      covariance.diagonal.reduce(0, +) + other.covariance.diagonal.reduce(0, +)
    return max(0, between + traces - 2 * cross)
  }
}
