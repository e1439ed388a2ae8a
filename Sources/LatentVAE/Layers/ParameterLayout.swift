import LatentData

/// How a parameter lies in memory and how a file lays it out (PyTorch's order).
///
/// In memory pictures are `[height, width, channels]` and weights lie as the kernels read them; files
/// follow PyTorch, where pictures are `[channels, height, width]`.
package enum ParameterLayout: Hashable, Sendable {
  /// One value per feature of `shape`; a picture's features are permuted in files.
  case features(Tensor.Shape)
  /// `[inputs][outputs]` in memory, `[outputs, inputs]` in files, both sides flat or pictures.
  case dense(inputs: Tensor.Shape, outputs: Tensor.Shape)
  /// `[kernel][kernel][big][small]` in memory, `[small, big, kernel, kernel]` in files.
  ///
  /// That is `[out, in, …]` of a convolution and `[in, out, …]` of a transposed one.
  case convolution(kernel: Int, bigChannels: Int, smallChannels: Int)

  package var count: Int { fileShape.count }

  /// The shape of the tensor in a file.
  package var fileShape: Tensor.Shape {
    switch self {
    case .features(let shape): [shape.count]
    case .dense(let inputs, let outputs): [outputs.count, inputs.count]
    case .convolution(let kernel, let big, let small): [small, big, kernel, kernel]
    }
  }

  /// The values in file order.
  package func fileValues(_ memory: some Collection<Float>) -> [Float] {
    let memory = Array(memory)
    return [Float](unsafeUninitializedCapacity: count) { file, initialized in
      forEachPair { file[$0] = memory[$1] }
      initialized = count
    }
  }

  /// The values in memory order.
  package func memoryValues(_ file: [Float]) -> [Float] {
    [Float](unsafeUninitializedCapacity: count) { memory, initialized in
      forEachPair { memory[$1] = file[$0] }
      initialized = count
    }
  }

  /// Calls `body` with every element's index in a file, ascending, and its index in memory.
  @inline(__always)
  private func forEachPair(_ body: (_ file: Int, _ memory: Int) -> Void) {
    var file = 0
    switch self {
    case .features(let shape):
      for memory in Self.channelsFirst(shape) {
        body(file, memory)
        file += 1
      }
    case .dense(let inputs, let outputs):
      let columns = Self.channelsFirst(inputs)
      for output in Self.channelsFirst(outputs) {
        for column in columns {
          body(file, column * outputs.count + output)
          file += 1
        }
      }
    case .convolution(let kernel, let big, let small):
      for s in 0..<small {
        for b in 0..<big {
          for tap in 0..<(kernel * kernel) {
            body(file, (tap * big + b) * small + s)
            file += 1
          }
        }
      }
    }
  }

  /// The memory indices of a sample's elements in the order channels, rows, columns.
  package static func channelsFirst(_ shape: Tensor.Shape) -> [Int] {
    guard shape.rank == 3 else { return Array(0..<shape.count) }
    let (pixels, channels) = (shape[0] * shape[1], shape[2])
    return (0..<channels).flatMap { channel in (0..<pixels).map { $0 * channels + channel } }
  }
}
