import LatentData

/// The colours of a map's points: which group each belongs to, and the groups' names.
struct MapGroups {
  let names: [String]
  /// The group of each sample; nil where its value is unknown.
  let indices: [Int?]

  /// Groups by an attribute; one group without a name when there is none.
  init<Sample>(
    _ attribute: String?, of samples: [Int], in data: LabeledDataset<Sample>
  ) throws(Failure) {
    guard let attribute else {
      names = [""]
      indices = samples.map { _ in 0 }
      return
    }
    guard let column = data.attribute(named: attribute) else {
      throw Failure(missing: attribute, in: data)
    }
    switch column.values {
    case .binary(let values):
      names = ["\(attribute): no", "\(attribute): yes"]
      indices = samples.map { values[$0].map { $0 ? 1 : 0 } }
    case .categorical(let values, let classes):
      names = classes
      indices = samples.map { values[$0] }
    case .continuous(let values):
      let sorted = samples.compactMap { values[$0] }.sorted()
      let edges = (0...4).map { sorted.isEmpty ? 0 : sorted[$0 * (sorted.count - 1) / 4] }
      names = (0..<4).map {
        "\(attribute) \(fixed(edges[$0], decimals: 2)) to \(fixed(edges[$0 + 1], decimals: 2))"
      }
      indices = samples.map { index in
        values[index].map { value in edges[1...3].count { value >= $0 } }
      }
    }
  }
}
