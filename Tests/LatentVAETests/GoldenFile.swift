import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

/// A small model trained for three steps by PyTorch in double precision.
///
/// The weights, noise, outputs, gradients and losses lie in `Golden/NAME.safetensors`, made by a
/// PyTorch program outside this package; `made_by` in its metadata says which version.
struct GoldenFile {
  let file: Safetensors

  init(_ name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: "Golden/\(name)", withExtension: "safetensors"))
    file = try Safetensors(contentsOf: url)
  }

  func values(_ name: String) throws -> [Float] { try #require(file[name]).tensor.values }
  func shape(_ name: String) throws -> [Int] { try #require(file[name]).shape.dimensions }

  /// A batch of pictures `[n, channels, height, width]` as samples `[height, width, channels]`.
  func samples(_ name: String) throws -> [Tensor] {
    let shape = try shape(name)
    let values = try values(name)
    let size = shape.dropFirst().reduce(1, *)
    let sample: Tensor.Shape =
      shape.count == 4 ? [shape[2], shape[3], shape[1]] : [shape[1]]
    let order = ParameterLayout.channelsFirst(sample)
    return (0..<shape[0]).map { index in
      var tensor = Tensor(zeros: sample)
      for (file, memory) in order.enumerated() {
        tensor.values[memory] = values[index * size + file]
      }
      return tensor
    }
  }
}

/// max |a − b| / max |b|, the measure by which golden tensors are compared.
func relativeDifference(_ a: [Float], _ b: [Float]) -> Float {
  guard a.count == b.count else { return .infinity }
  let largest = b.map(abs).max() ?? 0
  let difference = zip(a, b).map { abs($0 - $1) }.max() ?? 0
  return largest > 0 ? difference / largest : difference
}
