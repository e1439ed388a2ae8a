import LatentGallery
import Latents
import Testing

@Suite(.serialized) struct FaceRendererTests {
  private static let renderer = Result { try FaceRenderer() }

  private var renderer: FaceRenderer {
    get throws { try Self.renderer.get() }
  }

  /// The largest difference of two pictures in some rows, 0 to 255.
  private func change(_ a: Picture, _ b: Picture, rows: Range<Int>) -> Int {
    let bytes = rows.lowerBound * a.width * 3..<rows.upperBound * a.width * 3
    return bytes.reduce(0) { max($0, abs(Int(a.bytes[$1]) - Int(b.bytes[$1]))) }
  }

  @Test(arguments: 0..<8)
  func `A face is that of the reference renderer`(index: Int) throws {
    let golden = try GoldenFaces()
    let face = FaceFactors(seed: 101, index: index)
    let truth = try golden.landmarks(index)
    for (number, place) in try renderer.landmarks(of: face).enumerated() {
      for axis in 0..<3 { #expect(abs(place[axis] - truth[3 * number + axis]) < 1e-5) }
    }
    let picture = try renderer.picture(of: face)
    #expect(picture.width == 64 && picture.height == 64 && picture.kind == .rgb)
    let pixels = try golden.pixels(index)
    var sum = 0
    for (a, b) in zip(picture.bytes, pixels) { sum += abs(Int(a) - Int(b)) }
    let mean = Double(sum) / Double(pixels.count)
    #expect(mean <= 0.01, "\(mean) of 255")
  }

  @Test func `Faces have these bytes on every machine and any number of threads`() throws {
    let faces = (0..<4).map { FaceFactors(seed: 7, index: $0) }
    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    for count in [1, 7] {
      ComputeResources.threadCount = count
      let pictures = try renderer.pictures(of: faces, size: 48)
      #expect(
        SHA256.hash(of: pictures.flatMap(\.bytes))
          == "bd4d1a576aedc124e8a3d12e37432bcf078eabbbdf76422e1a97e99dc2933633")
    }
  }

  @Test func `A smile changes the mouth and leaves forehead, hair and backdrop`() throws {
    var face = FaceFactors(seed: 3, index: 5)
    face.smile = -0.3
    let before = try renderer.picture(of: face)
    face.smile = 0.8
    let after = try renderer.picture(of: face)
    // The skin stretches a little all the way up.
    #expect(change(before, after, rows: 0..<6) == 0)
    #expect(change(before, after, rows: 6..<18) <= 4)
    #expect(change(before, after, rows: 40..<52) > 60)
    face.smile = -0.3
    #expect(try renderer.picture(of: face) == before)
  }

  @Test func `Glasses change the band of the eyes only`() throws {
    var face = FaceFactors(seed: 3, index: 6)
    face.glasses = false
    let before = try renderer.picture(of: face)
    face.glasses = true
    let after = try renderer.picture(of: face)
    #expect(change(before, after, rows: 0..<20) == 0)
    #expect(change(before, after, rows: 44..<64) == 0)
    #expect(change(before, after, rows: 24..<40) > 60)
  }

  @Test func `Any size can be drawn, and factors beyond their ranges draw something`() throws {
    #expect(try renderer.picture(of: FaceFactors(), size: 1).width == 1)
    var face = FaceFactors(seed: 1, index: 1)
    face.smile = 40
    face.yaw = .nan
    face.skinTone = -3
    face.hairLength = .infinity
    #expect(try renderer.picture(of: face, size: 24).bytes.count == 24 * 24 * 3)
  }
}
