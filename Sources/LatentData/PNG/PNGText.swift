import Foundation

extension PNG {
  /// The keyword and value of a text chunk; nil when it does not follow the standard.
  ///
  /// Texts do not matter for the picture, so a picture is not refused for a text it cannot read.
  static func text(
    _ name: String, _ content: ArraySlice<UInt8>, _ room: inout Int
  ) -> (keyword: String, value: String)? {
    guard let separator = content.firstIndex(of: 0) else { return nil }
    let keyword = latin1(content[..<separator])
    guard (1...79).contains(separator - content.startIndex) else { return nil }
    var rest = content[(separator + 1)...]
    switch name {
    case "tEXt":
      return (keyword, latin1(rest))
    case "zTXt":
      guard rest.popFirst() == 0 else { return nil }
      return unpacked(rest, &room).map { (keyword, latin1($0[...])) }
    default:
      guard let isPacked = rest.popFirst(), isPacked <= 1, rest.popFirst() == 0 else { return nil }
      for _ in 0..<2 {
        guard let end = rest.firstIndex(of: 0) else { return nil }
        rest = rest[(end + 1)...]
      }
      let value = isPacked == 1 ? unpacked(rest, &room) : Array(rest)
      return value.flatMap { String(bytes: $0, encoding: .utf8) }.map { (keyword, $0) }
    }
  }

  /// The content of an `iTXt` chunk: keyword, not packed, no language, value in UTF-8.
  static func textChunk(_ keyword: String, _ value: String) -> [UInt8] {
    Array(keyword.utf8) + [0, 0, 0, 0, 0] + Array(value.utf8)
  }

  private static func unpacked(_ bytes: ArraySlice<UInt8>, _ room: inout Int) -> [UInt8]? {
    let text = try? Inflater(bytes, wrapping: .zlib, format: .png).readAll(limit: room)
    room -= text?.count ?? 0
    return text
  }

  private static func latin1(_ bytes: ArraySlice<UInt8>) -> String {
    var text = String.UnicodeScalarView()
    for byte in bytes { text.append(Unicode.Scalar(byte)) }
    return String(text)
  }
}
