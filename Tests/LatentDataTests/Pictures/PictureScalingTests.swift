import LatentData
import Testing

@Suite struct PictureScalingTests {
  private let ramp = Picture(
    width: 4, height: 2, kind: .grey, bytes: [0, 10, 20, 30, 4, 14, 24, 34])

  @Test("Scaling by 2 makes blocks of four equal pixels")
  func scaled() {
    let picture = Picture(width: 1, height: 2, kind: .rgb, bytes: [1, 2, 3, 4, 5, 6])
    #expect(
      picture.scaled(by: 2).bytes == [
        1, 2, 3, 1, 2, 3, 1, 2, 3, 1, 2, 3, 4, 5, 6, 4, 5, 6, 4, 5, 6, 4, 5, 6,
      ])
    #expect(picture.scaled(by: 1) == picture)
  }

  @Test("A border surrounds the picture and may bring colour")
  func bordered() {
    let dot = Picture(width: 1, height: 1, kind: .grey, bytes: [8])
    #expect(
      dot.bordered(by: 1, color: .white).bytes == [255, 255, 255, 255, 8, 255, 255, 255, 255])
    let red = dot.bordered(by: 1, color: .init(red: 255, green: 0, blue: 0))
    #expect(red.kind == .rgb && red[x: 1, y: 1] == .init(grey: 8) && red[x: 0, y: 2].red == 255)
    #expect(dot.bordered(by: 0) == dot)
  }

  @Test("A part is cut out exactly")
  func cropped() {
    #expect(ramp.cropped(x: 1, y: 0, width: 2, height: 2).bytes == [10, 20, 14, 24])
  }

  @Test("Halving takes means, and any resize keeps the mean of a divisible size")
  func resized() {
    #expect(ramp.resized(width: 2, height: 1).bytes == [7, 27])
    #expect(ramp.resized(width: 1, height: 1).bytes == [17])
    #expect(ramp.resized(width: 8, height: 4) == ramp.scaled(by: 2))
    // Three pixels over four: the middle one covers half of both neighbours' borders.
    let row = Picture(width: 4, height: 1, kind: .grey, bytes: [0, 30, 60, 90])
    #expect(row.resized(width: 3, height: 1).bytes == [8, 45, 83])
  }

  @Test("Hidden colours of transparent pixels do not bleed")
  func transparency() {
    let picture = Picture(width: 2, height: 1, kind: .rgba, bytes: [200, 0, 0, 255, 0, 99, 0, 0])
    #expect(picture.resized(width: 1, height: 1).bytes == [200, 0, 0, 128])
    let empty = Picture(width: 2, height: 1, kind: .rgba, bytes: [200, 0, 0, 0, 0, 99, 0, 0])
    #expect(empty.resized(width: 1, height: 1).bytes == [0, 0, 0, 0])
  }

  @Test("Fitting cuts the centre to the wanted proportions, then resizes and converts")
  func fitted() {
    let fitted = ramp.fitted(width: 2, height: 2, kind: .rgb)
    #expect(fitted.kind == .rgb && fitted.converted(to: .grey).bytes == [10, 20, 14, 24])
    let tall = Picture(width: 1, height: 5, kind: .grey, bytes: [1, 2, 3, 4, 5])
    #expect(tall.fitted(width: 3, height: 3).bytes == [UInt8](repeating: 3, count: 9))
    #expect(ramp.fitted(width: 4, height: 2) == ramp)
  }
}
