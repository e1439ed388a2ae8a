import LatentData
import LatentSpace

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
      if let base = memory.baseAddress { copyMemoryValues(file, into: base) }
      initialized = count
    }
  }

  /// Writes the values in memory order, as many as `count`.
  package func copyMemoryValues(_ file: [Float], into memory: UnsafeMutablePointer<Float>) {
    require(file.count == count, "\(file.count) values were given for \(fileShape).")
    file.withUnsafeBufferPointer { file in
      forEachPair { memory[$1] = file[$0] }
    }
  }

  /// Calls `body` with every element's index in a file and its index in memory.
  ///
  /// All are the transposition of a matrix whose sides may be permuted. It goes through the file in
  /// bands of 16 rows, which become whole cache lines in memory.
  @inline(__always)
  private func forEachPair(_ body: (_ file: Int, _ memory: Int) -> Void) {
    let (inputs, outputs) = sides
    // Where file columns lie in memory, and where memory columns come from in the file.
    let columns = Self.channelsFirst(inputs)
    var rows = [Int](repeating: 0, count: outputs.count)
    for (row, column) in Self.channelsFirst(outputs).enumerated() { rows[column] = row }
    for band in stride(from: 0, to: rows.count, by: 16) {
      let end = min(band + 16, rows.count)
      for column in 0..<columns.count {
        let start = columns[column] * rows.count
        for output in band..<end {
          body(rows[output] * columns.count + column, start + output)
        }
      }
    }
  }

  /// The shapes of a column and of a row of the matrix in memory.
  private var sides: (inputs: Tensor.Shape, outputs: Tensor.Shape) {
    switch self {
    case .features(let shape): ([1], shape)
    case .dense(let inputs, let outputs): (inputs, outputs)
    case .convolution(let kernel, let big, let small): ([kernel, kernel, big], [small])
    }
  }

  /// The memory indices of a sample's elements in the order channels, rows, columns.
  package static func channelsFirst(_ shape: Tensor.Shape) -> [Int] {
    guard shape.rank == 3 else { return Array(0..<shape.count) }
    let (pixels, channels) = (shape[0] * shape[1], shape[2])
    return (0..<channels).flatMap { channel in (0..<pixels).map { $0 * channels + channel } }
  }
}
