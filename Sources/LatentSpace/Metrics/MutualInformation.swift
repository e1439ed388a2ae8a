/// What each code tells of each factor, in nats, from histograms.
///
/// I(z_j; v_k) = Σ p(z, v) ln p(z, v)/(p(z) p(v)) with the code in bins of equal width and the factor
/// as it is. Counting makes unrelated codes look informed, by about (bins − 1)(values − 1)/2n nats;
/// so compare codes with one another, on the same number of rows.
public struct MutualInformation: Hashable, Sendable {
  /// The information in nats, one row per code, one column per factor.
  public let values: [[Double]]

  /// The entropy of each factor in nats; 0 for a constant one.
  public let entropies: [Double]

  /// How many codes were counted.
  public let count: Int

  /// The number of bins of each code.
  public let bins: Int

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  public init(of codes: LatentBatch, factors: [[Int]], bins: Int = 20) {
    var generator = SeededGenerator(seed: 0)
    let measured = InformationSample(
      codes, factors, bins: bins,
      Resamples(rows: codes.count, .none, using: &generator))
    let width = factors.count
    values = (0..<codes.dimension).map {
      Array(measured.information[0][$0 * width..<($0 + 1) * width])
    }
    entropies = measured.entropies[0]
    count = codes.count
    self.bins = bins
  }
}

/// Information and entropies of the data, which come first, and of resamples.
struct InformationSample {
  /// Codes × factors, row after row.
  let information: [[Double]]
  let entropies: [[Double]]

  init(_ codes: LatentBatch, _ factors: [[Int]], bins: Int, _ resamples: Resamples) {
    codes.requireFactors(factors)
    let levels = factors.map { FactorLevels($0) }
    let measure = InformationMeasure(total: codes.count)
    information = tableFigures(codes.binned(bins), levels, resamples) {
      measure.information($0, width: $1)
    }
    // A factor's information about itself is its entropy.
    let own = levels.map { level in
      tableFigures([level], [level], resamples) { measure.information($0, width: $1) }
    }
    entropies = (0..<resamples.columns).map { replicate in own.map { $0[replicate][0] } }
  }
}
