import LatentData
import Latents

// Trials as a table for people, and as JSON.

extension AttributeTrials {
  var lines: [String] {
    let kept = isHeldOut ? " kept from training" : ""
    var title = "\(name): \(counted(count, "sample")) without it\(kept)"
    if let floor = trials.first?.accuracy?.floor {
      title += "; the model's best error is \(fixed(floor.value, decimals: 2))"
    }
    let header =
      ["method", "AUC", "accuracy"] + Self.effectHeader + (truth == nil ? [] : Self.truthHeader)
    return [title]
      + table(
        [header]
          + trials.map { trial in
            [
              trial.method, fixed(trial.heldOut.areaUnderCurve.value, decimals: 3),
              percentText(trial.heldOut.accuracy.value),
            ] + effectCells(trial) + (truth == nil ? [] : truthCells(trial))
          })
  }

  static let effectHeader = ["raised", "decided", "identity", "others changed"]

  /// What edits in one way do, as texts under `effectHeader`.
  func effectCells(_ trial: AttributeTrial) -> [String] {
    [trial.effect.raised, trial.effect.decided, trial.effect.recognized]
      .map { percentText($0.value) } + [mostChanged(trial)]
  }

  static let truthHeader = ["error", "reached", "elsewhere"]

  /// How near edits in one way come to the truth, as texts under `truthHeader`.
  func truthCells(_ trial: AttributeTrial) -> [String] {
    guard let accuracy = trial.accuracy else { return Self.truthHeader.map { _ in "–" } }
    return [
      fixed(accuracy.relativeError.value, decimals: 2),
      accuracy.reached.value.isNaN ? "–" : percentText(accuracy.reached.value, decimals: 0),
      percentText(accuracy.elsewhere.value, decimals: 0),
    ]
  }

  /// The largest share of other attributes' decisions that changed, with its name.
  func mostChanged(_ trial: AttributeTrial) -> String {
    let shares = trial.effect.others.map(\.value)
    guard let most = shares.max(), let place = shares.firstIndex(of: most) else { return "–" }
    return most == 0 ? "none" : "\(others[place]) \(percentText(most))"
  }

  var members: [[String: JSONValue]] {
    trials.map { trial in
      var members: [String: JSONValue] = [
        "attribute": .string(name), "method": .string(trial.method), "n": .integer(count),
        "heldOut": .bool(isHeldOut), "distance": .float(trial.distance),
        "auc": AttributeReport.value(trial.heldOut.areaUnderCurve),
        "accuracy": AttributeReport.value(trial.heldOut.accuracy),
        "raised": .estimate(trial.effect.raised), "decided": .estimate(trial.effect.decided),
        "identity": .estimate(trial.effect.recognized),
        "othersChanged": .object(
          Dictionary(
            zip(others, trial.effect.others.map { .estimate($0) }), uniquingKeysWith: { $1 })),
      ]
      members["notes"] = trial.attribute.provenance.notes.map { .array($0.map(JSONValue.string)) }
      if let accuracy = trial.accuracy {
        members["relativeError"] = .estimate(accuracy.relativeError)
        members["floor"] = .estimate(accuracy.floor)
        members["reached"] = accuracy.reached.value.isNaN ? .null : .estimate(accuracy.reached)
        members["elsewhere"] = .estimate(accuracy.elsewhere)
      }
      return members
    }
  }
}
