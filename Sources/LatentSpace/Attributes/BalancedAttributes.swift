/// An attribute that should not leak into another one: its name, and its value for each sample.
public struct Confounder: Hashable, Sendable {
  /// The attribute's name, for reports.
  public let name: String

  /// The value of each sample, in the order of the latents.
  public let values: [String]

  /// A confounder with any number of values.
  public init(name: String, values: [String]) {
    self.name = name
    self.values = values
  }

  /// A confounder that is there or not.
  public init(name: String, flags: [Bool]) {
    self.init(name: name, values: flags.map { $0 ? "yes" : "no" })
  }
}

/// Groups of samples that are too small to balance an attribute.
public struct UnbalancedCellsError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The cells without enough examples on one of the sides, such as `male=yes, age=old`.
  public let cells: [String]

  /// How many examples each side of a cell needs.
  public let minimumCount: Int

  /// Whether no cell was large enough.
  public let isNothingLeft: Bool

  /// What is missing, and what can be done.
  public var description: String {
    let list = cells.joined(separator: "; ")
    let need = "examples with and without the attribute (\(minimumCount) of each)"
    return isNothingLeft
      ? "No cell has enough \(need): \(list)."
      : "These cells lack \(need): \(list). Add examples, balance less, or leave such cells out."
  }
}

extension AttributeVector {
  /// The mean difference within groups of samples that agree in all confounders.
  ///
  /// v = mean over the cells of (mean with − mean without), so a confounder that goes along with the
  /// attribute in the data does not go along in the vector. Every combination of the confounders'
  /// values that occurs is a cell and counts the same, however many samples it has. Cells that lack
  /// examples on a side are an error that names them, or are left out and named in the provenance.
  /// Latents of which it is not known whether they have the attribute (nil) are left out.
  public init(
    _ latents: LatentBatch, hasAttribute: [Bool?], balancing confounders: [Confounder],
    minimumCount: Int = 1, leavingOutSmallCells: Bool = false, named name: String? = nil
  ) throws(UnbalancedCellsError) {
    require(
      hasAttribute.count == latents.count
        && confounders.allSatisfy { $0.values.count == latents.count },
      "Each of the \(latents.count) latents needs a flag and a value of every confounder.")
    require(minimumCount > 0, "A cell needs at least one example on each side.")
    let cells = Self.cells(latents.indices.filter { hasAttribute[$0] != nil }, confounders)
    var low: [[Double]] = []
    var high: [[Double]] = []
    var small: [String] = []
    var isKept = [Bool](repeating: false, count: latents.count)
    for (cell, members) in cells {
      let without = members.filter { hasAttribute[$0] == false }
      let with = members.filter { hasAttribute[$0] == true }
      if min(without.count, with.count) < minimumCount {
        small.append(cell)
      } else {
        low.append(latents.meanInDouble(at: without))
        high.append(latents.meanInDouble(at: with))
        for row in members { isKept[row] = true }
      }
    }
    guard !low.isEmpty, small.isEmpty || leavingOutSmallCells else {
      throw UnbalancedCellsError(
        cells: small, minimumCount: minimumCount, isNothingLeft: low.isEmpty)
    }
    let (first, second) = (Self.mean(low), Self.mean(high))
    let difference = first.indices.map { second[$0] - first[$0] }
    self.init(
      vector: LatentVector(difference.map { Float($0) }),
      bias: Float(Self.middleBias(difference, first, second)),
      provenance: AttributeProvenance(
        name: name, method: .balanced,
        notes: confounders.map { "balanced over \($0.name)" } + small.map { "left out \($0)" }))
    // The scores of all at once, because copies of the two groups would take longer.
    let scores = score(of: latents)
    let rows = scores.indices.filter { isKept[$0] }
    let without = rows.filter { hasAttribute[$0] == false }.map { scores[$0] }
    let with = rows.filter { hasAttribute[$0] == true }.map { scores[$0] }
    provenance.negativeCount = without.count
    provenance.positiveCount = with.count
    training = AttributeEvaluation(without: without, with: with)
  }

  /// The cells in ascending order of their names, each with its members in order.
  private static func cells(
    _ rows: [Int], _ confounders: [Confounder]
  ) -> [(name: String, members: [Int])] {
    var cells = [(key: [String](), members: rows)]
    for confounder in confounders {
      cells = cells.flatMap { cell in
        parts(of: cell.members, confounder.values).map { (cell.key + [$0.value], $0.members) }
      }
    }
    return cells.filter { !$0.members.isEmpty }
      .sorted { $0.key.lexicographicallyPrecedes($1.key) }
      .map { key, members in
        let name = zip(confounders, key).map { "\($0.name)=\($1)" }.joined(separator: ", ")
        return (name.isEmpty ? "all" : name, members)
      }
  }

  /// Some rows by their values, in the order in which the values occur.
  private static func parts(
    of rows: [Int], _ values: [String]
  ) -> [(value: String, members: [Int])] {
    var parts: [(value: String, members: [Int])] = []
    var places: [String: Int] = [:]
    for row in rows {
      let value = values[row]
      // Most confounders have a few values, which are found faster than a hash is made.
      if let place = parts.prefix(4).firstIndex(where: { $0.value == value }) ?? places[value] {
        parts[place].members.append(row)
      } else {
        places[value] = parts.count
        parts.append((value, [row]))
      }
    }
    return parts
  }

  private static func mean(_ vectors: [[Double]]) -> [Double] {
    var sum = vectors[0]
    for vector in vectors.dropFirst() {
      for column in sum.indices { sum[column] += vector[column] }
    }
    return sum.map { $0 / Double(vectors.count) }
  }
}
