import LatentData
import LatentSpace

/// One named tensor of a layer: how many floats, how they start, and how a file lays them out.
package struct Parameter: Sendable {
  /// How the values start.
  package enum Initial: Sendable {
    /// Uniform on ±1/√fanIn, PyTorch's default for weights and biases.
    case uniform(fanIn: Int)
    case constant(Float)
  }

  package var name: String
  package var initial: Initial
  package var layout: ParameterLayout

  package var count: Int { layout.count }

  /// Draws the initial values.
  package func initialize(
    _ values: UnsafeMutableBufferPointer<Float>, using generator: inout some RandomNumberGenerator
  ) {
    switch initial {
    case .constant(let value):
      for i in values.indices { values[i] = value }
    case .uniform(let fanIn):
      let bound = 1 / Float(fanIn).squareRoot()
      for i in values.indices { values[i] = (2 * generator.nextUniformFloat() - 1) * bound }
    }
  }
}
