internal import CLatentKernels

/// A linear function ⟨w, z⟩ + b fitted by minimising ½λ‖w‖² + Σ loss, the intercept free.
///
/// Newton's method with halved steps in Double: a dozen passes over the data, no learning rate, no
/// chance. The losses are convex, so the minimum is the only one.
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

    /// Whether the second derivative is the same everywhere, so that one step finds the minimum.
    var isQuadratic: Bool { if case .squares = self { true } else { false } }

    /// Writes the loss with its first and second derivative in f.
    func write(
      _ f: UnsafePointer<Double>, _ y: UnsafePointer<Double>, count: Int,
      value: UnsafeMutablePointer<Double>, slope: UnsafeMutablePointer<Double>,
      bend: UnsafeMutablePointer<Double>
    ) {
      switch self {
      case .logistic:
        latents_logistic_terms(f, y, value, slope, bend, count)
      case .squaredHinge:
        for row in 0..<count {
          let gap = max(0, 1 - y[row] * f[row])
          value[row] = gap * gap
          slope[row] = -2 * y[row] * gap
          bend[row] = gap > 0 ? 2 : 0
        }
      case .squares:
        for row in 0..<count {
          let gap = f[row] - y[row]
          (value[row], slope[row], bend[row]) = (gap * gap / 2, gap, 1)
        }
      }
    }

    /// The loss with its first and second derivative in f.
    package func derivatives(_ f: Double, _ y: Double) -> (
      value: Double, slope: Double, bend: Double
    ) {
      var (value, slope, bend) = (0.0, 0.0, 0.0)
      write([f], [y], count: 1, value: &value, slope: &slope, bend: &bend)
      return (value, slope, bend)
    }
  }

  /// The best function for targets that stand beside the latents; λ must be above zero.
  package init(_ latents: LatentBatch, targets: [Double], loss: Loss, strength: Double) {
    let size = latents.dimension
    let problem = LinearProblem(
      latents: latents, centre: latents.meanInDouble, targets: targets, loss: loss,
      strength: strength)
    var solution = [Double](repeating: 0, count: size + 1)
    var state = problem.evaluate(solution)
    var factor: CholeskyDecomposition?
    for _ in 0..<100 {
      let sums = problem.sums(state)
      let slope = problem.slope(sums, at: solution)
      let enough = 1e-14 * (1 + abs(state.value))
      // Near the minimum the last factor tells the end as well as a new one would.
      if let factor, Self.product(factor.solve(slope), slope) <= enough { break }
      if factor == nil || !loss.isQuadratic {
        factor = CholeskyDecomposition(problem.bend(state, sums))
      }
      guard let step = factor?.solve(slope) else { break }
      let gain = Self.product(step, slope)
      if gain <= enough { break }
      var length = 1.0
      var next: [Double] = []
      var nextState = state
      repeat {
        next = solution.indices.map { solution[$0] - length * step[$0] }
        nextState = problem.evaluate(next)
        length /= 2
      } while nextState.value > state.value - 1e-4 * length * gain && length > 1e-12
      let value = state.value
      (solution, state) = (next, nextState)
      if value - state.value <= 1e-14 * (1 + abs(value)) { break }
    }
    weights = Array(solution[..<size])
    // Latents were centred, which keeps the problem well conditioned.
    intercept =
      solution[size] - LaneReduction.reduce(size) { solution[$0] * problem.centre[$0] }
  }

  private static func product(_ x: [Double], _ y: [Double]) -> Double {
    LaneReduction.reduce(x.count) { x[$0] * y[$0] }
  }
}

/// The function to minimise, with its derivatives, for centred latents.
private struct LinearProblem {
  let latents: LatentBatch
  let centre: [Double]
  let targets: [Double]
  let loss: LinearFit.Loss
  let strength: Double

  /// The value at a solution, and the derivatives of each latent's loss: all first, then all second.
  struct State {
    var value: Double
    var derivatives: [Double]
  }

  func evaluate(_ solution: [Double]) -> State {
    let (count, size) = (latents.count, latents.dimension)
    var terms = [Double](repeating: 0, count: count)
    var derivatives = [Double](repeating: 0, count: 2 * count)
    derivatives.withUnsafeMutableBufferPointer { derivatives in
      terms.withUnsafeMutableBufferPointer { terms in
        if let slope = derivatives.baseAddress, let value = terms.baseAddress {
          evaluate(solution, latents.values, value, slope, slope + count)
        }
      }
    }
    let penalty = strength / 2 * LaneReduction.reduce(size) { solution[$0] * solution[$0] }
    return State(
      value: penalty + LaneReduction.sum(terms, count: count), derivatives: derivatives)
  }

  private func evaluate(
    _ solution: [Double], _ x: UnsafePointer<Float>, _ value: UnsafeMutablePointer<Double>,
    _ slope: UnsafeMutablePointer<Double>, _ bend: UnsafeMutablePointer<Double>
  ) {
    let (size, intercept) = (latents.dimension, solution[latents.dimension])
    targets.withUnsafeBufferPointer { targets in
      nonisolated(unsafe) let y = targets.baseAddress
      let slice = 256
      Threads.forEach(
        slices: (latents.count + slice - 1) / slice, work: latents.count * (size + 40)
      ) { range in
        guard let y else { return }
        let rows = range.lowerBound * slice..<min(range.upperBound * slice, latents.count)
        var first = rows.lowerBound
        Kernels.forEachCentredChunk(
          x + first * size, rows: rows.count, columns: size, around: centre, weights: nil
        ) { centred, _, length in
          latents_dense_row_dots(centred, length, size, solution, value + first)
          for row in first..<first + length { value[row] = intercept + value[row] }
          loss.write(
            value + first, y + first, count: length, value: value + first, slope: slope + first,
            bend: bend + first)
          first += length
        }
      }
    }
  }

  /// Sums of the centred latents times the first and the second derivatives, a row for each; last
  /// in each row stands the sum of the derivatives themselves.
  func sums(_ state: State) -> DenseMatrix {
    let (count, size) = (latents.count, latents.dimension)
    var sums = [Double](repeating: 0, count: 2 * size)
    Kernels.addWeightedSums(
      latents.values, rows: count, columns: size, around: centre, weights: state.derivatives,
      lists: 2, to: &sums)
    return DenseMatrix([
      sums[..<size] + [state.derivatives[..<count].reduce(0, +)],
      sums[size...] + [state.derivatives[count...].reduce(0, +)],
    ])
  }

  /// The gradient; the intercept's comes last.
  func slope(_ sums: DenseMatrix, at solution: [Double]) -> [Double] {
    let size = latents.dimension
    return (0...size).map { sums[0, $0] + ($0 < size ? strength * solution[$0] : 0) }
  }

  /// The lower triangle of the matrix of second derivatives, the intercept's last.
  func bend(_ state: State, _ sums: DenseMatrix) -> DenseMatrix {
    let (count, size) = (latents.count, latents.dimension)
    var bend = DenseMatrix(
      diagonal: (0...size).map { $0 < size ? strength : 1e-12 * Double(count) })
    let weights = Array(state.derivatives[count...])
    bend.values.withUnsafeMutableBufferPointer { elements in
      if let elements = elements.baseAddress {
        Kernels.addGram(
          latents.values, rows: count, columns: size, around: centre, weights: weights,
          to: elements, stride: size + 1)
      }
    }
    for row in 0..<size {
      for column in 0..<row { bend[row, column] = bend[column, row] }
      bend[size, row] = sums[1, row]
    }
    bend[size, size] += sums[1, size]
    return bend
  }
}
