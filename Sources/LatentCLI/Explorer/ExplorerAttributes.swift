import LatentData
import Latents

/// The attributes of a data set as directions to move along.
struct ExplorerAttributes {
  /// More would not fit a page.
  static let maximumCount = 64
  /// A column of more classes is hardly one of a few kinds.
  static let maximumClasses = 64
  /// The classes of a longer column give way to the other columns.
  private static let fewClasses = 16
  /// Further examples change a direction of some dozen numbers little.
  private static let maximumExamples = 4000
  private static let leastExamples = 8

  private let data: LabeledDataset<Picture>
  private let latents: LatentBatch
  private let deviation: [Float]
  private let train: [Int]
  private let test: [Int]

  /// Of encoded samples; where none are kept for testing, every fifth is.
  init(_ data: LabeledDataset<Picture>, latents: LatentBatch) {
    self.data = data
    self.latents = latents
    deviation = latents.standardDeviation.values
    test =
      data.testIndices.isEmpty
      ? stride(from: 4, to: data.count, by: 5).map { $0 } : data.testIndices
    let kept = Set(test)
    train = Array(
      data.samples.indices.filter { !kept.contains($0) }.prefix(Self.maximumExamples))
  }

  var members: [JSONValue] {
    var result: [JSONValue] = []
    let (short, long) = (
      data.attributes.filter { $0.classNames.count <= Self.fewClasses },
      data.attributes.filter { $0.classNames.count > Self.fewClasses }
    )
    for column in short + long {
      switch column.values {
      case .binary(let values):
        result += fit(column.name, kind: "binary", values).map { [$0] } ?? []
      case .categorical(let values, let names) where names.count <= Self.maximumClasses:
        for (index, name) in names.enumerated() {
          let isClass = values.map { $0.map { $0 == index } }
          result += fit(name, of: column.name, kind: "class", isClass).map { [$0] } ?? []
        }
      case .categorical: break
      case .continuous(let values):
        result += fit(column.name, numbers: values).map { [$0] } ?? []
      }
    }
    return Array(result.prefix(Self.maximumCount))
  }

  // MARK: -

  /// Yes or no: the mean difference or the logistic normal, whichever ranks the held-out part better.
  private func fit(
    _ name: String, of group: String? = nil, kind: String, _ values: [Bool?]
  ) -> JSONValue? {
    let (without, with) = split(train, values)
    let (withoutHeld, withHeld) = split(test, values)
    guard min(without.count, with.count) >= Self.leastExamples, !withoutHeld.isEmpty,
      !withHeld.isEmpty
    else { return nil }
    let groups = (latents.selecting(without), latents.selecting(with))
    let held = (latents.selecting(withoutHeld), latents.selecting(withHeld))
    let candidates = [
      AttributeVector(from: groups.0, to: groups.1, named: name),
      AttributeVector(
        from: groups.0, to: groups.1, normalOf: .logistic(strength: 1), named: name),
    ].map { attribute in
      var attribute = attribute
      attribute.heldOut = attribute.evaluate(
        without: held.0, with: held.1, threshold: attribute.training?.threshold)
      return attribute
    }
    let area = candidates.map { $0.heldOut?.areaUnderCurve.value ?? 0 }
    return member(candidates[area[1] > area[0] ? 1 : 0], name, group, kind)
  }

  private func fit(_ name: String, numbers: [Double?]) -> JSONValue? {
    let known = train.filter { numbers[$0] != nil }
    let scores = known.compactMap { numbers[$0].map { Float($0) } }
    guard known.count >= 2 * Self.leastExamples, let first = scores.first,
      scores.contains(where: { $0 != first })
    else { return nil }
    var attribute = AttributeVector(
      fitting: latents.selecting(known), scores: scores, named: name)
    let mean = scores.reduce(0.0) { $0 + Double($1) } / Double(scores.count)
    let (low, high) = split(test, numbers.map { $0.map { $0 > mean } })
    guard !low.isEmpty, !high.isEmpty else { return nil }
    attribute.heldOut = attribute.evaluate(
      without: latents.selecting(low), with: latents.selecting(high),
      threshold: attribute.training?.threshold)
    return member(attribute, name, nil, "number")
  }

  private func split(
    _ indices: [Int], _ values: [Bool?]
  ) -> (without: [Int], with: [Int]) {
    (indices.filter { values[$0] == false }, indices.filter { values[$0] == true })
  }

  /// What the page needs: the direction, where it says yes, and how the data's scores lie.
  private func member(
    _ attribute: AttributeVector, _ name: String, _ group: String?, _ kind: String
  ) -> JSONValue? {
    let scores = attribute.score(of: latents)
    let spread = LatentBatch(values: scores, count: scores.count, dimension: 1)
    guard spread.standardDeviation[0] > 0, attribute.vector.norm > 0 else { return nil }
    let evaluation = attribute.heldOut
    var members: [String: JSONValue] = [
      "name": .string(name), "kind": .string(kind),
      "vector": CompactNumbers.singles(attribute.vector),
      "bias": .float(attribute.bias), "mean": .float(spread.mean[0]),
      "deviation": .float(spread.standardDeviation[0]),
      "threshold": .float(attribute.training?.threshold ?? 0),
      "method": .string(attribute.provenance.method.rawValue),
      "range": .number(Self.range(of: scores, spread.mean[0], spread.standardDeviation[0])),
    ]
    members["group"] = group.map(JSONValue.string)
    members["auc"] = evaluation.map { .rounded($0.areaUnderCurve.value, decimals: 3) }
    return .object(members)
  }

  /// How many deviations the slider goes to both sides: where all of the data lies, 3 at least.
  private static func range(of scores: [Float], _ mean: Float, _ deviation: Float) -> Double {
    let farthest = scores.map { abs($0 - mean) }.max() ?? 0
    return Double(min(max(3, farthest / deviation), 6).rounded(.up))
  }
}
