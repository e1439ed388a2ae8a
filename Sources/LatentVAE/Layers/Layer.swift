import LatentData

/// One layer of a neural network, described without its weights.
///
/// A network is a list of layers; every layer's input shape follows from the layers before it, so a
/// layer names only what it adds. Shapes are those of one sample, without the batch: `[features]` or
/// `[height, width, channels]`.
///
/// ```swift
/// let layers: [Layer] = [
///   .convolution(filters: 32, kernel: 4, stride: 2, padding: 1), .activation(.relu),
///   .flatten, .dense(outputs: 16),
/// ]
/// ```
public enum Layer: Hashable, Sendable {
  /// y = x·W + b on a flat input.
  ///
  /// See ``Dense`` for formula and initial distribution.
  case dense(outputs: Int)
  /// A square convolution with zero padding.
  case convolution(filters: Int, kernel: Int, stride: Int, padding: Int)
  /// The transpose of a square convolution: it enlarges a picture by its stride.
  case transposedConvolution(filters: Int, kernel: Int, stride: Int, padding: Int)
  /// Repeats every pixel `factor` × `factor` times (nearest neighbour).
  case upsampling(factor: Int)
  /// A function of each element alone.
  case activation(Activation)
  /// Zero mean and unit variance over groups of channels, then a scale and an offset per channel.
  case groupNormalization(groups: Int)
  /// Any shape to `[count]`.
  case flatten
  /// A flat input to the shape given, of the same count.
  case reshape(Tensor.Shape)
  /// x + body(x): layers that learn what to change; they must put out the shape they take in
  /// (He et al. 2016).
  case residual([Layer])
  /// Adds a learned vector of the sample's label, the same at every pixel.
  ///
  /// After a dense layer it is what joining the label to that layer's input would be.
  case labelEmbedding

  /// Zero mean and unit variance over all elements of a sample, then a scale and offset per channel.
  public static var layerNormalization: Layer { .groupNormalization(groups: 1) }
}

/// What a list of layers gets wrong.
public struct ArchitectureError: Error, Hashable, CustomStringConvertible {
  /// What is wrong and what to do.
  public let description: String

  package init(_ description: String) {
    self.description = description
  }
}

extension Layer {
  /// The layer's name in messages and files.
  package var name: String {
    switch self {
    case .dense: "dense"
    case .convolution: "convolution"
    case .transposedConvolution: "transposedConvolution"
    case .upsampling: "upsampling"
    case .activation: "activation"
    case .groupNormalization: "groupNormalization"
    case .flatten: "flatten"
    case .reshape: "reshape"
    case .residual: "residual"
    case .labelEmbedding: "labelEmbedding"
    }
  }
}
