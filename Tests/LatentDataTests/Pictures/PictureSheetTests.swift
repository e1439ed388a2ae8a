import LatentData
import Testing

@Suite struct PictureSheetTests {
  private func plain(_ grey: UInt8, width: Int = 1, height: Int = 1) -> Picture {
    Picture(width: width, height: height, color: Picture.Color(grey: grey))
  }

  @Test("A strip sets pictures side by side with gaps of the background")
  func strip() {
    let strip = Picture(strip: [plain(1), plain(2), plain(3)], gap: 1, background: .white)
    #expect(strip == Picture(width: 5, height: 1, kind: .grey, bytes: [1, 255, 2, 255, 3]))
  }

  @Test("A sheet fills rows from the left, and its last row may be short")
  func sheet() {
    let sheet = Picture(sheet: [plain(1), plain(2), plain(3)], columns: 2, gap: 0)
    #expect(sheet == Picture(width: 2, height: 2, kind: .grey, bytes: [1, 2, 3, 255]))
    #expect(Picture(sheet: [plain(7)], columns: 9).width == 1)
  }

  @Test("Smaller pictures are centred, and the sheet takes the richest kind")
  func mixedSizes() {
    let red = Picture(width: 3, height: 3, kind: .rgb, color: .init(red: 255, green: 0, blue: 0))
    let sheet = Picture(strip: [red, plain(9)], gap: 0, background: .black)
    #expect(sheet.kind == .rgb && sheet.width == 6 && sheet.height == 3)
    #expect(sheet[x: 4, y: 1] == Picture.Color(grey: 9))
    #expect(sheet[x: 3, y: 1] == .black && sheet[x: 2, y: 2].red == 255)
    #expect(Picture(strip: [plain(9)], background: .clear).kind == .rgba)
  }

  @Test("Shoulders stand beside the corners of a grid, outside it")
  func shoulders() {
    let sheet = Picture(
      sheet: (1...4).map { plain(UInt8($0)) }, columns: 2,
      shoulders: [plain(11), plain(12), plain(13)], gap: 1, background: .black)
    #expect(sheet.width == 9 && sheet.height == 3)
    #expect(
      sheet.bytes == [
        11, 0, 0, 1, 0, 2, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 3, 0, 4, 0, 0, 0,
      ])
    let plainSheet = Picture(sheet: [plain(1), plain(2)], columns: 2, gap: 1)
    #expect(
      Picture(sheet: [plain(1), plain(2)], columns: 2, shoulders: [], gap: 1) == plainSheet)
  }

  @Test("A scaled sheet repeats every pixel")
  func scale() {
    let sheet = Picture(strip: [plain(1), plain(2)], gap: 1, background: .black, scale: 2)
    #expect(sheet.width == 6 && sheet.height == 2)
    #expect(sheet.bytes == [1, 1, 0, 0, 2, 2, 1, 1, 0, 0, 2, 2])
  }

  @Test("A sheet without gaps is cut back into its pictures")
  func cells() {
    let pictures = (1...6).map { plain(UInt8($0), width: 2, height: 3) }
    let sheet = Picture(sheet: pictures, columns: 3, gap: 0)
    #expect(sheet.cells(width: 2, height: 3) == pictures)
    #expect(sheet.cells(width: 4, height: 4).count == 1)
  }
}
