/// A function applied to every element of a layer's output.
public enum Activation: Hashable, Sendable {
  /// max(x, 0).
  case relu
  /// x where x > 0, otherwise `slope` · x.
  case leakyReLU(slope: Float)
  /// x · sigmoid(x), also called swish (Elfwing et al. 2018).
  case silu
  /// The hyperbolic tangent.
  case tanh
  /// 1 / (1 + exp(−x)).
  case sigmoid
}
