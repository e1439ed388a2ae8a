/// Finds the fields of comma-separated values in one pass.
struct CSVScanner {
  private let bytes: [UInt8]
  private var position = 0
  private var line = 1
  /// The number of fields in every row; 0 when there is no row.
  private(set) var width = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) { position = 3 }
  }

  /// All fields, row by row.
  mutating func fields() throws(FormatError) -> [CSVTable.Field] {
    var fields: [CSVTable.Field] = []
    while position < bytes.count {
      if skipLineEnd() { continue }
      let rowLine = line
      let before = fields.count
      repeat { fields.append(try field()) } while acceptComma()
      let count = fields.count - before
      if width == 0 { width = count }
      guard count == width else {
        throw FormatError(
          .csv, .damaged, "line \(rowLine) has \(count) fields, but the first one has \(width).")
      }
      if position < bytes.count { _ = skipLineEnd() }
    }
    return fields
  }

  private mutating func field() throws(FormatError) -> CSVTable.Field {
    let start = position
    guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
      while position < bytes.count, bytes[position] != UInt8(ascii: ","), lineEnd == 0 {
        position += 1
      }
      return CSVTable.Field(start: start, end: position)
    }
    let startLine = line
    position += 1
    while position < bytes.count {
      if bytes[position] == UInt8(ascii: "\n") { line += 1 }
      position += 1
      guard bytes[position - 1] == UInt8(ascii: "\"") else { continue }
      if position < bytes.count, bytes[position] == UInt8(ascii: "\"") {
        position += 1
      } else {
        guard position == bytes.count || bytes[position] == UInt8(ascii: ",") || lineEnd > 0 else {
          throw FormatError(
            .csv, .damaged, "line \(line) has something between a closing quote and a comma.")
        }
        return CSVTable.Field(start: start, end: position)
      }
    }
    throw FormatError(.csv, .truncated, "the quote that opens in line \(startLine) never closes.")
  }

  /// The length of the line end at this position: 0 when there is none.
  private var lineEnd: Int {
    if bytes[position] == UInt8(ascii: "\n") { return 1 }
    let isPair =
      bytes[position] == UInt8(ascii: "\r") && position + 1 < bytes.count
      && bytes[position + 1] == UInt8(ascii: "\n")
    return isPair ? 2 : 0
  }

  private mutating func skipLineEnd() -> Bool {
    let length = lineEnd
    position += length
    line += length > 0 ? 1 : 0
    return length > 0
  }

  private mutating func acceptComma() -> Bool {
    guard position < bytes.count, bytes[position] == UInt8(ascii: ",") else { return false }
    position += 1
    return true
  }
}
