extension PNG {
  /// The five ways to store a row of bytes as differences from its neighbours.
  enum RowFilter {
    typealias Row = UnsafeMutablePointer<UInt8>

    /// Restores a row in place from the restored one above; false when the filter is unknown.
    static func undo(
      _ filter: UInt8, _ row: Row, _ above: Row?, count: Int, pixelBytes: Int
    ) -> Bool {
      switch filter {
      case 0: break
      case 1:
        for i in stride(from: pixelBytes, to: count, by: 1) { row[i] &+= row[i - pixelBytes] }
      case 2:
        if let above { for i in 0..<count { row[i] &+= above[i] } }
      case 3:
        for i in 0..<count {
          let left = i < pixelBytes ? 0 : Int(row[i - pixelBytes])
          row[i] &+= UInt8(truncatingIfNeeded: (left + (above.map { Int($0[i]) } ?? 0)) / 2)
        }
      case 4:
        for i in 0..<count {
          let left = i < pixelBytes ? 0 : row[i - pixelBytes]
          let up = above?[i] ?? 0
          let corner = i < pixelBytes ? 0 : above?[i - pixelBytes] ?? 0
          row[i] &+= predicted(left, up, corner)
        }
      default: return false
      }
      return true
    }

    /// Writes a filtered row and returns how large its differences are, for choosing a filter.
    static func apply(
      _ filter: UInt8, _ row: UnsafePointer<UInt8>, _ above: UnsafePointer<UInt8>?,
      count: Int, pixelBytes: Int, into result: Row
    ) -> Int {
      var size = 0
      for i in 0..<count {
        let left = i < pixelBytes ? 0 : row[i - pixelBytes]
        let up = above?[i] ?? 0
        let guess: UInt8
        switch filter {
        case 1: guess = left
        case 2: guess = up
        case 3: guess = UInt8((Int(left) + Int(up)) / 2)
        case 4: guess = predicted(left, up, i < pixelBytes ? 0 : above?[i - pixelBytes] ?? 0)
        default: guess = 0
        }
        result[i] = row[i] &- guess
        size += Int(Int8(bitPattern: result[i]).magnitude)
      }
      return size
    }

    /// Paeth's choice of the neighbour nearest to left + up − corner.
    private static func predicted(_ left: UInt8, _ up: UInt8, _ corner: UInt8) -> UInt8 {
      let base = Int(left) + Int(up) - Int(corner)
      let (a, b, c) = (abs(base - Int(left)), abs(base - Int(up)), abs(base - Int(corner)))
      return a <= b && a <= c ? left : b <= c ? up : corner
    }
  }
}
