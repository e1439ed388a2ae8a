import LatentData

/// What a network asks of a layer once its input shape is known.
///
/// All pointers are to row-major batches: `batch` × the shape's count. A layer with weights keeps two
/// packed copies of them in the order the kernels read, one for each direction.
package protocol LayerOperation: Sendable {
  var inputShape: Tensor.Shape { get }
  var outputShape: Tensor.Shape { get }

  /// The layer's parameters in the order in which they lie in the network's buffer.
  var parameters: [Parameter] { get }

  /// How many floats the packed weights take for the forward and for the backward direction.
  var packedCount: (forward: Int, backward: Int) { get }

  /// Packs the weights for `forward` and `pushforward`.
  func packForward(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>)

  /// Packs the weights for the input gradient of `pullback`.
  func packBackward(_ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>)

  /// Whether the layer can apply a rectifier to its own output at no cost.
  var fusesReLU: Bool { get }

  /// Whether both derivatives may be written over the vectors that they are taken of.
  var worksInPlace: Bool { get }

  /// Writes the outputs of a batch.
  func forward(
    _ call: LayerCall, from input: UnsafePointer<Float>, into output: UnsafeMutablePointer<Float>)

  /// Vector–Jacobian product: adds nothing, writes the gradients of the parameters (when
  /// `parameterGradient` is there) and of the input (when `inputGradient` is there).
  ///
  /// `inputGradient` may be `outputGradient` only for layers that work in place.
  func pullback(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    outputGradient: UnsafePointer<Float>, inputGradient: UnsafeMutablePointer<Float>?,
    parameterGradient: UnsafeMutablePointer<Float>?)

  /// Jacobian–vector product of the output with respect to the input.
  func pushforward(
    _ call: LayerCall, input: UnsafePointer<Float>, output: UnsafePointer<Float>,
    inputTangent: UnsafePointer<Float>, outputTangent: UnsafeMutablePointer<Float>)
}

/// What every call of a layer is handed: its weights, packed as the direction needs, and the batch.
package struct LayerCall {
  package var batch: Int
  package var parameters: UnsafePointer<Float>
  package var packed: UnsafePointer<Float>
  /// One label per sample, in networks that take labels.
  package var labels: UnsafePointer<Int32>?
  /// Whether a rectifier follows that the layer applies itself.
  package var appliesReLU = false
}

/// A layer without weights packs nothing.
extension LayerOperation {
  package var parameters: [Parameter] { [] }
  package var packedCount: (forward: Int, backward: Int) { (0, 0) }
  package var fusesReLU: Bool { false }
  package var worksInPlace: Bool { false }
  package func packForward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {}
  package func packBackward(
    _ parameters: UnsafePointer<Float>, into packed: UnsafeMutablePointer<Float>
  ) {}
}
