/// The lasso of every target on standardised codes, for the data and resamples.
struct LassoFits {
  /// Columns of targets × codes, for the data and each resample.
  let weights: [[Double]]

  init(_ codes: LatentBatch, _ targets: LassoTargets, penalty: Double, _ resamples: Resamples) {
    let inputs = codes.standardized()
    let data = LassoMoments(inputs, targets, rows: codes.count, width: codes.dimension)
    let start = [Double](repeating: 0, count: targets.width * codes.dimension)
    let first = data.solve(penalty: penalty, from: start)
    let sums = resamples.sums(of: inputs, width: codes.dimension)
    let targetSums = resamples.sums(of: targets.values, width: targets.width)
    weights =
      [first]
      + (1..<resamples.columns).map { column in
        let moments = LassoMoments(
          resamples, column, inputs, sums, targets, targetSums, width: codes.dimension)
        return moments.solve(penalty: penalty, from: first, tolerance: 1e-4)
      }
  }

  /// How well the lasso predicts a fifth of the rows from a fit to the others.
  static func informativeness(
    _ codes: LatentBatch, _ targets: LassoTargets, penalty: Double, _ bootstrap: Bootstrap,
    estimator: String, using generator: inout some RandomNumberGenerator
  ) -> Estimate? {
    let order = generator.nextPermutation(count: codes.count)
    let heldOut = codes.count / 5
    guard heldOut > 0 else { return nil }
    let (test, training) = (Array(order[..<heldOut]), Array(order[heldOut...]))
    let width = targets.width
    let inputs = LatentBatch(
      values: codes.standardized(), count: codes.count, dimension: codes.dimension)
    func values(_ rows: [Int]) -> [Float] {
      rows.flatMap { targets.values[$0 * width..<($0 + 1) * width] }
    }
    let fitted = inputs.selecting(training)
    let moments = LassoMoments(
      fitted.values, targets, values(training), rows: training.count, width: codes.dimension)
    let weights = moments.solve(
      penalty: penalty, from: Array(repeating: 0, count: width * codes.dimension))
    let predictions = test.map { row in moments.predict(inputs, row: row, weights: weights) }
    if let levels = targets.levels {
      let shares = zip(test, predictions).map { row, prediction in
        Self.shareNamed(prediction, levels.map { ($0.indices[row], $0.count) })
      }
      return Estimate(
        meanOf: shares, estimator: estimator, bootstrap: bootstrap, using: &generator)
    }
    let truth = test.map { row in values([row]).map { Double($0) } }
    return Self.explained(
      truth, predictions, around: moments.targetMeans, bootstrap, estimator, using: &generator)
  }

  /// The share of factors whose value has the largest prediction.
  private static func shareNamed(
    _ prediction: [Double], _ truth: [(level: Int, count: Int)]
  ) -> Double {
    var (right, offset) = (0, 0)
    for (level, count) in truth {
      let part = prediction[offset..<offset + count]
      var best = offset
      for index in part.indices where part[index] > part[best] { best = index }
      right += best - offset == level ? 1 : 0
      offset += count
    }
    return Double(right) / Double(truth.count)
  }

  /// The share of the variance that is explained, averaged over the columns.
  private static func explained(
    _ truth: [[Double]], _ predictions: [[Double]], around means: [Double], _ bootstrap: Bootstrap,
    _ estimator: String, using generator: inout some RandomNumberGenerator
  ) -> Estimate {
    func figure(_ rows: [Int]) -> Double {
      var sum = 0.0
      for column in means.indices {
        var (errors, spread) = (0.0, 0.0)
        for row in rows {
          let value = truth[row][column]
          let (error, distance) = (value - predictions[row][column], value - means[column])
          errors += error * error
          spread += distance * distance
        }
        sum += spread > 0 ? 1 - errors / spread : 0
      }
      return sum / Double(means.count)
    }
    let replicates = bootstrap.replicates(count: truth.count, using: &generator, of: figure)
    return Estimate(
      value: figure(Array(truth.indices)), interval: bootstrap.interval(of: replicates),
      count: truth.count, estimator: estimator)
  }
}

/// The covariances that a lasso needs.
private struct LassoMoments {
  let size: Int
  let gram: [Double]
  /// Targets × codes.
  let cross: [Double]
  let means: [Double]
  let targetMeans: [Double]

  init(
    _ inputs: [Float], _ targets: LassoTargets, _ values: [Float]? = nil, rows: Int, width: Int
  ) {
    let values = values ?? targets.values
    let codes = LatentBatch(values: inputs, count: rows, dimension: width)
    means = codes.meanInDouble
    let mean = LatentBatch(values: values, count: rows, dimension: targets.width).meanInDouble
    targetMeans = mean
    size = width
    gram = DenseMatrix.covariance(of: codes, mean: means, divisor: Double(rows)).values
    var cross = [Double](repeating: 0, count: targets.width * width)
    for row in 0..<rows {
      for target in 0..<targets.width {
        let distance = Double(values[row * targets.width + target]) - mean[target]
        for code in 0..<width {
          cross[target * width + code] += distance * Double(inputs[row * width + code])
        }
      }
    }
    self.cross = cross.map { $0 / Double(rows) }
  }

  init(
    _ resamples: Resamples, _ column: Int, _ inputs: [Float], _ sums: [Float],
    _ targets: LassoTargets, _ targetSums: [Float], width: Int
  ) {
    let total = Double(resamples.rows)
    let means = (0..<width).map { Double(sums[column * width + $0]) / total }
    targetMeans = (0..<targets.width).map {
      Double(targetSums[column * targets.width + $0]) / total
    }
    self.means = means
    size = width
    let squares = resamples.products(
      of: inputs, leftWidth: width, inputs, rightWidth: width, column: column)
    gram = squares.indices.map {
      Double(squares[$0]) / total - means[$0 / width] * means[$0 % width]
    }
    let products = resamples.products(
      of: targets.values, leftWidth: targets.width, inputs, rightWidth: width, column: column)
    cross = products.indices.map { [targetMeans] in
      Double(products[$0]) / total - targetMeans[$0 / width] * means[$0 % width]
    }
  }

  func solve(penalty: Double, from start: [Double], tolerance: Double = 1e-7) -> [Double] {
    gram.withUnsafeBufferPointer { gram in
      stride(from: 0, to: cross.count, by: size).flatMap { first in
        Lasso.weights(
          gram: gram, cross: Array(cross[first..<first + size]), penalty: penalty,
          from: Array(start[first..<first + size]), tolerance: tolerance)
      }
    }
  }

  func predict(_ inputs: LatentBatch, row: Int, weights: [Double]) -> [Double] {
    targetMeans.indices.map { target in
      targetMeans[target]
        + inputs.withRow(row) { code in
          LaneReduction.reduce(size) {
            weights[target * size + $0] * (Double(code[$0]) - means[$0])
          }
        }
    }
  }
}
