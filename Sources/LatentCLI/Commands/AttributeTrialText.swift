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
    var header = ["method", "AUC", "accuracy", "raised", "decided", "others changed"]
    if truth != nil { header += ["error", "reached", "elsewhere"] }
    return [title] + table([header] + trials.map(row))
  }

  private func row(_ trial: AttributeTrial) -> [String] {
    let (area, effect) = (trial.heldOut.areaUnderCurve.value, trial.effect)
    var row = [
      trial.method, fixed(area, decimals: 3), percentText(trial.heldOut.accuracy.value),
      percentText(effect.raised.value), percentText(effect.decided.value), mostChanged(trial),
    ]
    if let accuracy = trial.accuracy {
      row += [
        fixed(accuracy.relativeError.value, decimals: 2),
        accuracy.reached.value.isNaN ? "–" : percentText(accuracy.reached.value, decimals: 0),
        percentText(accuracy.elsewhere.value, decimals: 0),
      ]
    }
    return row
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
