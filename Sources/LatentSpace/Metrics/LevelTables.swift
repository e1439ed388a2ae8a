/// A figure of the joint counts of two columns of levels, for the data and all its resamples.
///
/// Gives `resamples.columns` rows of `rows.count` × `columns.count` figures. A table holds
/// `table[row * width + column]` counts, whole numbers. Each row of the data is added to the tables of
/// all resamples at once. O(n · resamples) per pair.
func tableFigures(
  _ rows: [FactorLevels], _ columns: [FactorLevels], _ resamples: Resamples,
  _ figure: (_ table: UnsafeBufferPointer<Float>, _ width: Int) -> Double
) -> [[Double]] {
  let pairs = rows.count * columns.count
  let replicates = resamples.columns
  var results = [Double](repeating: 0, count: replicates * pairs)
  results.withUnsafeMutableBufferPointer { results in
    nonisolated(unsafe) let results = results
    resamples.counts.withUnsafeBufferPointer { counts in
      Threads.forEach(slices: pairs, work: pairs * resamples.counts.count) { range in
        for pair in range {
          let (row, column) = (rows[pair / columns.count], columns[pair % columns.count])
          let cells = row.count * column.count
          let tables = jointCounts(row, column, counts, replicates)
          var table = [Float](repeating: 0, count: cells)
          for replicate in 0..<replicates {
            for cell in 0..<cells { table[cell] = tables[cell * replicates + replicate] }
            results[replicate * pairs + pair] = table.withUnsafeBufferPointer {
              figure($0, column.count)
            }
          }
        }
      }
    }
  }
  return (0..<replicates).map { Array(results[$0 * pairs..<($0 + 1) * pairs]) }
}

/// The counts of each pair of levels, a cell's counts in all resamples side by side.
private func jointCounts(
  _ row: FactorLevels, _ column: FactorLevels, _ counts: UnsafeBufferPointer<Float>,
  _ replicates: Int
) -> [Float] {
  var tables = [Float](repeating: 0, count: row.count * column.count * replicates)
  guard let source = counts.baseAddress else { return tables }
  tables.withUnsafeMutableBufferPointer { tables in
    guard let base = tables.baseAddress else { return }
    for index in row.indices.indices {
      let cell = row.indices[index] * column.count + column.indices[index]
      let (target, weights) = (base + cell * replicates, source + index * replicates)
      for replicate in 0..<replicates { target[replicate] += weights[replicate] }
    }
  }
  return tables
}

/// Mutual information from tables of counts that add up to one total.
struct InformationMeasure {
  private let total: Double
  /// c ln c for every possible count.
  private let terms: [Double]

  init(total: Int) {
    self.total = Double(total)
    terms = (0...total).map { $0 == 0 ? 0 : Double($0) * Elementary.log(Double($0)) }
  }

  /// I(row; column) in nats, at least 0.
  func information(_ table: UnsafeBufferPointer<Float>, width: Int) -> Double {
    var (cells, rows, columns) = (0.0, 0.0, 0.0)
    for start in stride(from: 0, to: table.count, by: width) {
      var sum = 0
      for cell in start..<start + width {
        cells += terms[Int(table[cell])]
        sum += Int(table[cell])
      }
      rows += terms[sum]
    }
    for column in 0..<width {
      var sum = 0
      for cell in stride(from: column, to: table.count, by: width) { sum += Int(table[cell]) }
      columns += terms[sum]
    }
    let information = ((terms[terms.count - 1] - rows) + (cells - columns)) / total
    // What is left of independent columns is rounding, and must not look like information.
    return information < 1e-12 ? 0 : information
  }
}
