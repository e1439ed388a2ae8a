/// A normal density whose coordinates are independent: the usual prior, and the simplest fit.
///
///     let prior = DiagonalNormal.standard(dimension: 32)          // N(0, I)
///     let fitted = DiagonalNormal(fitting: model.encode(samples)) // mean and spread of the data
///
/// log p(z) = −½ Σ_j [((z_j − m_j)/s_j)² + ln(2π s_j²)].
public struct DiagonalNormal: LatentDensity, Hashable, Codable {
  /// The centre.
  public let mean: LatentVector

  /// The standard deviation of each coordinate, above zero.
  public let standardDeviation: LatentVector

  /// A normal density with the given centre and deviations, all finite, the deviations above zero.
  public init(mean: LatentVector, standardDeviation: LatentVector) {
    mean.requireSameDimension(standardDeviation)
    require(
      Self.isValid(mean, standardDeviation),
      "A normal density needs a finite mean and finite deviations above zero.")
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  /// The standard normal N(0, I): the prior of a variational autoencoder.
  public static func standard(dimension: Int) -> DiagonalNormal {
    DiagonalNormal(
      mean: .zero(dimension: dimension),
      standardDeviation: LatentVector(repeating: 1, dimension: dimension))
  }

  /// The most likely density for some latents: their mean and deviation in each coordinate.
  ///
  /// Deviations are at least `minimumDeviation`, so coordinates that never change keep a density.
  /// Stops the program when there are no latents.
  public init(fitting latents: LatentBatch, minimumDeviation: Float = 1e-3) {
    require(minimumDeviation > 0, "The smallest deviation must be above zero.")
    self.init(
      mean: latents.mean,
      standardDeviation: LatentVector(
        latents.standardDeviation.map { Swift.max($0, minimumDeviation) }))
  }

  public var dimension: Int { mean.dimension }

  /// `prior` for N(0, I), else `normal`.
  public var name: String {
    self == .standard(dimension: dimension) ? "prior" : "normal"
  }

  public func sample(
    count: Int, temperature: Float, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    requireSampling(count: count, temperature: temperature)
    let spread = standardDeviation.map { Double(temperature) * Double($0) }
    let centre = mean.map { Double($0) }
    return DrawnNumbers.batch(
      count: count, dimension: dimension, numbersPerRow: dimension, using: &generator
    ) { numbers, rows, deviates, out in
      numbers.writeNormals(
        rows.lowerBound * dimension, count: rows.count * dimension, to: deviates)
      Kernels.scaleAndMove(
        deviates, rows: rows.count, columns: dimension, by: spread, to: centre, into: out)
    }
  }

  public func logDensity(of latents: LatentBatch) -> [Double] {
    latents.requireDimension(dimension)
    var constant = 0.0
    for deviation in standardDeviation {
      constant += Elementary.log(Double(deviation)) + 0.5 * logOfTwoPi
    }
    return (0..<latents.count).map { row in
      latents.withRow(row) { coordinates in
        -constant
          - 0.5
          * LaneReduction.reduce(dimension) { column in
            let distance =
              (Double(coordinates[column]) - Double(mean[column]))
              / Double(standardDeviation[column])
            return distance * distance
          }
      }
    }
  }

  private static func isValid(_ mean: LatentVector, _ deviations: LatentVector) -> Bool {
    mean.dimension == deviations.dimension && mean.isFinite
      && deviations.allSatisfy { $0 > 0 && $0.isFinite }
  }

  private enum CodingKeys: String, CodingKey { case mean, standardDeviation }

  /// Reads a density, and throws when its numbers are not those of one.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let mean = try container.decode(LatentVector.self, forKey: .mean)
    let deviations = try container.decode(LatentVector.self, forKey: .standardDeviation)
    guard Self.isValid(mean, deviations) else {
      throw DecodingError.dataCorruptedError(
        forKey: .standardDeviation, in: container,
        debugDescription:
          "A normal density needs as many deviations as means, finite and above zero.")
    }
    self.init(mean: mean, standardDeviation: deviations)
  }
}

/// The natural logarithm of 2π.
package let logOfTwoPi = 1.8378770664093454836
