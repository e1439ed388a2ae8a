import LatentCLI
import LatentData
import Testing

@Suite struct LabeledSheetTests {
  private func square(_ grey: UInt8) -> Picture {
    Picture(width: 8, height: 8, color: Picture.Color(grey: grey))
  }

  @Test func `Rows stand below each other with their names before them`() {
    let sheet = LabeledSheet(rows: [
      (name: "ab", pictures: [square(10), square(20)]), (name: "", pictures: [square(30)]),
    ])
    let picture = sheet.picture(scale: 2, textScale: 1)
    // Gap 4, text 11, gap 4 and 2, then cells of 16 and gaps of 4.
    #expect(picture.width == 21 + 2 * 20 && picture.height == 4 + 2 * 20)
    #expect(picture[x: 21, y: 4].grey == 10 && picture[x: 36, y: 19].grey == 10)
    #expect(picture[x: 41, y: 4].grey == 20 && picture[x: 21, y: 24].grey == 30)
    #expect(picture[x: 41, y: 24] == .white)
    // The first row of "A" is 01110, in the middle of the first row of pictures.
    #expect((4..<9).map { picture[x: $0, y: 8].grey } == [255, 0, 0, 0, 255])
  }

  @Test func `Names above columns are left out when one does not fit`() {
    let pictures = [square(10), square(20)]
    func height(_ columns: [String]) -> Int {
      LabeledSheet(rows: [(name: "", pictures: pictures)], columns: columns)
        .picture(scale: 2, textScale: 1).height
    }
    #expect(height([]) == 24)
    #expect(height(["a", "xyz"]) == 24 + 7 + 4 + 1)
    #expect(height(["a", "too wide"]) == 24)
  }

  @Test func `Text is as wide as its letters, and unknown ones are boxes`() {
    #expect(TinyText.width("abc") == 17 && TinyText.picture("abc").width == 17)
    #expect(TinyText.picture("a") == TinyText.picture("A"))
    let box = TinyText.picture("§")
    #expect(box[x: 0, y: 0] == .black && box[x: 2, y: 3] == .white)
    let red = TinyText.picture("1", color: Picture.Color(red: 255, green: 0, blue: 0))
    #expect(red.kind == .rgb && red[x: 2, y: 0].red == 255 && red[x: 2, y: 0].green == 0)
  }
}
