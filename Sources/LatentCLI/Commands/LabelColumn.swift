import LatentData
import Latents

/// An attribute of a data set as the labels of a conditional model.
struct LabelColumn {
  let condition: Condition

  /// The attribute of that name: one of classes, or yes and no.
  init<Sample>(of data: LabeledDataset<Sample>, named name: String) throws(Failure) {
    guard let column = data.attribute(named: name) else {
      throw data.attributes.isEmpty
        ? Failure("'\(data.name)' has no labels that a model could be conditional on.")
        : Failure(missing: name, in: data)
    }
    switch column.values {
    case .binary: condition = Condition(name: name, labels: ["no", "yes"])
    case .categorical(_, let names): condition = Condition(name: name, labels: names)
    case .continuous:
      throw Failure(
        "'\(name)' is a number, but a model is conditional on classes, or on yes and no.")
    }
  }

  /// The labels of a part of the same data.
  func labels<Sample>(in data: LabeledDataset<Sample>) throws(Failure) -> [Int] {
    var labels: [Int?]
    switch data.attribute(named: condition.name)?.values {
    case .binary(let values): labels = values.map { $0.map { $0 ? 1 : 0 } }
    case .categorical(let values, _): labels = values
    default: labels = []
    }
    guard let unknown = labels.firstIndex(of: nil) else { return labels.compactMap { $0 } }
    throw Failure(
      "the value of '\(condition.name)' is unknown for a sample (\(unknown) of its part); a "
        + "conditional model needs it of all.")
  }
}
