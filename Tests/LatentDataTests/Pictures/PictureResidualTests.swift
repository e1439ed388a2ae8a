import LatentData
import LatentSpace
import Testing

@Suite struct PictureResidualTests {
  private func row(_ bytes: UInt8...) -> Picture {
    Picture(width: bytes.count, height: 1, kind: .grey, bytes: bytes)
  }

  @Test("A change is added byte by byte, within black and white")
  func change() {
    let edited = row(10, 250, 5, 100).applyingChange(from: row(0, 10, 20, 7), to: row(9, 40, 0, 7))
    #expect(edited == row(19, 255, 0, 100))
    let picture = row(1, 2, 3)
    #expect(picture.applyingChange(from: row(7, 8, 9), to: row(7, 8, 9)) == picture)
  }

  /// A model that knows nothing but the mean brightness.
  private let brightness = ModelAdapter<Picture, Never>(
    latentDimension: 1,
    encode: { pictures in
      LatentBatch(
        pictures.map { picture in
          [Float(picture.bytes.reduce(0) { $0 + Int($1) }) / Float(255 * picture.bytes.count)]
        }, dimension: 1)
    },
    decode: { latents in
      latents.map { latent in
        let grey = UInt8(min(1, max(0, latent[0])) * 255)
        return Picture(width: 3, height: 1, color: Picture.Color(grey: grey))
      }
    })

  @Test("An edit through a model that loses all details keeps them")
  func edit() {
    let picture = row(10, 20, 30)
    let brighter = brightness.edit(keepingResidualOf: picture, by: [20.5 / 255])
    #expect(brighter == row(30, 40, 50))
    #expect(brightness.edit(keepingResidualOf: picture, by: [0]) == picture)
  }
}
