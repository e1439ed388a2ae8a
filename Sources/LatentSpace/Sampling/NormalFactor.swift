internal import CLatentKernels

/// A normal density with a full covariance, ready to be evaluated and drawn from.
struct NormalFactor: Sendable {
  let mean: [Double]
  /// Lᵀ with L Lᵀ the covariance.
  private let upper: DenseMatrix
  /// L⁻¹, lower triangular.
  private let inverse: DenseMatrix
  /// The log density at the mean.
  private let peak: Double

  /// How many latents are evaluated side by side; each one's arithmetic is its own.
  private static let width = 64

  /// Nil when the covariance is not positive definite.
  init?(mean: [Double], covariance: DenseMatrix) {
    guard let factor = CholeskyDecomposition(covariance) else { return nil }
    self.mean = mean
    upper = factor.upper
    inverse = factor.inverseLower
    peak = -0.5 * (factor.logDeterminant + Double(mean.count) * logOfTwoPi)
  }

  /// Writes the draws m + T L ε for `count` rows of normal deviates that are `stride` apart.
  func writeSamples(
    _ deviates: UnsafePointer<Double>, stride: Int, count: Int, temperature: Double,
    to out: UnsafeMutablePointer<Float>
  ) {
    let size = mean.count
    let scale = [Double](repeating: temperature, count: size)
    upper.values.withUnsafeBufferPointer { upper in
      Kernels.withDoubles(count * size) { sums in
        // The zeros of Lᵀ add nothing to a sum of finite numbers.
        var product = latents_dense(
          a: deviates, aRow: stride, aInner: 1, b: upper.baseAddress, bInner: size, c: sums,
          cRow: size, rows: count, inner: size, columns: size, lower: false, accumulate: false)
        latents_dense_product(&product)
        latents_scale_and_move(sums, count, size, scale, mean, out)
      }
    }
  }

  /// The log densities of latents under several factors: factor after factor, `count` numbers each.
  ///
  /// −½ ‖L⁻¹(z − m)‖² + peak, each row of the product one ascending chain, then the squares.
  static func logDensities(of latents: LatentBatch, under factors: [NormalFactor]) -> [Double] {
    let (count, size) = (latents.count, latents.dimension)
    return [Double](unsafeUninitializedCapacity: factors.count * count) { result, written in
      nonisolated(unsafe) let result = result
      let blocks = (count + width - 1) / width
      let work = factors.count * count * (size * size / 2 + 1)
      Threads.forEach(slices: blocks, work: work) { range in
        // Latents as columns: the floats, then centred, then multiplied by L⁻¹, then the squares.
        let area = size * width
        Kernels.withDoubles(3 * area + width) { scratch in
          let squares = scratch + 3 * area
          (scratch + 2 * area).withMemoryRebound(to: Float.self, capacity: 2 * area) { columns in
            for block in range {
              let first = block * width
              let length = min(width, count - first)
              if length < width { columns.initialize(repeating: 0, count: area) }
              latents.values.withUnsafeBufferPointer { values in
                if let base = values.baseAddress {
                  latents_transpose(base + first * size, size, columns, width, length, size)
                }
              }
              for (index, factor) in factors.enumerated() {
                factor.writeSquares(columns, scratch, scratch + area, squares)
                for row in 0..<length {
                  result.initializeElement(
                    at: index * count + first + row, to: factor.peak - 0.5 * squares[row])
                }
              }
            }
          }
        }
      }
      written = factors.count * count
    }
  }

  /// ‖L⁻¹(z − m)‖² of the latents in the columns.
  private func writeSquares(
    _ columns: UnsafePointer<Float>, _ centred: UnsafeMutablePointer<Double>,
    _ solved: UnsafeMutablePointer<Double>, _ squares: UnsafeMutablePointer<Double>
  ) {
    let (size, width) = (mean.count, Self.width)
    latents_centre_columns(columns, size, width, mean, centred)
    inverse.values.withUnsafeBufferPointer { inverse in
      var product = latents_dense(
        a: inverse.baseAddress, aRow: size, aInner: 1, b: centred, bInner: width, c: solved,
        cRow: width, rows: size, inner: 1, columns: width, lower: true, accumulate: false)
      latents_dense_product(&product)
    }
    latents_square_sums(solved, size, width, squares)
  }
}

extension Kernels {
  /// Log densities, component after component, become the components' shares; `totals` the log
  /// densities of the mixture.
  static func mixtureShares(
    _ shares: UnsafeMutablePointer<Double>, logWeights: [Double], components: Int, count: Int,
    totals: UnsafeMutablePointer<Double>
  ) {
    forEachSlice(of: count, cost: 30 * components) { first, length in
      withDoubles(16 * components) { scratch in
        latents_mixture_shares(
          shares + first, count, logWeights, components, length, scratch, totals + first)
      }
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
