import Foundation

/// A table of texts from comma-separated values (RFC 4180), plain or packed with gzip.
///
///     let table = try CSVTable(decoding: Array("name,size\nada,3\n".utf8))
///     table["size", row: 0]       // "3"
///     table.numbers(in: "size")   // [3.0]
///
/// Lines end with a line feed, with or without a carriage return before it; a byte order mark and
/// empty lines are skipped.
public struct CSVTable: Sendable {
  /// The names of the columns from the first line; `column 1`, `column 2`, … when it has none.
  public let columns: [String]

  /// The number of rows below the names.
  public let rowCount: Int

  private let bytes: [UInt8]
  /// Where each field begins and ends, quotes included: row by row, without the names.
  private let fields: [Field]

  struct Field {
    let start: Int
    let end: Int
  }

  /// Reads the bytes of a file.
  ///
  /// - Parameters:
  ///   - bytes: text in UTF-8, plain or packed with gzip.
  ///   - hasHeader: whether the first line holds names; nil decides by whether any of its fields is
  ///     a number.
  /// - Throws: an error that says what is wrong with the bytes.
  public init(decoding bytes: [UInt8], hasHeader: Bool? = nil) throws(FormatError) {
    let bytes = try Gzip.unpackIfNeeded(bytes)
    // Control characters other than tabs and line ends stand in no table, but in other files.
    let isBinary = bytes.contains { $0 < 32 && !(9...13).contains($0) }
    guard !isBinary, String(bytes: bytes, encoding: .utf8) != nil else {
      throw FormatError(.csv, .wrongFormat, "it is not a text in UTF-8.")
    }
    var scanner = CSVScanner(bytes)
    var fields = try scanner.fields()
    let width = scanner.width
    guard width > 0 else { throw FormatError(.csv, .truncated, "it is empty.") }
    let first = fields[..<width].map { Self.text(bytes, $0) }
    if hasHeader ?? !first.contains(where: { Self.number($0) != nil }) {
      columns = first
      fields.removeFirst(width)
      guard Set(first).count == width else {
        throw FormatError(.csv, .damaged, "two of its columns have the same name.")
      }
    } else {
      columns = (1...width).map { "column \($0)" }
    }
    rowCount = fields.count / width
    self.bytes = bytes
    self.fields = fields
  }

  /// Reads a file.
  ///
  /// - Throws: `FileError` when it cannot be read, `FormatError` when it is no such table.
  public init(contentsOf url: URL, hasHeader: Bool? = nil) throws {
    self = try Files.parse(url) { try CSVTable(decoding: $0, hasHeader: hasHeader) }
  }

  /// The text of one field; traps when there is no such column or row.
  public subscript(column: String, row row: Int) -> String {
    guard let index = columns.firstIndex(of: column), row >= 0, row < rowCount else {
      fatalError("The table has no field in the column \"\(column)\" and the row \(row).")
    }
    return text(row: row, column: index)
  }

  /// The texts of a column from top to bottom; nil when there is no such column.
  public func texts(in column: String) -> [String]? {
    columns.firstIndex(of: column).map { index in
      (0..<rowCount).map { text(row: $0, column: index) }
    }
  }

  /// The numbers of a column, nil for empty fields; nil when a field is something else.
  public func numbers(in column: String) -> [Double?]? {
    guard let index = columns.firstIndex(of: column) else { return nil }
    var numbers: [Double?] = []
    numbers.reserveCapacity(rowCount)
    for row in 0..<rowCount {
      let text = text(row: row, column: index)
      let number = Self.number(text)
      guard number != nil || text.isEmpty else { return nil }
      numbers.append(number)
    }
    return numbers
  }

  /// The bytes of a file with one line of names and one per row, quoted where needed.
  public static func encode(columns: [String], rows: some Sequence<[String]>) -> [UInt8] {
    var text = ""
    for row in [columns] + Array(rows) {
      text += row.map(quoted).joined(separator: ",")
      text += "\n"
    }
    return Array(text.utf8)
  }

  private static func quoted(_ text: String) -> String {
    let needsQuotes = text.utf8.contains { [34, 44, 10, 13].contains($0) }
    return needsQuotes ? "\"\(text.replacing("\"", with: "\"\""))\"" : text
  }

  private func text(row: Int, column: Int) -> String {
    Self.text(bytes, fields[row * columns.count + column])
  }

  private static func text(_ bytes: [UInt8], _ field: Field) -> String {
    let content = bytes[field.start..<field.end]
    guard content.first == UInt8(ascii: "\"") else {
      return String(decoding: content, as: UTF8.self)
    }
    let inner = String(decoding: content.dropFirst().dropLast(), as: UTF8.self)
    return inner.replacing("\"\"", with: "\"")
  }

  /// A finite number in the usual notation, spaces around it allowed.
  private static func number(_ text: String) -> Double? {
    let isPadded = text.utf8.first == 32 || text.utf8.last == 32
    let trimmed = isPadded ? text.trimmingCharacters(in: .whitespaces) : text
    // Swift's parser also reads "nan", "inf" and hexadecimal numbers, which tables do not hold.
    guard trimmed.utf8.allSatisfy(isNumeric), let number = Double(trimmed), number.isFinite
    else { return nil }
    return number
  }

  private static func isNumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 48...57, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "e"),
      UInt8(ascii: "E"):
      true
    default: false
    }
  }
}
