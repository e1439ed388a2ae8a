extension PNG {
  /// Reads a picture and its texts from the bytes of a PNG file.
  ///
  /// Every checksum is verified. Memory stays in proportion to the file: sizes in the header are
  /// checked against what its packed data can hold before anything is allocated.
  ///
  /// - Throws: an error that says what is wrong with the bytes.
  public static func decode(_ bytes: [UInt8]) throws(FormatError) -> Contents {
    let chunks = try Chunks(bytes)
    return Contents(picture: try picture(chunks.pixels, chunks), text: chunks.text)
  }

  /// Reads the pictures of an animation in order, or the one of a file that is none.
  ///
  /// Every picture must fill the whole area, as those of `AnimatedPicture` do.
  package static func decodeFrames(_ bytes: [UInt8]) throws(FormatError) -> [Picture] {
    let chunks = try Chunks(bytes)
    var pictures = [try picture(chunks.pixels, chunks)]
    for frame in chunks.laterFrames {
      guard let frame else {
        throw FormatError(.png, .unsupported, "its animation has pictures that fill a part only.")
      }
      pictures.append(try picture(frame, chunks))
    }
    return pictures
  }

  private static func picture(
    _ pixels: [UInt8], _ chunks: Chunks
  ) throws(FormatError) -> Picture {
    let header = chunks.header
    let inflater = Inflater(pixels[...], wrapping: .zlib, format: .png)
    var rows = try inflater.read(header.filteredBytes)
    try inflater.finish()
    try unfilter(&rows, header)
    let expander = Expander(header, palette: chunks.palette, transparency: chunks.transparency)
    return try expander.picture(from: rows)
  }

  /// The chunks of a file that matter, in an order that has been checked.
  private struct Chunks {
    let header: Header
    private(set) var palette: [UInt8] = []
    private(set) var transparency: [UInt8]?
    private(set) var pixels: [UInt8] = []
    /// The packed pixels of an animation's pictures after the first; nil for one that is smaller.
    private(set) var laterFrames: [[UInt8]?] = []
    private(set) var text: [String: String] = [:]

    init(_ bytes: [UInt8]) throws(FormatError) {
      guard bytes.starts(with: signature) else {
        if bytes.count < signature.count && signature.starts(with: bytes) && !bytes.isEmpty {
          throw FormatError(.png, .truncated, "it ends within its first eight bytes.")
        }
        throw FormatError(.png, .wrongFormat, "its first bytes are not those of a PNG file.")
      }
      var reader = ByteReader(bytes, format: .png)
      try reader.skip(signature.count)
      let first = try Self.chunk(&reader)
      guard first.name == "IHDR" else {
        throw FormatError(.png, .damaged, "it does not begin with a header.")
      }
      header = try Header(first.content)
      var previous = first.name
      // Texts may be packed; together they may not unpack to more than this.
      var textRoom = 16 << 20
      while true {
        let (name, content) = try Self.chunk(&reader)
        if name == "IEND" { break }
        try take(name, content, after: previous, &textRoom)
        previous = name
      }
      guard !pixels.isEmpty else { throw FormatError(.png, .damaged, "it has no pixels.") }
      guard header.colorType != .palette || !palette.isEmpty else {
        throw FormatError(.png, .damaged, "its palette is missing.")
      }
    }

    private mutating func take(
      _ name: String, _ content: ArraySlice<UInt8>, after previous: String, _ textRoom: inout Int
    ) throws(FormatError) {
      switch name {
      case "PLTE":
        let limit = header.colorType == .palette ? 1 << header.depth : 256
        guard palette.isEmpty && pixels.isEmpty && !content.isEmpty && content.count % 3 == 0,
          content.count / 3 <= limit, ![.grey, .greyAlpha].contains(header.colorType)
        else { throw FormatError(.png, .damaged, "its palette is not valid.") }
        palette = Array(content)
      case "tRNS":
        let isValid =
          switch header.colorType {
          case .grey: content.count == 2
          case .rgb: content.count == 6
          case .palette: !content.isEmpty && content.count <= palette.count / 3
          case .greyAlpha, .rgba: false
          }
        guard isValid && transparency == nil && pixels.isEmpty else {
          throw FormatError(.png, .damaged, "its transparency is not valid.")
        }
        transparency = Array(content)
      case "IDAT":
        guard pixels.isEmpty || previous == "IDAT" else {
          throw FormatError(.png, .damaged, "its pixels are not in one piece.")
        }
        pixels.append(contentsOf: content)
      case "fcTL" where !pixels.isEmpty:
        // After the sequence number: width, height and the place of the top left corner.
        var reader = ByteReader(Array(content), format: .png)
        try reader.skip(4)
        let (width, height) = (try reader.bigEndian32(), try reader.bigEndian32())
        let (x, y) = (try reader.bigEndian32(), try reader.bigEndian32())
        let isWhole = (width, height, x, y) == (header.width, header.height, 0, 0)
        laterFrames.append(isWhole ? [] : nil)
      case "fdAT":
        guard !laterFrames.isEmpty, content.count >= 4 else {
          throw FormatError(.png, .damaged, "a part of its animation stands in the wrong place.")
        }
        laterFrames[laterFrames.count - 1]?.append(contentsOf: content.dropFirst(4))
      case "tEXt", "zTXt", "iTXt":
        if let (keyword, value) = PNG.text(name, content, &textRoom) { text[keyword] = value }
      case "IHDR":
        throw FormatError(.png, .damaged, "it has two headers.")
      default:
        // A capital first letter marks what a reader must understand to show the picture.
        if name.utf8.first! & 0x20 == 0 {
          throw FormatError(.png, .unsupported, "it needs an extension called \(name).")
        }
      }
    }

    private static func chunk(
      _ reader: inout ByteReader
    ) throws(FormatError) -> (name: String, content: ArraySlice<UInt8>) {
      let length = try reader.bigEndian32()
      let name = try reader.take(4)
      guard name.allSatisfy({ (65...90).contains($0) || (97...122).contains($0) }) else {
        throw FormatError(.png, .damaged, "a chunk's name is not made of letters.")
      }
      let text = String(decoding: name, as: UTF8.self)
      let content = try reader.take(length)
      let checksum = try reader.bigEndian32()
      let whole = reader.bytes[name.startIndex..<content.endIndex]
      guard Gzip.checksum(whole) == UInt32(checksum) else {
        throw FormatError(.png, .damaged, "the checksum of its chunk \(text) is wrong.")
      }
      return (text, content)
    }
  }

  /// Undoes the row filters in place; the filter bytes stay where they are.
  private static func unfilter(_ rows: inout [UInt8], _ header: Header) throws(FormatError) {
    let pixelBytes = max(1, header.bitsPerPixel / 8)
    var unknown: UInt8?
    rows.withUnsafeMutableBufferPointer { rows in
      var start = 0
      for (_, width, height) in header.passes {
        let rowBytes = header.rowBytes(width: width)
        for row in 0..<height {
          let line = rows.baseAddress! + start + 1
          let above = row == 0 ? nil : line - rowBytes - 1
          if !RowFilter.undo(line[-1], line, above, count: rowBytes, pixelBytes: pixelBytes) {
            unknown = line[-1]
            return
          }
          start += rowBytes + 1
        }
      }
    }
    if let unknown {
      throw FormatError(.png, .damaged, "a row has the unknown filter \(unknown).")
    }
  }
}
