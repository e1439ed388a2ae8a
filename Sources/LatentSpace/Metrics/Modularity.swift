/// Whether each code tells of one factor only.
///
/// mean_j 1 − Σ_{k ≠ k*} m_jk² / (m_jk*² (K − 1)), with m_jk the information of code j about factor k
/// and k* the factor it tells most of; 0 for a code that tells nothing (Ridgeway and Mozer 2018,
/// "Learning deep disentangled embeddings with the F-statistic loss").
public struct Modularity: Hashable, Sendable {
  /// The mean over the codes, from 0 to 1, with a centred interval.
  ///
  /// Rows that repeat add noise to histograms and so lower the resampled figures, which is why the
  /// interval is centred.
  public let estimate: Estimate

  /// The modularity of each code.
  public let codes: [Double]

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// At least two factors must change; those that never change are left out. Histograms make every
  /// code tell a little of every factor, so a code of noise scores by chance: look at the codes that
  /// are active. Takes one number from the generator.
  public init(
    of codes: LatentBatch, factors: [[Int]], bins: Int = 20, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    codes.requireFactors(factors)
    let changing = factors.filter { !FactorLevels($0).isConstant }
    require(
      changing.count > 1,
      "Modularity compares factors, so two must change, but \(changing.count) does.")
    let sample = InformationSample(
      codes, changing, bins: bins,
      Resamples(rows: codes.count, bootstrap, using: &generator))
    let replicates = sample.information.map { Self.perCode($0, factors: changing.count) }
    self.codes = replicates[0]
    let means = replicates.map { $0.reduce(0, +) / Double($0.count) }
    estimate = Estimate(
      value: means[0],
      interval: bootstrap.centredInterval(ofValueAndResamples: means),
      count: codes.count, estimator: "modularity, \(bins) bins")
  }

  private static func perCode(_ information: [Double], factors: Int) -> [Double] {
    stride(from: 0, to: information.count, by: factors).map { start in
      let squares = information[start..<start + factors].map { $0 * $0 }
      let largest = squares.max() ?? 0
      guard largest > 0 else { return 0 }
      let others = squares.reduce(0, +) - largest
      return 1 - others / (largest * Double(factors - 1))
    }
  }
}
