import Foundation
import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/tutorials/04-editing.md`.
@Suite struct EditingTutorialTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings

  private var file: URL {
    URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "docs/pictures/me.png")
  }

  /// A face with freckles, an earring and a flower, which no face of the data has.
  private var drawn: Picture {
    var face = data.samples[35]
    func dot(_ x: Int, _ y: Int, _ radius: Int, _ color: Picture.Color) {
      for row in y - radius...y + radius {
        for column in x - radius...x + radius
        where (row - y) * (row - y) + (column - x) * (column - x) <= radius * radius {
          face[x: column, y: row] = color
        }
      }
    }
    let blue = Picture.Color(red: 40, green: 110, blue: 220)
    let yellow = Picture.Color(red: 250, green: 205, blue: 60)
    let freckle = Picture.Color(red: 205, green: 140, blue: 95)
    for (x, y) in [(13, 7), (17, 10), (16, 15), (10, 15), (9, 10)] { dot(x, y, 2, blue) }
    dot(13, 11, 2, yellow)
    for (x, y) in [(22, 37), (25, 39), (21, 40), (40, 39), (43, 37), (44, 40)] {
      dot(x, y, 0, freckle)
    }
    dot(57, 44, 2, blue)
    return face
  }

  @Test("A picture of one's own, edited with and without what the model loses of it")
  func residual() throws {
    try expectTutorialPicture(drawn, "me")
    let smile = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "smiling", is: false)),
      to: encodings.selecting(data.train.indices(where: "smiling", is: true)))

    let me = try Picture(contentsOf: file).fitted(width: 64, height: 64)
    let seen = avatars.reconstruct(me)
    let plain = avatars.edit(me, by: 1.5 * smile)
    let mine = avatars.edit(keepingResidualOf: me, by: 1.5 * smile)
    let strip = Picture(strip: [me, seen, plain, mine], scale: 2)
    try expectTutorialPicture(strip, "residual")

    // The flower is lost in the reconstruction and kept by the residual.
    #expect(me[x: 13, y: 7].blue == 220 && seen[x: 13, y: 7].blue < 100)
    #expect(plain[x: 13, y: 7].blue < 100 && mine[x: 13, y: 7].blue > 200)
  }

  @Test("The hidden half of a face is found by descent")
  func inpainting() throws {
    let me = drawn
    let faces = [134, 249, 86, 113].map { data.samples[$0] } + [me]
    var visible = Picture(width: 64, height: 64, kind: .rgb, color: .white)
    for y in 0..<64 { for x in 32..<64 { visible[x: x, y: y] = .black } }
    let found = faces.map { face in
      avatars.latent(
        matching: face, mask: avatars.values(of: [visible]), priorWeight: 0.05,
        from: encodings.mean, maximumSteps: 60)
    }
    let whole = avatars.decode(LatentBatch(found.map(\.latent)))

    let halves = faces.map { face in
      var half = face
      for y in 0..<64 { for x in 32..<64 { half[x: x, y: y] = Picture.Color(grey: 128) } }
      return half
    }
    try expectTutorialPicture(
      Picture(sheet: faces + halves + whole, columns: 5, scale: 2), "halves")
    // The hidden half has no part in it.
    let blind = avatars.latent(
      matching: halves[1], mask: avatars.values(of: [visible]), priorWeight: 0.05,
      from: encodings.mean, maximumSteps: 60)
    #expect(blind == found[1])
    #expect(found.allSatisfy { $0.losses[0] > 9 * $0.loss })
  }
}
