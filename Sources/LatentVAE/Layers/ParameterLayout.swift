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

  /// For each element in file order, its index in memory.
  private var memoryIndices: [Int] {
    switch self {
    case .features(let shape):
      return Self.channelsFirst(shape)
    case .dense(let inputs, let outputs):
      let columns = Self.channelsFirst(inputs)
      return Self.channelsFirst(outputs).flatMap { output in
        columns.map { $0 * outputs.count + output }
      }
    case .convolution(let kernel, let big, let small):
      var indices: [Int] = []
      indices.reserveCapacity(count)
      for s in 0..<small {
        for b in 0..<big {
          for tap in 0..<(kernel * kernel) { indices.append((tap * big + b) * small + s) }
        }
      }
      return indices
    }
  }

  /// The values in file order.
  package func fileValues(_ memory: some Collection<Float>) -> [Float] {
    let values = Array(memory)
    return memoryIndices.map { values[$0] }
  }

  /// The values in memory order.
  package func memoryValues(_ file: [Float]) -> [Float] {
    var values = [Float](repeating: 0, count: count)
    for (index, value) in zip(memoryIndices, file) { values[index] = value }
    return values
  }

  /// The memory indices of a sample's elements in the order channels, rows, columns.
  package static func channelsFirst(_ shape: Tensor.Shape) -> [Int] {
    guard shape.rank == 3 else { return Array(0..<shape.count) }
    let (pixels, channels) = (shape[0] * shape[1], shape[2])
    return (0..<channels).flatMap { channel in (0..<pixels).map { $0 * channels + channel } }
  }
}
