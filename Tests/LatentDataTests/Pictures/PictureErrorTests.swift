import LatentData
import Testing

@Suite struct PictureErrorTests {
  @Test("The mean squared error is over all values of all pictures, from 0 to 1")
  func error() {
    func row(_ bytes: UInt8...) -> Picture {
      Picture(width: bytes.count, height: 1, kind: .grey, bytes: bytes)
    }
    let pictures = [row(0, 51), row(255, 102, 7, 7)]
    #expect(Picture.meanSquaredError(pictures, pictures) == 0)
    // 0.2² and 1² over six values.
    let error = Picture.meanSquaredError(pictures, [row(0, 0), row(0, 102, 7, 7)])
    #expect(abs(error - 1.04 / 6) < 1e-15)
  }
}
