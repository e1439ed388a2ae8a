import LatentData
import Testing

@Suite struct PictureTests {
  @Test("A pixel written as a colour is read back, channel by channel")
  func pixels() {
    for kind in Picture.Kind.allCases {
      var picture = Picture(width: 3, height: 2, kind: kind)
      let color =
        kind == .grey
        ? Picture.Color(grey: 77)
        : Picture.Color(red: 1, green: 2, blue: 3, alpha: kind == .rgba ? 4 : 255)
      picture[x: 2, y: 1] = color
      #expect(picture[x: 2, y: 1] == color)
      #expect(picture[x: 1, y: 1] == (kind == .rgba ? .black : Picture.Color(grey: 0)))
      picture[x: 0, y: 0, channel: kind.channels - 1] = 9
      #expect(picture.bytes[kind.channels - 1] == 9)
      #expect(Picture.Kind(channels: kind.channels) == kind)
    }
    #expect(Picture.Kind(channels: 2) == nil)
  }

  @Test("A new picture is one colour all over")
  func filled() {
    let color = Picture.Color(red: 10, green: 20, blue: 30, alpha: 40)
    #expect(
      Picture(width: 2, height: 1, kind: .rgba, color: color).bytes
        == [10, 20, 30, 40, 10, 20, 30, 40])
    #expect(Picture(width: 2, height: 1, kind: .rgb, color: .white).bytes.allSatisfy { $0 == 255 })
    #expect(Picture(width: 1, height: 1).bytes == [0])
  }

  @Test("Values are bytes over 255, and every byte survives the way there and back")
  func values() {
    let picture = Picture(
      width: 16, height: 16, kind: .grey, bytes: (0...255).map { UInt8($0) })
    let tensor = picture.tensor
    #expect(tensor.shape == [16, 16, 1])
    #expect(tensor.values[255] == 1 && tensor.values[51] == 0.2)
    #expect(Picture(tensor) == picture)
    #expect(picture.contentBytes == picture.bytes)
  }

  @Test("Values out of range are clamped, and not-a-number becomes black")
  func clamping() {
    let values: [Float] = [-1, 2, .nan, .infinity, -.infinity, 0.5]
    let picture = Picture(Tensor(shape: [1, 2, 3], values: values))
    #expect(picture.bytes == [0, 255, 0, 255, 0, 128])
  }

  @Test("Only shapes with three dimensions and 1, 3 or 4 channels make a picture")
  func acceptedShapes() {
    #expect(Picture.accepts([2, 3, 1]) && Picture.accepts([2, 3, 3]))
    #expect(Picture.accepts([1, 1, 4]))
    #expect(!Picture.accepts([2, 3, 2]) && !Picture.accepts([6]) && !Picture.accepts([0, 3, 1]))
    #expect(!Picture.accepts([1, 2, 3, 3]))
  }

  @Test("Grey uses the usual weights, and greys stay themselves")
  func grey() {
    for value in 0...255 {
      #expect(Picture.Color(grey: UInt8(value)).grey == UInt8(value))
    }
    #expect(Picture.Color(red: 255, green: 0, blue: 0).grey == 76)
    #expect(Picture.Color(red: 0, green: 255, blue: 0).grey == 150)
    #expect(Picture.Color(red: 0, green: 0, blue: 255).grey == 29)
  }

  @Test("Conversion repeats grey, drops alpha over a background and adds opaque alpha")
  func conversion() {
    let grey = Picture(width: 2, height: 1, kind: .grey, bytes: [5, 250])
    #expect(grey.converted(to: .rgb).bytes == [5, 5, 5, 250, 250, 250])
    #expect(grey.converted(to: .rgba).bytes == [5, 5, 5, 255, 250, 250, 250, 255])
    #expect(grey.converted(to: .rgba).converted(to: .grey) == grey)
    let half = Picture(width: 2, height: 1, kind: .rgba, bytes: [100, 0, 0, 128, 9, 9, 9, 0])
    #expect(half.converted(to: .rgb, background: .black).bytes == [50, 0, 0, 0, 0, 0])
    #expect(half.converted(to: .rgb).bytes == [177, 127, 127, 255, 255, 255])
  }
}
