/// Draws a picture with the letters of a terminal.
package struct TerminalPicture: Sendable {
  package let width: Int
  package let height: Int
  /// Red, green and blue, row by row.
  private let bytes: [UInt8]

  package init(width: Int, height: Int, bytes: [UInt8]) {
    precondition(bytes.count == width * height * 3)
    self.width = width
    self.height = height
    self.bytes = bytes
  }

  /// The drawing that suits the terminal: half blocks in true colour, or plain grey letters.
  package func drawing(on terminal: Terminal) -> String {
    let columns = max(1, terminal.columns)
    return terminal.hasTrueColor ? halfBlocks(columns: columns) : letters(columns: columns)
  }

  /// Two pixels in a cell: the letter `▀` has the colour of the upper one, its ground that of the
  /// lower one.
  package func halfBlocks(columns: Int) -> String {
    let picture = shrunk(toWidth: columns)
    var result = ""
    for row in stride(from: 0, to: picture.height, by: 2) {
      var last = ""
      for column in 0..<picture.width {
        var cell = "\u{1B}[38;2;\(picture.color(column, row))"
        let hasLower = row + 1 < picture.height
        if hasLower { cell += ";48;2;\(picture.color(column, row + 1))" }
        cell += "m"
        // Neighbours of one colour share its escape sequence.
        if cell != last { result += cell }
        last = cell
        result += "▀"
      }
      result += "\u{1B}[0m\n"
    }
    return result
  }

  /// One letter for a cell as wide as one pixel and as tall as two: the brighter, the fuller.
  package func letters(columns: Int) -> String {
    let picture = shrunk(toWidth: columns)
    let ramp = Array(" .:-=+*#%@")
    var result = ""
    for row in stride(from: 0, to: picture.height, by: 2) {
      let lower = min(row + 1, picture.height - 1)
      var line = ""
      for column in 0..<picture.width {
        let light = (picture.light(column, row) + picture.light(column, lower)) / 2
        line.append(ramp[min(ramp.count - 1, light * ramp.count / 256)])
      }
      while line.last == " " { line.removeLast() }
      result += line + "\n"
    }
    return result
  }

  // MARK: - Pixels

  private func color(_ column: Int, _ row: Int) -> String {
    let start = (row * width + column) * 3
    return "\(bytes[start]);\(bytes[start + 1]);\(bytes[start + 2])"
  }

  /// Brightness 0...255 by the weights of Rec. 601.
  private func light(_ column: Int, _ row: Int) -> Int {
    let start = (row * width + column) * 3
    return (Int(bytes[start]) * 299 + Int(bytes[start + 1]) * 587 + Int(bytes[start + 2]) * 114)
      / 1000
  }

  /// The picture at most `columns` wide: each pixel is the mean of the rectangle that it covers.
  package func shrunk(toWidth columns: Int) -> TerminalPicture {
    guard width > columns, height > 0 else { return self }
    let rows = max(1, (height * columns + width / 2) / width)
    var result: [UInt8] = []
    result.reserveCapacity(columns * rows * 3)
    for row in 0..<rows {
      let top = row * height / rows
      let bottom = max(top + 1, (row + 1) * height / rows)
      for column in 0..<columns {
        let left = column * width / columns
        let right = max(left + 1, (column + 1) * width / columns)
        for channel in 0..<3 {
          var sum = 0
          for y in top..<bottom {
            for x in left..<right { sum += Int(bytes[(y * width + x) * 3 + channel]) }
          }
          let count = (bottom - top) * (right - left)
          result.append(UInt8((sum + count / 2) / count))
        }
      }
    }
    return TerminalPicture(width: columns, height: rows, bytes: result)
  }
}
