/// A linear classifier of codes, to see whether labels can be read off a latent space.
///
///     let probe = LinearProbe(fitting: codes, labels: labels)
///     probe.accuracy(on: otherCodes, labels: otherLabels).value
///
/// Softmax regression on codes in units of their deviations, by the least sum of −ln p(label | code)
/// + ½ λ‖W‖², biases free. The loss is convex and minimised by L-BFGS from zero, so there is no chance.
/// An accuracy says what can be read linearly: curved classes need neighbours (`neighborAccuracy`).
public struct LinearProbe: Hashable, Sendable {
  /// The labels that were seen, ascending.
  public let labels: [Int]

  /// One row of weights per label, for the codes as they are.
  private let weights: LatentBatch
  private let biases: [Float]

  /// Fits labels that stand beside the codes; two different ones at least.
  ///
  /// - Parameters:
  ///   - codes: the codes to learn from.
  ///   - labels: one label per code.
  ///   - penalty: λ, above zero.
  public init(fitting codes: LatentBatch, labels: [Int], penalty: Double = 1) {
    codes.requireFactors([labels])
    require(
      penalty > 0 && penalty.isFinite,
      "The penalty of a probe must be a finite number above zero, but is \(penalty).")
    let levels = FactorLevels(labels)
    require(levels.count > 1, "A probe needs two labels or more to tell apart.")
    var seen = [Int](repeating: 0, count: levels.count)
    for (label, level) in zip(labels, levels.indices) { seen[level] = label }
    self.labels = seen
    let problem = SoftmaxProblem(codes, levels, penalty: penalty)
    let size = levels.count * (codes.dimension + 1)
    let descent = LimitedMemoryDescent(
      from: Array(repeating: 0, count: size), maximumSteps: 300, tolerance: 1e-9,
      scale: 4 / Double(codes.count)
    ) { problem.evaluate($0) }
    (weights, biases) = problem.unscaled(descent.point)
  }

  /// The most probable label of each code; the lowest of equals.
  public func predict(_ codes: LatentBatch) -> [Int] {
    codes.requireDimension(weights.dimension)
    let count = labels.count
    var scores = [Float](repeating: 0, count: codes.count * count)
    Kernels.multiply(
      codes.values, byTransposed: weights.values, into: &scores, rows: codes.count,
      inner: codes.dimension, columns: count, bias: biases)
    return codes.indices.map { row in
      var best = 0
      for label in 1..<count where scores[row * count + label] > scores[row * count + best] {
        best = label
      }
      return labels[best]
    }
  }

  /// The share of codes whose label is predicted, with Wilson's interval at 95 %.
  ///
  /// On the codes that the probe was fitted to, it flatters; use held-out ones.
  public func accuracy(on codes: LatentBatch, labels: [Int]) -> Estimate {
    codes.requireFactors([labels])
    let right = zip(predict(codes), labels).count { $0 == $1 }
    return Estimate(successes: right, of: codes.count, estimator: "linear probe")
  }
}

extension LatentEncoder {
  /// The accuracy of a linear probe on the codes of held-out samples.
  public func linearProbeAccuracy(
    fitting samples: [Sample], labels: [Int], on heldOut: [Sample], heldOutLabels: [Int]
  ) throws(Failure) -> Estimate {
    let probe = LinearProbe(fitting: try encode(samples), labels: labels)
    return probe.accuracy(on: try encode(heldOut), labels: heldOutLabels)
  }
}

/// −Σ ln softmax + ½ λ‖W‖² and its gradient, for standardised codes, divided by the count.
private struct SoftmaxProblem {
  private let codes: LatentBatch
  /// Standardised codes with a last column of ones.
  private let inputs: [Float]
  private let levels: FactorLevels
  private let penalty: Double
  private let width: Int

  init(_ codes: LatentBatch, _ levels: FactorLevels, penalty: Double) {
    self.codes = codes
    self.levels = levels
    self.penalty = penalty
    let size = codes.dimension
    width = size + 1
    let scaled = codes.standardized()
    inputs = codes.indices.flatMap { scaled[$0 * size..<($0 + 1) * size] + [1] }
  }

  /// The point holds `width` rows of one number per label.
  func evaluate(_ point: [Double]) -> (value: Double, gradient: [Double]) {
    let (rows, count) = (codes.count, levels.count)
    var scores = [Float](repeating: 0, count: rows * count)
    Kernels.multiply(
      inputs, by: point.map { Float($0) }, into: &scores, rows: rows, inner: width, columns: count)
    // Scores less the label's own, so that the loss is ln Σ e^score.
    for row in 0..<rows {
      var largest = -Float.infinity
      for label in 0..<count { largest = max(largest, scores[row * count + label]) }
      for label in 0..<count { scores[row * count + label] -= largest }
    }
    var shares = [Float](repeating: 0, count: rows * count)
    Kernels.exp(scores, into: &shares, count: shares.count)
    var value = 0.0
    for row in 0..<rows {
      var sum = 0.0
      for label in 0..<count { sum += Double(shares[row * count + label]) }
      let own = row * count + levels.indices[row]
      value += Elementary.log(sum) - Double(scores[own])
      for label in 0..<count {
        shares[row * count + label] = Float(Double(shares[row * count + label]) / sum)
      }
      shares[own] -= 1
    }
    var gradient = [Float](repeating: 0, count: width * count)
    Kernels.multiplyTransposed(
      inputs, shares, into: &gradient, rows: rows, inner: width, columns: count, accumulate: false)
    var result = gradient.map { Double($0) }
    for index in 0..<(width - 1) * count {
      value += penalty / 2 * point[index] * point[index]
      result[index] += penalty * point[index]
    }
    return (value, result)
  }

  /// Weights and biases for codes that are not standardised.
  func unscaled(_ point: [Double]) -> (weights: LatentBatch, biases: [Float]) {
    let (size, count) = (codes.dimension, levels.count)
    let (mean, deviations) = codes.meanAndDeviation
    var weights = [Float](repeating: 0, count: count * size)
    let biases = (0..<count).map { label in
      var bias = point[size * count + label]
      for column in 0..<size where deviations[column] > 0 {
        let weight = point[column * count + label] / deviations[column]
        weights[label * size + column] = Float(weight)
        bias -= weight * mean[column]
      }
      return Float(bias)
    }
    return (LatentBatch(values: weights, count: count, dimension: size), biases)
  }
}
