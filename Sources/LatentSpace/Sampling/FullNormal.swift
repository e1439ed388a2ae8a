/// A normal density whose coordinates may depend on one another.
///
///     let normal = try FullNormal(fitting: model.encode(samples))
///     let faces = model.sample(count: 16, from: normal, using: &generator)
///
/// log p(z) = −½ [(z − m)ᵀ Σ⁻¹ (z − m) + ln det Σ + d ln 2π].
public struct FullNormal: LatentDensity {
  /// The centre.
  public let mean: LatentVector

  /// The covariance Σ, row after row: `dimension` × `dimension` numbers.
  public let covariance: [Float]

  private let factor: NormalFactor

  /// A normal density with a finite mean and a symmetric, positive definite covariance.
  public init(mean: LatentVector, covariance: [Float]) throws(DensityError) {
    let size = mean.dimension
    guard covariance.count == size * size else {
      throw .sizesDisagree("\(size) means, \(covariance.count) covariances")
    }
    guard mean.isFinite else { throw .meanInvalid }
    guard
      let factor = NormalFactor(
        mean: mean.map { Double($0) },
        symmetric: covariance)
    else { throw .covarianceInvalid(component: 0) }
    self.mean = mean
    self.covariance = covariance
    self.factor = factor
  }

  /// The most likely density for some latents whose variance is nowhere less than a minimum.
  ///
  /// Mean and covariance of the latents, dividing by their count, with the eigenvalues of the
  /// covariance raised to the minimum where they are less. Stops the program when there are none.
  public init(fitting latents: LatentBatch, minimumVariance: Float = 1e-4) {
    let mean = latents.meanInDouble
    let covariance = DenseMatrix.covariance(
      of: latents, mean: mean, divisor: Double(latents.count))
    self.mean = LatentVector(mean.map { Float($0) })
    (self.covariance, factor) = NormalFactor.rounded(
      mean: self.mean.map { Double($0) },
      covariance: covariance.withSmallestEigenvalue(Double(minimumVariance)))
  }

  public var dimension: Int { mean.dimension }

  /// `full-normal`.
  public var name: String { "full-normal" }

  public func sample(
    count: Int, temperature: Float, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    requireSampling(count: count, temperature: temperature)
    return DrawnNumbers.batch(
      count: count, dimension: dimension, numbersPerRow: dimension, using: &generator
    ) { numbers, rows, deviates, out in
      numbers.writeNormals(
        rows.lowerBound * dimension, count: rows.count * dimension, to: deviates)
      factor.writeSamples(
        deviates, stride: dimension, count: rows.count, temperature: Double(temperature), to: out)
    }
  }

  public func logDensity(of latents: LatentBatch) -> [Double] {
    latents.requireDimension(dimension)
    return NormalFactor.logDensities(of: latents, under: [factor])
  }
}

extension FullNormal: Hashable {
  public static func == (left: FullNormal, right: FullNormal) -> Bool {
    left.mean == right.mean && left.covariance == right.covariance
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(mean)
    hasher.combine(covariance)
  }
}

extension FullNormal: Codable {
  private enum CodingKeys: String, CodingKey { case mean, covariance }

  /// Reads a density, and throws when its numbers are not those of one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    try self.init(
      mean: container.decode(LatentVector.self, forKey: .mean),
      covariance: container.decode([Float].self, forKey: .covariance))
  }

  /// Writes mean and covariance.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(mean, forKey: .mean)
    try container.encode(covariance, forKey: .covariance)
  }
}

extension NormalFactor {
  /// Nil when the numbers are not a symmetric, positive definite matrix.
  init?(mean: [Double], symmetric covariance: some Collection<Float>) {
    let size = mean.count
    let matrix = DenseMatrix(rows: size, columns: size, values: covariance.map { Double($0) })
    guard matrix.isFinite, matrix == matrix.transposed else { return nil }
    self.init(mean: mean, covariance: matrix)
  }

  /// A covariance in floats with its factor.
  ///
  /// Where rounding would cost the smallest eigenvalues their sign, they are raised first.
  static func rounded(
    mean: [Double], covariance: DenseMatrix
  ) -> (covariance: [Float], factor: NormalFactor) {
    let largest = covariance.diagonal.reduce(0, max) * Double(covariance.rows)
    for floor in [0, 1e-6 * largest, 1e-4 * largest] {
      let raised = floor == 0 ? covariance : covariance.withSmallestEigenvalue(floor)
      let values = raised.values.map { Float($0) }
      if let factor = NormalFactor(mean: mean, symmetric: values) { return (values, factor) }
    }
    fatalError("A density can be fitted only to numbers whose squares are finite floats.")
  }
}

extension DenseMatrix {
  /// The symmetric matrix with eigenvalues below a floor raised to it.
  ///
  /// For a covariance this is the most likely one of those that are nowhere less than the floor.
  func withSmallestEigenvalue(_ floor: Double) -> DenseMatrix {
    // Most covariances are well above the floor, and a Cholesky decomposition tells that quickly.
    if CholeskyDecomposition(addingToDiagonal(-floor)) != nil { return self }
    return SymmetricEigen(self).mapValues { max($0, floor) }
  }
}
