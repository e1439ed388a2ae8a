import LatentCLI
import Testing

@Suite struct TerminalPictureTests {
  /// Red over green on the left, black over white on the right.
  private let square = TerminalPicture(
    width: 2, height: 2, bytes: [255, 0, 0, 0, 0, 0, 0, 255, 0, 255, 255, 255])

  @Test func `Two pixels share a half block`() {
    #expect(
      square.halfBlocks(columns: 80)
        == "\u{1B}[38;2;255;0;0;48;2;0;255;0m▀\u{1B}[38;2;0;0;0;48;2;255;255;255m▀\u{1B}[0m\n")
  }

  @Test func `An odd last row has no ground`() {
    let pixel = TerminalPicture(width: 1, height: 1, bytes: [1, 2, 3])
    #expect(pixel.halfBlocks(columns: 80) == "\u{1B}[38;2;1;2;3m▀\u{1B}[0m\n")
  }

  @Test func `Neighbours of one colour share the escape sequence`() {
    let row = TerminalPicture(width: 3, height: 1, bytes: [UInt8](repeating: 7, count: 9))
    #expect(row.halfBlocks(columns: 80) == "\u{1B}[38;2;7;7;7m▀▀▀\u{1B}[0m\n")
  }

  @Test func `Letters grow fuller with the light`() {
    let bytes = (0..<10).flatMap { [UInt8](repeating: UInt8($0 * 28), count: 3) }
    let ramp = TerminalPicture(width: 10, height: 1, bytes: bytes)
    #expect(ramp.letters(columns: 80) == " .:-=+*#%@\n")
  }

  @Test func `A wide picture shrinks to the terminal by means`() {
    let bytes = [UInt8](repeating: 0, count: 6) + [UInt8](repeating: 200, count: 6)
    let wide = TerminalPicture(width: 4, height: 1, bytes: bytes)
    let small = wide.shrunk(toWidth: 2)
    #expect((small.width, small.height) == (2, 1))
    #expect(small.halfBlocks(columns: 80).contains("38;2;200;200;200"))
    let mean = wide.shrunk(toWidth: 1).halfBlocks(columns: 80)
    #expect(mean == "\u{1B}[38;2;100;100;100m▀\u{1B}[0m\n")
  }

  @Test func `Colour needs a terminal that says so`() {
    let color = Terminal(isTerminal: true, columns: 80, hasTrueColor: true)
    let plain = Terminal(isTerminal: false, columns: 80, hasTrueColor: false)
    #expect(square.drawing(on: color).contains("\u{1B}[38;2"))
    #expect(!square.drawing(on: plain).contains("\u{1B}"))
  }

  @Test func `What is not a terminal has no colours and COLUMNS wide lines`() {
    let environment = ["COLORTERM": "truecolor", "COLUMNS": "40"]
    let terminal = Terminal(descriptor: -1) { environment[$0] }
    #expect(terminal == Terminal(isTerminal: false, columns: 40, hasTrueColor: false))
  }
}
