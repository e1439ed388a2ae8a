extension AttributeColumn {
  /// Each sample's value as a whole number, for figures that count: numbers fall into ten ranges of
  /// as many samples; nil where unknown.
  package var levels: [Int?] {
    switch values {
    case .binary(let values): return values.map { $0.map { $0 ? 1 : 0 } }
    case .categorical(let values, _): return values
    case .continuous(let values):
      let sorted = values.compactMap { $0 }.sorted()
      guard !sorted.isEmpty else { return values.map { _ in nil } }
      let edges = (1..<10).map { sorted[$0 * sorted.count / 10] }
      return values.map { value in value.map { number in edges.count { number >= $0 } } }
    }
  }
}
