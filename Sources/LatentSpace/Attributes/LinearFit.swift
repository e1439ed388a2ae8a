/// A linear function ⟨w, z⟩ + b fitted by minimising ½λ‖w‖² + Σ loss, the intercept free.
///
/// Newton's method with halved steps in Double: a few dozen passes over the data, no learning rate,
/// no chance. The losses are convex, so the minimum is the only one.
package struct LinearFit {
  package let weights: [Double]
  package let intercept: Double

  /// A convex loss of the function's value f for a target y: ±1 for classes, any number for ridge.
  package enum Loss {
    /// ln(1 + e^(−y f)).
    case logistic
    /// max(0, 1 − y f)².
    case squaredHinge
    /// ½ (f − y)².
    case squares

    /// The loss with its first and second derivative in f.
    package func derivatives(_ f: Double, _ y: Double) -> (
      value: Double, slope: Double, bend: Double
    ) {
      switch self {
      case .logistic:
        let margin = y * f
        // e^(−|m|) never overflows; both tails keep their digits.
        let small = Elementary.exp(-abs(margin))
        let value = Elementary.log1p(small) + max(0, -margin)
        let wrong = (margin < 0 ? 1 : small) / (1 + small)
        return (value, -y * wrong, wrong * (1 - wrong))
      case .squaredHinge:
        let gap = 1 - y * f
        return gap > 0 ? (gap * gap, -2 * y * gap, 2) : (0, 0, 0)
      case .squares:
        return ((f - y) * (f - y) / 2, f - y, 1)
      }
    }
  }

  /// The best function for targets that stand beside the latents; λ must be above zero.
  package init(_ latents: LatentBatch, targets: [Double], loss: Loss, strength: Double) {
    let size = latents.dimension
    let problem = Problem(
      latents: latents, centre: latents.meanInDouble, targets: targets, loss: loss,
      strength: strength)
    var solution = [Double](repeating: 0, count: size + 1)
    var state = problem.evaluate(solution)
    for _ in 0..<100 {
      guard let factor = CholeskyDecomposition(state.bend) else { break }
      let step = factor.solve(state.slope)
      let gain = LaneReduction.reduce(step.count) { step[$0] * state.slope[$0] }
      if gain <= 1e-14 * (1 + abs(state.value)) { break }
      var length = 1.0
      var next: [Double] = []
      repeat {
        next = solution.indices.map { solution[$0] - length * step[$0] }
        length /= 2
      } while problem.value(next) > state.value - 1e-4 * length * gain && length > 1e-12
      solution = next
      let value = state.value
      state = problem.evaluate(solution)
      if value - state.value <= 1e-14 * (1 + abs(value)) { break }
    }
    weights = Array(solution[..<size])
    // Latents were centred, which keeps the problem well conditioned.
    intercept =
      solution[size] - LaneReduction.reduce(size) { solution[$0] * problem.centre[$0] }
  }

  private struct Problem {
    let latents: LatentBatch
    let centre: [Double]
    let targets: [Double]
    let loss: Loss
    let strength: Double

    func value(_ solution: [Double]) -> Double {
      let terms = latents.indices.map { row in
        loss.derivatives(predict(solution, centred(row)), targets[row]).value
      }
      return penalty(solution) + LaneReduction.sum(terms, count: terms.count)
    }

    func evaluate(_ solution: [Double]) -> (value: Double, slope: [Double], bend: DenseMatrix) {
      let size = latents.dimension
      var slope = (0...size).map { $0 < size ? strength * solution[$0] : 0 }
      var bend = DenseMatrix(
        diagonal: (0...size).map { $0 < size ? strength : 1e-12 * Double(latents.count) })
      var terms: [Double] = []
      for row in latents.indices {
        let point = centred(row) + [1]
        let (value, first, second) = loss.derivatives(
          predict(solution, point.dropLast()), targets[row])
        terms.append(value)
        for column in 0...size { slope[column] += first * point[column] }
        if second == 0 { continue }
        bend.values.withUnsafeMutableBufferPointer { bend in
          for line in 0...size {
            let factor = second * point[line]
            for column in 0...line { bend[line * (size + 1) + column] += factor * point[column] }
          }
        }
      }
      return (penalty(solution) + LaneReduction.sum(terms, count: terms.count), slope, bend)
    }

    private func penalty(_ solution: [Double]) -> Double {
      strength / 2 * LaneReduction.reduce(latents.dimension) { solution[$0] * solution[$0] }
    }

    private func predict(_ solution: [Double], _ point: some RandomAccessCollection<Double>)
      -> Double
    {
      let point = Array(point)
      return solution[latents.dimension]
        + LaneReduction.reduce(latents.dimension) { solution[$0] * point[$0] }
    }

    private func centred(_ row: Int) -> [Double] {
      latents.withRow(row) { coordinates in
        coordinates.indices.map { Double(coordinates[$0]) - centre[$0] }
      }
    }
  }
}
