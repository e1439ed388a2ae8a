/// A normal density with a full covariance, ready to be evaluated and drawn from.
struct NormalFactor: Sendable {
  let mean: [Double]
  /// L with L Lᵀ the covariance.
  private let lower: DenseMatrix
  /// L⁻¹, lower triangular.
  private let inverse: DenseMatrix
  /// The log density at the mean.
  private let peak: Double

  /// How many latents are evaluated side by side; each one's arithmetic is its own.
  static let width = 8

  /// Nil when the covariance is not positive definite.
  init?(mean: [Double], covariance: DenseMatrix) {
    guard let factor = CholeskyDecomposition(covariance) else { return nil }
    self.mean = mean
    lower = factor.lower
    inverse = factor.inverseLower
    peak = -0.5 * (factor.logDeterminant + Double(mean.count) * logOfTwoPi)
  }

  /// The log densities of eight latents; `coordinates` has their first coordinates, then their second.
  ///
  /// −½ ‖L⁻¹(z − m)‖² + peak, each row of the product one ascending chain, then the squares.
  func logDensity(
    ofColumns coordinates: UnsafePointer<SIMD8<Double>>,
    scratch: UnsafeMutablePointer<SIMD8<Double>>
  ) -> SIMD8<Double> {
    let size = mean.count
    return inverse.values.withUnsafeBufferPointer { inverse in
      for index in 0..<size { scratch[index] = coordinates[index] - mean[index] }
      var squares = SIMD8<Double>.zero
      for row in 0..<size {
        var sum = SIMD8<Double>.zero
        for column in 0...row { sum += inverse[row * size + column] * scratch[column] }
        squares += sum * sum
      }
      return peak - 0.5 * squares
    }
  }

  /// Appends a draw m + T L ε, with one normal deviate per coordinate.
  func appendSample(
    to values: inout [Float], temperature: Double,
    using generator: inout some RandomNumberGenerator
  ) {
    let deviates = mean.map { _ in generator.nextNormal() }
    for row in mean.indices {
      var sum = 0.0
      for column in 0...row { sum += lower[row, column] * deviates[column] }
      values.append(Float(mean[row] + temperature * sum))
    }
  }

  /// The log densities of latents under several factors: factor after factor, `count` numbers each.
  static func logDensities(of latents: LatentBatch, under factors: [NormalFactor]) -> [Double] {
    let (count, size) = (latents.count, latents.dimension)
    return [Double](unsafeUninitializedCapacity: factors.count * count) { result, written in
      nonisolated(unsafe) let result = result
      let blocks = (count + width - 1) / width
      let work = factors.count * count * (size * size / 2 + 1)
      Threads.forEach(slices: blocks, work: work) { range in
        var columns = [SIMD8<Double>](repeating: .zero, count: size)
        var scratch = columns
        for block in range {
          let first = block * width
          let last = min(first + width, count)
          for row in first..<last {
            for column in 0..<size {
              columns[column][row - first] = Double(latents.values[row * size + column])
            }
          }
          for (index, factor) in factors.enumerated() {
            let densities = factor.logDensity(ofColumns: columns, scratch: &scratch)
            for row in first..<last {
              result.initializeElement(at: index * count + row, to: densities[row - first])
            }
          }
        }
      }
      written = factors.count * count
    }
  }
}

/// Numbers that do not make a density.
public enum DensityError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Sizes of weights, means and covariances that do not go together.
  case sizesDisagree(String)
  /// A weight that is negative or not finite, or weights that do not add up to one.
  case weightsInvalid
  /// A covariance that is not symmetric and positive definite.
  case covarianceInvalid(component: Int)
  /// A mean that is not a finite number.
  case meanInvalid

  /// What is wrong, in a sentence.
  public var description: String {
    switch self {
    case .sizesDisagree(let sizes):
      "The density's parts do not go together: \(sizes)."
    case .weightsInvalid:
      "The weights of a mixture must be zero or more and add up to one."
    case .covarianceInvalid(let component):
      "The covariance of component \(component) is not symmetric and positive definite."
    case .meanInvalid:
      "The mean of a density must be made of finite numbers."
    }
  }
}
