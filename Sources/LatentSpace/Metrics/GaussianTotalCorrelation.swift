extension LatentBatch {
  /// How far the coordinates are from independent, in nats, if together they were normal.
  ///
  /// ½ (Σ ln C_ii − ln det C) for the covariance C: 0 when nothing correlates, ∞ when one coordinate
  /// follows from the others, as it always does for fewer codes than coordinates. Dependence without
  /// correlation is not seen. Coordinates that never change are left out. Even independent
  /// coordinates give about d(d − 1)/4n; the interval is reflected, which takes that off.
  ///
  /// Takes one number from the generator. O(n d² · resamples).
  public func gaussianTotalCorrelation(
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) -> Estimate {
    require(count > 1, "A correlation needs two codes or more.")
    require(isFinite, "A figure of codes needs finite numbers.")
    // Scaling a coordinate changes nothing but the digits that single precision keeps.
    let scaled = standardized()
    let changing = (0..<dimension).filter { column in
      (0..<count).contains { scaled[$0 * dimension + column] != 0 }
    }
    let values = (0..<count).flatMap { row in changing.map { scaled[row * dimension + $0] } }
    let codes = LatentBatch(values: values, count: count, dimension: changing.count)
    let covariance = DenseMatrix.covariance(
      of: codes, mean: codes.meanInDouble, divisor: Double(count))
    let value = totalCorrelation(covariance)
    let resamples = Resamples(rows: count, bootstrap, using: &generator)
    let replicates = resamples.covariances(of: values, width: changing.count).map {
      totalCorrelation($0.covariance)
    }
    return Estimate(
      value: value,
      interval: bootstrap.reflectedInterval(of: replicates, around: value, minimum: 0),
      count: count, estimator: "Gaussian total correlation, nats")
  }
}

private func totalCorrelation(_ covariance: DenseMatrix) -> Double {
  guard let factor = CholeskyDecomposition(covariance) else { return .infinity }
  let logs = covariance.diagonal.map { Elementary.log($0) }
  return max(0, (logs.reduce(0, +) - factor.logDeterminant) / 2)
}
