import LatentSpace

/// The floats that Tests/Scripts/discovery_reference.py gives to NumPy and scikit-learn.
func referenceLatents(_ count: Int, dimension: Int) -> LatentBatch {
  LatentBatch(
    (0..<count).map { row in
      LatentVector(
        (0..<dimension).map { column in
          let number = (row * row * 7919 + column * 104_729 + row * column * 31 + 17) % 997
          return Float(number) / 997 * Float(1 + column % 3) + Float(4 * (row % 3))
        })
    }, dimension: dimension)
}

/// Whether numbers agree to a tolerance.
func areClose(_ a: [Double], _ b: [Double], within tolerance: Double) -> Bool {
  a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= tolerance }
}
