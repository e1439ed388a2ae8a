import LatentData

/// Turns one described layer into its operation, checking that it fits the shape it is given.
struct LayerBuilder {
  let layers: [Layer]
  let index: Int
  /// The beginning of the layer's name: empty, or the block that it is in, such as `3.body.`.
  let path: String
  let inputShape: Tensor.Shape
  /// What the input was before it was flattened, for the order of features in files.
  let unflattenedShape: Tensor.Shape
  /// What the output of a block's last layer is when it is not flat, for the same order.
  let finalShape: Tensor.Shape?
  /// How many labels there are.
  let labelCount: Int

  /// The layer's name in messages and files, such as `2`.
  var name: String { "\(path)\(index)" }

  /// More elements than any picture model needs; keeps hostile files from asking for the moon.
  private static let largestCount = 1 << 28

  func build() throws(ArchitectureError) -> any LayerOperation {
    switch layers[index] {
    case .dense(let outputs):
      try check(inputShape.rank == 1, "needs a flat input; put `.flatten` before it")
      try checkSize(outputs, "outputs")
      try checkCounts(outputs * inputShape.count)
      return Dense(inputs: unflattenedShape, outputs: shapeAfterReshape(outputs: outputs))
    case .convolution(let filters, let kernel, let stride, let padding):
      try checkWindow(filters: filters, kernel: kernel, stride: stride, padding: padding)
      try check(
        inputShape[0] + 2 * padding >= kernel && inputShape[1] + 2 * padding >= kernel,
        "has a kernel of \(kernel), larger than its padded input of \(inputShape)")
      try checkCounts(
        (inputShape[0] + 2 * padding) * (inputShape[1] + 2 * padding) * inputShape[2],
        kernel * kernel * inputShape[2] * filters,
        // At least 1, because the kernel fits.
        ((inputShape[0] + 2 * padding - kernel) / stride + 1)
          * ((inputShape[1] + 2 * padding - kernel) / stride + 1) * filters)
      return Convolution(
        input: inputShape, filters: filters, kernel: kernel, stride: stride, padding: padding)
    case .transposedConvolution(let filters, let kernel, let stride, let padding):
      try checkWindow(filters: filters, kernel: kernel, stride: stride, padding: padding)
      try check(
        inputShape[0] <= 1 << 14 && inputShape[1] <= 1 << 14
          && (min(inputShape[0], inputShape[1]) - 1) * stride - 2 * padding + kernel > 0,
        "has a padding of \(padding) that leaves nothing of its output")
      try checkCounts(
        ((inputShape[0] - 1) * stride + kernel) * ((inputShape[1] - 1) * stride + kernel) * filters,
        kernel * kernel * inputShape[2] * filters)
      return TransposedConvolution(
        input: inputShape, filters: filters, kernel: kernel, stride: stride, padding: padding)
    case .upsampling(let factor):
      try check(inputShape.rank == 3, "needs a picture [height, width, channels]")
      try check((1...64).contains(factor), "needs a factor from 1 to 64")
      try checkCounts(inputShape.count * factor * factor)
      return Upsampling(input: inputShape, factor: factor)
    case .activation(let function):
      return Elementwise(inputShape: inputShape, function: function)
    case .groupNormalization(let groups):
      try check(
        groups > 0 && inputShape[inputShape.rank - 1] % groups == 0,
        "needs a number of groups that divides its \(inputShape[inputShape.rank - 1]) channels")
      return GroupNormalization(inputShape: inputShape, groups: groups)
    case .flatten:
      return Reshaping(inputShape: inputShape, outputShape: [inputShape.count])
    case .reshape(let shape):
      try check(
        (1...3).contains(shape.rank) && shape.dimensions.allSatisfy { $0 > 0 && $0 < 1 << 20 }
          && shape.count == inputShape.count,
        "cannot give \(inputShape) the shape \(shape): the counts differ")
      return Reshaping(inputShape: inputShape, outputShape: shape)
    case .labelEmbedding:
      try check(labelCount > 0, "needs labels, but the network is given none")
      let channels = inputShape[inputShape.rank - 1]
      try checkCounts(labelCount * channels)
      return LabelEmbedding(
        inputShape: inputShape, labelCount: labelCount,
        fileShape: inputShape.rank == 1 ? shapeAfterReshape(outputs: channels) : [channels])
    case .residual:
      // The plan unrolls blocks before it asks for operations.
      return Addition(inputShape: inputShape)
    }
  }

  /// The picture into which this layer's output is reshaped, elementwise layers in between.
  private func shapeAfterReshape(outputs: Int) -> Tensor.Shape {
    for layer in layers[(index + 1)...] {
      switch layer {
      case .activation, .labelEmbedding: continue
      case .reshape(let shape): return shape
      default: return [outputs]
      }
    }
    return finalShape.flatMap { $0.count == outputs ? $0 : nil } ?? [outputs]
  }

  private func checkCounts(_ counts: Int...) throws(ArchitectureError) {
    try check(
      counts.allSatisfy { $0 <= Self.largestCount },
      "asks for more than \(Self.largestCount) values")
  }

  private func checkSize(_ size: Int, _ name: String) throws(ArchitectureError) {
    try check((1...(1 << 24)).contains(size), "needs 1 to \(1 << 24) \(name), but has \(size)")
  }

  private func checkWindow(
    filters: Int, kernel: Int, stride: Int, padding: Int
  ) throws(ArchitectureError) {
    try check(
      inputShape.rank == 3,
      "needs a picture [height, width, channels], but gets \(inputShape); put `.reshape` before it")
    try check((1...65536).contains(filters), "needs 1 to 65536 filters, but has \(filters)")
    try check((1...64).contains(kernel), "needs a kernel of 1 to 64, but has \(kernel)")
    try check((1...64).contains(stride), "needs a stride of 1 to 64, but has \(stride)")
    try check((0...64).contains(padding), "needs a padding of 0 to 64, but has \(padding)")
  }

  func check(_ condition: Bool, _ message: String) throws(ArchitectureError) {
    if !condition { throw ArchitectureError("Layer \(name) (\(layers[index].name)) \(message).") }
  }
}
