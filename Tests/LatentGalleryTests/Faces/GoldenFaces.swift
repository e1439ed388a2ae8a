import Foundation
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

  /// The bytes of one face, 64 × 64 × 3.
  func pixels(_ index: Int) throws -> [UInt8] {
    let stored = try #require(file["pixels"])
    let size = 64 * 64 * 3
    let start = stored.bytes.startIndex + index * size
    return Array(stored.bytes[start..<start + size])
  }

  /// The seven landmarks of one face, three numbers each.
  func landmarks(_ index: Int) throws -> [Float] {
    Array(try #require(file["landmarks"]).tensor.values[index * 21..<index * 21 + 21])
  }

  /// The factors of all faces with all their digits.
  func factors() throws -> [JSONValue] {
    let text = try #require(file.metadata["factors"])
    return try #require(try JSONValue(Array(text.utf8)[...]).array)
  }
}
