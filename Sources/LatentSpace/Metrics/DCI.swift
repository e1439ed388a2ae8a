/// Disentanglement, completeness and informativeness: who tells of whom, and how well together.
///
///     let dci = DCI(of: codes, factors: [shape, size], using: &generator)
///     dci.disentanglement.value     // each code serves one factor
///     dci.completeness.value        // each factor is served by one code
///     dci.informativeness.value     // the factors can be told from all codes together
///
/// From an importance R_ij ≥ 0 of code i for factor j (Eastwood and Williams 2018, "A framework for
/// the quantitative evaluation of disentangled representations"): D_i = 1 − H_K(R_i·/ΣR_i·), weighted
/// by the share of row i in ΣR; C_j = 1 − H_d(R_·j/ΣR_·j), weighted by the share of column j.
///
/// The importances here are the absolute weights of a lasso, as in the paper: least squares on
/// standardised codes with the penalty λ Σ|w|, which sets the weights of codes that add less than a
/// correlation λ to zero. A discrete factor is regressed value by value, each as 0 or 1, and its
/// importances are the sums over the values. The lasso is convex, so there is one answer and no
/// chance; it sees linear dependence only. A factor that is coded as an angle, say, needs importances
/// of another kind: give them to `init(importance:)`.
public struct DCI: Hashable, Sendable {
  /// The importance of each code (rows) for each factor (columns), at least 0.
  public let importance: [[Double]]

  /// Whether each code is important for one factor only, from 0 to 1.
  public let disentanglement: Estimate

  /// Whether each factor has one important code only, from 0 to 1.
  public let completeness: Estimate

  /// How well the factors are predicted on rows held out; nil for importances that were given.
  ///
  /// For discrete factors the share of values that a linear probe names right, for continuous ones
  /// the share of the variance that the lasso explains, averaged over the factors.
  public let informativeness: Estimate?

  /// Takes importances of another estimator: one row per code, one column per factor, at least 0.
  ///
  /// `count` and `estimator` say how they were made. Needs two codes and two factors.
  public init(importance: [[Double]], count: Int, estimator: String) {
    let width = importance.first?.count ?? 0
    require(
      importance.allSatisfy { row in
        row.count == width && row.allSatisfy { $0 >= 0 && $0.isFinite }
      },
      "Importances are finite numbers, zero or more, in rows of one length.")
    requireSize(codes: importance.count, factors: width)
    let figures = ImportanceFigures(importance.flatMap(\.self), factors: width)
    self.importance = importance
    disentanglement = Estimate(
      value: figures.disentanglement, count: count, estimator: "DCI disentanglement, \(estimator)")
    completeness = Estimate(
      value: figures.completeness, count: count, estimator: "DCI completeness, \(estimator)")
    informativeness = nil
  }

  /// Measures codes against discrete factors: one array per factor, with one value per code.
  ///
  /// Needs two codes and two factors that change; others are left out. A fifth of the rows, chosen at
  /// random, is held out for the informativeness. Takes one number per row from the generator, and one
  /// more.
  public init(
    of codes: LatentBatch, factors: [[Int]], penalty: Double = 0.02,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) {
    codes.requireFactors(factors)
    let levels = factors.map { FactorLevels($0) }.filter { !$0.isConstant }
    self.init(
      codes, LassoTargets(discrete: levels), penalty: penalty, bootstrap, using: &generator)
  }

  /// Measures codes against continuous factors: one array per factor, with one value per code.
  ///
  /// Needs two codes and two factors that change; others are left out. A fifth of the rows, chosen at
  /// random, is held out for the informativeness. Takes one number per row from the generator, and one
  /// more.
  public init(
    of codes: LatentBatch, factors: [[Float]], penalty: Double = 0.02,
    bootstrap: Bootstrap = Bootstrap(), using generator: inout some RandomNumberGenerator
  ) {
    codes.requireFactors(factors)
    require(
      factors.allSatisfy { $0.allSatisfy(\.isFinite) }, "A factor's values must be finite numbers.")
    let changing = factors.filter { factor in factor.contains { $0 != factor[0] } }
    self.init(
      codes, LassoTargets(continuous: changing), penalty: penalty, bootstrap, using: &generator)
  }

  private init(
    _ codes: LatentBatch, _ targets: LassoTargets, penalty: Double, _ bootstrap: Bootstrap,
    using generator: inout some RandomNumberGenerator
  ) {
    requireSize(codes: codes.dimension, factors: targets.factorCount)
    require(
      penalty > 0 && penalty < 1,
      "The penalty is a correlation between 0 and 1, but is \(penalty).")
    let name = "lasso, λ = \(penalty)"
    let resamples = Resamples(rows: codes.count, bootstrap, using: &generator)
    let fits = LassoFits(codes, targets, penalty: penalty, resamples)
    let width = targets.factorCount
    let importances = fits.weights.map { targets.importance(of: $0, codes: codes.dimension) }
    let figures = importances.map { ImportanceFigures($0, factors: width) }
    func estimate(_ title: String, _ figure: (ImportanceFigures) -> Double) -> Estimate {
      let values = figures.map(figure)
      return Estimate(
        value: values[0],
        interval: bootstrap.centredInterval(ofValueAndResamples: values),
        count: codes.count, estimator: "DCI \(title), \(name)")
    }
    importance = (0..<codes.dimension).map {
      Array(importances[0][$0 * width..<($0 + 1) * width])
    }
    disentanglement = estimate("disentanglement", \.disentanglement)
    completeness = estimate("completeness", \.completeness)
    informativeness = LassoFits.informativeness(
      codes, targets, penalty: penalty, bootstrap, using: &generator)
  }
}

private func requireSize(codes: Int, factors: Int) {
  require(
    codes > 1 && factors > 1,
    "Disentanglement compares codes with factors, so it needs two of each that can be compared, "
      + "but there are \(codes) codes and \(factors) factors that change.")
}

/// Disentanglement and completeness of an importance matrix, row after row.
private struct ImportanceFigures {
  let disentanglement: Double
  let completeness: Double

  init(_ importance: [Double], factors: Int) {
    let codes = importance.count / factors
    disentanglement = Self.figure(groups: codes, size: factors) { importance[$0 * factors + $1] }
    completeness = Self.figure(groups: factors, size: codes) { importance[$1 * factors + $0] }
  }

  /// Σ_g (share of g) (1 − entropy of g in units of its largest); 0 when all importances are.
  private static func figure(
    groups: Int, size: Int, _ importance: (_ group: Int, _ member: Int) -> Double
  ) -> Double {
    var (sum, total) = (0.0, 0.0)
    for group in 0..<groups {
      var mass = 0.0
      for member in 0..<size { mass += importance(group, member) }
      guard mass > 0 else { continue }
      var entropy = 0.0
      for member in 0..<size {
        let share = importance(group, member) / mass
        if share > 0 { entropy -= share * Elementary.log(share) }
      }
      total += mass
      sum += mass * (1 - entropy / Elementary.log(Double(size)))
    }
    return total > 0 ? sum / total : 0
  }
}
