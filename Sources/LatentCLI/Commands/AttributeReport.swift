import LatentData
import Latents

/// An attribute's statistics, for people and as JSON.
enum AttributeReport {
  static func lines(for attribute: AttributeVector) -> [String] {
    let made = attribute.provenance
    var rows = [
      ["attribute", made.name ?? "without a name"],
      ["method", made.method.rawValue],
      ["length", fixed(Double(attribute.vector.norm), decimals: 3)],
    ]
    if let with = made.positiveCount, let without = made.negativeCount {
      rows.append(["learned from", "\(grouped(with)) with, \(grouped(without)) without"])
    }
    for note in made.notes ?? [] { rows.append(["", note]) }
    if let training = attribute.training { rows.append(["training", text(training)]) }
    if let heldOut = attribute.heldOut { rows.append(["held out", text(heldOut)]) }
    return table(rows)
  }

  static func members(of attribute: AttributeVector) -> [String: JSONValue] {
    let made = attribute.provenance
    var members: [String: JSONValue] = [
      "method": .string(made.method.rawValue), "dimension": .integer(attribute.dimension),
      "norm": .float(attribute.vector.norm), "bias": .float(attribute.bias),
    ]
    members["name"] = made.name.map(JSONValue.string)
    members["model"] = made.model.map(JSONValue.string)
    members["data"] = made.data.map(JSONValue.string)
    members["notes"] = made.notes.map { .array($0.map(JSONValue.string)) }
    members["positives"] = made.positiveCount.map(JSONValue.integer)
    members["negatives"] = made.negativeCount.map(JSONValue.integer)
    members["training"] = attribute.training.map(value)
    members["heldOut"] = attribute.heldOut.map(value)
    return members
  }

  /// `AUC 0.998 (0.995–1.000), accuracy 97.5 %`
  private static func text(_ evaluation: AttributeEvaluation) -> String {
    let area = evaluation.areaUnderCurve
    return "AUC \(fixed(area.value, decimals: 3)) "
      + "(\(fixed(area.lower, decimals: 3))–\(fixed(area.upper, decimals: 3))), "
      + "accuracy \(fixed(100 * evaluation.accuracy.value, decimals: 1)) % "
      + "of \(grouped(evaluation.positiveCount + evaluation.negativeCount))"
  }

  private static func value(_ evaluation: AttributeEvaluation) -> JSONValue {
    var members: [String: JSONValue] = [
      "auc": value(evaluation.areaUnderCurve), "accuracy": value(evaluation.accuracy),
      "balancedAccuracy": value(evaluation.balancedAccuracy),
      "threshold": .float(evaluation.threshold), "positives": .integer(evaluation.positiveCount),
      "negatives": .integer(evaluation.negativeCount),
    ]
    members["effectSize"] = evaluation.effectSize.map(JSONValue.number)
    return .object(members)
  }

  static func value(_ estimate: AttributeEvaluation.Estimate) -> JSONValue {
    .object([
      "value": .number(estimate.value), "lower": .number(estimate.lower),
      "upper": .number(estimate.upper),
    ])
  }
}
