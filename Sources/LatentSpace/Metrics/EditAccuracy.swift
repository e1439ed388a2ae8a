/// How near edits come to the truth, where the true result of every edit is known.
///
///     let accuracy = EditAccuracy(
///       edited: edited, unedited: reconstructions, truth: truth, original: samples,
///       reconstructedTruth: model.reconstruct(truth), using: &generator)
///     accuracy.relativeError.value   // 0.4: six tenths of the error of leaving all as it was is gone
///     accuracy.reached.value         // 0.7 of what this model could reach at best
///     accuracy.elsewhere.value       // 0.2 of the change is where the true edit changes nothing
///
/// An edit can fail in three ways: it does too little or the wrong thing (`relativeError`), the model
/// cannot show the result at all (`floor`), or it changes what has nothing to do with it
/// (`elsewhere`). Needs data whose pictures can be made again with one factor changed; everything is
/// measured on the values of the samples, such as pixels, not on latents.
public struct EditAccuracy: Hashable, Sendable {
  /// The squared error of the edited samples over that of the unedited reconstructions.
  ///
  /// Σ‖e − t‖² / Σ‖u − t‖² with the truth t: 0 is perfect, 1 is no better than having done nothing.
  public let relativeError: Estimate

  /// The relative error of the best edit: the reconstruction of the truth itself.
  ///
  /// Σ‖r(t) − t‖² / Σ‖u − t‖²: what the model's blur leaves over, whatever the edit.
  public let floor: Estimate

  /// The share of the way from having done nothing to the floor: 1 at best, below 0 for harm.
  ///
  /// (Σ‖u − t‖² − Σ‖e − t‖²) / (Σ‖u − t‖² − Σ‖r(t) − t‖²). Not a number where the floor is no better
  /// than having done nothing: the model does not show the change.
  public let reached: Estimate

  /// The share of the edits' squared change that lies where the true edits change nothing.
  ///
  /// Σ (e − u)² over the values that the truth leaves within the tolerance, over Σ (e − u)² over all
  /// values; 0 when the edits change nothing at all.
  public let elsewhere: Estimate

  /// Compares edited samples with the truth; every batch has a row of values per sample.
  ///
  /// The intervals are from resampling the samples. Takes four numbers from the generator. Stops the
  /// program when the batches do not match, or when the unedited samples are the truth already.
  ///
  /// - Parameters:
  ///   - edited: the decoded results of the edits.
  ///   - unedited: the reconstructions of the samples, without an edit.
  ///   - truth: the true results.
  ///   - original: the samples before the edit.
  ///   - reconstructedTruth: the reconstructions of the true results.
  ///   - tolerance: the largest difference of truth and original that counts as none.
  ///   - bootstrap: how the intervals are made.
  ///   - generator: what the resamples are drawn with.
  public init(
    edited: LatentBatch, unedited: LatentBatch, truth: LatentBatch, original: LatentBatch,
    reconstructedTruth: LatentBatch, tolerance: Float = 0.01, bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) {
    for batch in [edited, unedited, original, reconstructedTruth] {
      require(
        batch.count == truth.count && batch.dimension == truth.dimension,
        "Edits are compared with as many true results of as many values, \(truth.count) × "
          + "\(truth.dimension), but got \(batch.count) × \(batch.dimension).")
    }
    let none = Self.squares(unedited, truth)
    require(
      none.contains { $0 > 0 },
      "The unedited samples are the truth already (or there are none), so no edit can be judged.")
    let errors = Self.squares(edited, truth)
    let floors = Self.squares(reconstructedTruth, truth)
    let changes = Self.squares(edited, unedited)
    let (right, old) = (truth.values, original.values)
    let spills = Self.squares(edited, unedited) { abs(right[$0] - old[$0]) <= tolerance }
    func estimate(
      _ name: String, _ figure: (_ sum: ([Double]) -> Double) -> Double
    ) -> Estimate {
      let all = Array(none.indices)
      func value(_ rows: [Int]) -> Double {
        figure { values in LaneReduction.reduce(rows.count) { values[rows[$0]] } }
      }
      return Estimate(
        value: value(all),
        interval: bootstrap.interval(count: all.count, using: &generator, of: value),
        count: all.count, estimator: name)
    }
    relativeError = estimate("error of the edits over that of none") { $0(errors) / $0(none) }
    floor = estimate("error of the truth's reconstruction over that of no edit") {
      $0(floors) / $0(none)
    }
    reached = estimate("share of the way to the truth's reconstruction") { sum in
      let way = sum(none) - sum(floors)
      return way > 0 ? (sum(none) - sum(errors)) / way : .nan
    }
    elsewhere = estimate("share of the change where the truth changes at most \(tolerance)") {
      sum in
      let whole = sum(changes)
      return whole > 0 ? sum(spills) / whole : 0
    }
  }

  /// The sum of squared differences of each row, over the values that are asked for.
  private static func squares(
    _ first: LatentBatch, _ second: LatentBatch,
    where isWanted: ((_ place: Int) -> Bool)? = nil
  ) -> [Double] {
    let width = first.dimension
    return first.values.withUnsafeBufferPointer { first in
      second.values.withUnsafeBufferPointer { second in
        stride(from: 0, to: first.count, by: max(1, width)).map { start in
          LaneReduction.reduce(width) { column in
            if let isWanted, !isWanted(start + column) { return 0 }
            let difference = Double(first[start + column]) - Double(second[start + column])
            return difference * difference
          }
        }
      }
    }
  }
}
