/// Sources that are as independent of one another as possible, and of which encodings are a mixture.
///
///     let components = IndependentComponents(fitting: encodings, count: 8, using: &generator)
///     let sources = components.project(encodings)      // n × 8, mean 0, deviation 1 each
///     let louder = z + 2 * components.directions.scaled[0]
///
/// Principal components are uncorrelated and at right angles; independent ones are neither forced to
/// right angles nor ordered by variance, but each is as far from normal as it can be. Where the
/// encodings are normal there is nothing to find: see ``isConverged`` and the strengths. FastICA with
/// the contrast log cosh and symmetric decorrelation (Hyvärinen 1999), after whitening.
public struct IndependentComponents: Hashable, Sendable {
  /// The mean of the encodings.
  public let mean: LatentVector

  /// What a source of 1 adds to the latent, one row per source.
  public let mixing: LatentBatch

  /// The inner product with a centred latent that gives each source, one row per source.
  public let unmixing: LatentBatch

  /// How far each source is from normal, descending: (E log cosh s − E log cosh ν)², ν normal.
  public let negentropies: [Double]

  /// How many iterations were made.
  public let iterationCount: Int

  /// Whether the last iteration turned no direction by more than the tolerance.
  ///
  /// When it is false the sources depend on the seed: take fewer, or more iterations.
  public let isConverged: Bool

  /// The components of latents, at most as many as there are dimensions with variance.
  ///
  /// Without a count, as many as have a variance above 10⁻¹⁰ of the largest. Draws count² normal
  /// deviates for the start. An iteration is O(n · count²). Stops the program when there are fewer
  /// dimensions with variance than asked for.
  public init(
    fitting latents: LatentBatch, count: Int? = nil, maximumIterations: Int = 200,
    tolerance: Double = 1e-4, using generator: inout some RandomNumberGenerator
  ) {
    let principal = PrincipalComponents(fitting: latents)
    let largest = principal.variances.first ?? 0
    let usable = principal.variances.count { $0 > 1e-10 * largest }
    let count = count ?? usable
    require(
      count > 0 && count <= usable,
      "\(count) independent components cannot be found: the latents vary in \(usable) dimensions.")
    let deviations = principal.variances.prefix(count).map { $0.squareRoot() }
    let basis = principal.vectors.selecting(0..<count)
    let whitening = LatentBatch(
      zip(basis, deviations).map { vector, deviation in
        LatentVector(vector.map { Float(Double($0) / deviation) })
      }, dimension: latents.dimension)
    let white = latents.coordinates(from: principal.mean, along: whitening)

    var rotation = Self.decorrelated(
      DenseMatrix(
        rows: count, columns: count,
        values: (0..<count * count).map { _ in generator.nextNormal() }))
    var iterations = 0
    var isConverged = false
    let step = FixedPointStep(white)
    while iterations < maximumIterations && !isConverged {
      let next = Self.decorrelated(step(rotation))
      var turn = 0.0
      for row in 0..<count {
        let cosine = (0..<count).reduce(0) { $0 + next[row, $1] * rotation[row, $1] }
        turn = max(turn, abs(1 - abs(cosine)))
      }
      rotation = next
      iterations += 1
      isConverged = turn < tolerance
    }
    let scores = Self.negentropies(of: white, rotation)
    let order = scores.indices.sorted { (-scores[$0], $0) < (-scores[$1], $1) }
    let (mixing, unmixing) = Self.mixing(rotation, order, basis, deviations)
    self.mean = principal.mean
    self.mixing = mixing
    self.unmixing = unmixing
    negentropies = order.map { scores[$0] }
    iterationCount = iterations
    self.isConverged = isConverged
  }

  /// The number of sources.
  public var count: Int { mixing.count }

  /// The sources of latents: n × count, with mean 0 and deviation 1 over the fitted ones.
  public func project(_ latents: LatentBatch) -> LatentBatch {
    latents.coordinates(from: mean, along: unmixing)
  }

  /// The latents that have the given sources.
  public func reconstruct(_ sources: LatentBatch) -> LatentBatch {
    sources.combination(of: mixing, from: mean)
  }

  /// What each source adds, as directions; strengths are negentropies, a step is one deviation.
  public var directions: LatentDirections {
    LatentDirections(
      vectors: LatentBatch(mixing.map(\.normalized), dimension: mixing.dimension),
      strengths: negentropies, names: (0..<count).map { "IC \($0 + 1)" },
      strengthName: "negentropy", steps: mixing.norms.map { Double($0) })
  }

  /// (W Wᵀ)^−½ W: the nearest matrix with orthonormal rows.
  private static func decorrelated(_ matrix: DenseMatrix) -> DenseMatrix {
    let eigen = SymmetricEigen(matrix * matrix.transposed)
    let largest = eigen.values.first ?? 0
    // Rows that depend on one another, as a broken generator's, leave a direction out: put it back.
    guard let smallest = eigen.values.last, smallest > 1e-12 * largest, largest > 0 else {
      return decorrelated(matrix + .identity(matrix.rows))
    }
    return eigen.mapValues { 1 / $0.squareRoot() } * matrix
  }

  private static func mixing(
    _ rotation: DenseMatrix, _ order: [Int], _ basis: LatentBatch, _ deviations: [Double]
  ) -> (LatentBatch, LatentBatch) {
    var (mixing, unmixing) = (
      LatentBatch(dimension: basis.dimension), LatentBatch(dimension: basis.dimension)
    )
    for source in order {
      var (adds, reads) = (
        [Double](repeating: 0, count: basis.dimension),
        [Double](repeating: 0, count: basis.dimension)
      )
      for component in deviations.indices {
        let factor = rotation[source, component]
        for (column, value) in basis[component].enumerated() {
          adds[column] += factor * deviations[component] * Double(value)
          reads[column] += factor / deviations[component] * Double(value)
        }
      }
      let isFlipped = SymmetricEigen.withFixedSign(adds) != adds
      mixing.append(LatentVector(adds.map { Float(isFlipped ? -$0 : $0) }))
      unmixing.append(LatentVector(reads.map { Float(isFlipped ? -$0 : $0) }))
    }
    return (mixing, unmixing)
  }

  private static func negentropies(of white: LatentBatch, _ rotation: DenseMatrix) -> [Double] {
    // E log cosh ν for a standard normal ν, by quadrature.
    let normal = 0.374567207491438
    let sources = white.coordinates(
      from: .zero(dimension: white.dimension),
      along: LatentBatch(
        values: rotation.values.map { Float($0) }, count: rotation.rows,
        dimension: rotation.columns))
    return (0..<rotation.rows).map { source in
      let sum = LaneReduction.reduce(sources.count) { row in
        let size = abs(Double(sources.values[row * sources.dimension + source]))
        return size + Elementary.log1p(Elementary.exp(-2 * size)) - 0.6931471805599453
      }
      let difference = sum / Double(sources.count) - normal
      return difference * difference
    }
  }
}

/// One fixed-point step of all rows: E[x g(wᵀx)] − E[g′(wᵀx)] w with g = tanh.
///
/// Products and tanh run in single precision, a block of latents at a time; blocks add up in Double.
private struct FixedPointStep {
  private let white: LatentBatch
  private static let blockCount = 2048

  init(_ white: LatentBatch) { self.white = white }

  func callAsFunction(_ rotation: DenseMatrix) -> DenseMatrix {
    let (count, size) = (white.count, white.dimension)
    let weights = rotation.transposed.values.map { Float($0) }
    var signals = [Float](repeating: 0, count: Self.blockCount * size)
    var products = [Float](repeating: 0, count: size * size)
    var squares = [Float](repeating: 0, count: size)
    var sums = DenseMatrix(rows: size, columns: size)
    var squareSums = [Double](repeating: 0, count: size)
    white.values.withUnsafeBufferPointer { values in
      for first in stride(from: 0, to: count, by: Self.blockCount) {
        let rows = min(Self.blockCount, count - first)
        let x = values.baseAddress! + first * size
        signals.withUnsafeMutableBufferPointer { signals in
          let s = signals.baseAddress!
          Kernels.multiply(x, by: weights, into: s, rows: rows, inner: size, columns: size)
          Kernels.tanh(s, into: s, count: rows * size)
          Kernels.multiplyTransposed(
            s, x, into: &products, rows: rows, inner: size, columns: size, accumulate: false)
          for index in 0..<rows * size { s[index] *= s[index] }
          Kernels.columnSums(s, rows: rows, columns: size, into: &squares, accumulate: false)
        }
        for index in products.indices { sums.values[index] += Double(products[index]) }
        for index in squares.indices { squareSums[index] += Double(squares[index]) }
      }
    }
    var result = DenseMatrix(rows: size, columns: size)
    for row in 0..<size {
      let derivative = 1 - squareSums[row] / Double(count)
      for column in 0..<size {
        result[row, column] =
          sums[row, column] / Double(count) - derivative * rotation[row, column]
      }
    }
    return result
  }
}
