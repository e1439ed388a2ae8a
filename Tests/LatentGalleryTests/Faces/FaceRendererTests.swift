import Foundation
import LatentGallery
import Latents
import Testing

/// Eight faces drawn by the reference renderer, a program in numpy that lies outside this package.
struct GoldenFaces {
  let file: Safetensors

  init() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Golden/faces", withExtension: "safetensors"))
    file = try Safetensors(contentsOf: url)
  }

  /// The pixels of one face.
  func pixels(_ index: Int) throws -> [UInt8] {
    let stored = try #require(file["pixels"])
    let size = 64 * 64 * 3
    let start = stored.bytes.startIndex + index * size
    return Array(stored.bytes[start..<start + size])
  }

  func landmarks(_ index: Int) throws -> [Float] {
    Array(try #require(file["landmarks"]).tensor.values[index * 21..<index * 21 + 21])
  }

  /// The factors of all faces with all their digits.
  func factors() throws -> [JSONValue] {
    let text = try #require(file.metadata["factors"])
    return try #require(try JSONValue(Array(text.utf8)[...]).array)
  }
}

@Suite struct FaceRendererTests {
  @Test(arguments: 0..<8)
  func `A face is that of the reference renderer`(index: Int) throws {
    let golden = try GoldenFaces()
    let face = FaceFactors(seed: 101, index: index)
    let renderer = try FaceRenderer()
    for (place, truth) in zip(renderer.landmarks(of: face), 0..<7) {
      for axis in 0..<3 {
        #expect(abs(place[axis] - (try golden.landmarks(index)[truth * 3 + axis])) < 1e-5)
      }
    }
    let picture = renderer.picture(of: face)
    let pixels = try golden.pixels(index)
    var sum = 0
    var largest = 0
    for (a, b) in zip(picture.bytes, pixels) {
      sum += abs(Int(a) - Int(b))
      largest = max(largest, abs(Int(a) - Int(b)))
    }
    let mean = Double(sum) / Double(pixels.count)
    print("golden", index, mean, largest)
    #expect(mean <= 0.01, "mean \(mean), largest \(largest)")
  }
}
