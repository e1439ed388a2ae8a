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

  /// How well a fifth of the rows is predicted from a fit to the others.
  ///
  /// Values of discrete factors are named by a softmax regression, because the middle one of ordered
  /// values is not a linear function of anything.
  static func informativeness(
    _ codes: LatentBatch, _ targets: LassoTargets, penalty: Double, _ bootstrap: Bootstrap,
    using generator: inout some RandomNumberGenerator
  ) -> Estimate? {
    let order = generator.nextPermutation(count: codes.count)
    let heldOut = codes.count / 5
    guard heldOut > 0 else { return nil }
    let (test, training) = (Array(order[..<heldOut]), Array(order[heldOut...]))
    if let levels = targets.levels {
      let shares = Self.sharesNamed(codes, levels, training, test)
      return Estimate(
        meanOf: shares, estimator: "DCI informativeness, linear probe", bootstrap: bootstrap,
        using: &generator)
    }
    let width = targets.width
    let inputs = LatentBatch(
      values: codes.standardized(), count: codes.count, dimension: codes.dimension)
    func values(_ rows: [Int]) -> [Float] {
      rows.flatMap { targets.values[$0 * width..<($0 + 1) * width] }
    }
    let moments = LassoMoments(
      inputs.selecting(training).values, targets, values(training), rows: training.count,
      width: codes.dimension)
    let weights = moments.solve(
      penalty: penalty, from: Array(repeating: 0, count: width * codes.dimension))
    let predictions = test.map { row in moments.predict(inputs, row: row, weights: weights) }
    let truth = test.map { row in values([row]).map { Double($0) } }
    return Self.explained(
      truth, predictions, around: moments.targetMeans, bootstrap,
      "DCI informativeness, R² of lasso, λ = \(penalty)", using: &generator)
  }

  /// For each row of a test, the share of the factors that are named right.
  private static func sharesNamed(
    _ codes: LatentBatch, _ levels: [FactorLevels], _ training: [Int], _ test: [Int]
  ) -> [Double] {
    let (known, asked) = (codes.selecting(training), codes.selecting(test))
    var shares = [Double](repeating: 0, count: test.count)
    for level in levels {
      let labels = training.map { level.indices[$0] }
      let predictions =
        FactorLevels(labels).isConstant
        ? Array(repeating: labels[0], count: test.count)
        : LinearProbe(fitting: known, labels: labels).predict(asked)
      for (index, row) in test.enumerated() where predictions[index] == level.indices[row] {
        shares[index] += 1 / Double(levels.count)
      }
    }
    return shares
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
