import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Every layer's derivatives agree with finite differences and with each other")
struct LayerDerivativeTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var layers: [Layer]
    var input: Tensor.Shape
    var labelCount = 0
    /// Labels for a batch: not in order, one of them twice, one never.
    func labels(_ count: Int) -> [Int] {
      labelCount == 0 ? [] : (0..<count).map { ($0 * 2 + 1) % min(3, labelCount) }
    }
    var testDescription: String { layers.map(\.name).joined(separator: " → ") }
  }

  static let cases: [Case] = [
    Case(layers: [.dense(outputs: 7)], input: [5]),
    Case(layers: [.dense(outputs: 7), .activation(.relu)], input: [5]),
    Case(
      layers: [.convolution(filters: 3, kernel: 4, stride: 2, padding: 1)], input: [6, 8, 2]),
    Case(
      layers: [.convolution(filters: 5, kernel: 3, stride: 1, padding: 1)], input: [5, 4, 3]),
    Case(
      layers: [.transposedConvolution(filters: 2, kernel: 4, stride: 2, padding: 1)],
      input: [3, 4, 3]),
    Case(
      layers: [.transposedConvolution(filters: 4, kernel: 3, stride: 3, padding: 0)],
      input: [2, 3, 2]),
    Case(layers: [.upsampling(factor: 3)], input: [2, 3, 2]),
    Case(layers: [.activation(.relu)], input: [11]),
    Case(layers: [.activation(.leakyReLU(slope: 0.2))], input: [11]),
    Case(layers: [.activation(.silu)], input: [11]),
    Case(layers: [.activation(.tanh)], input: [11]),
    Case(layers: [.activation(.sigmoid)], input: [11]),
    Case(layers: [.groupNormalization(groups: 2)], input: [3, 2, 4]),
    Case(layers: [.layerNormalization], input: [6]),
    Case(
      layers: [
        .convolution(filters: 4, kernel: 4, stride: 2, padding: 1), .activation(.silu), .flatten,
        .dense(outputs: 12), .layerNormalization, .activation(.tanh), .reshape([2, 2, 3]),
        .upsampling(factor: 2),
        .transposedConvolution(filters: 1, kernel: 4, stride: 2, padding: 1),
      ], input: [6, 6, 2]),
    Case(layers: [.residual([.dense(outputs: 5)])], input: [5]),
    Case(layers: [.residual([.activation(.tanh)])], input: [11]),
    Case(
      layers: [
        // A rectifier that is fused before a block, and one that must not be at its beginning.
        .dense(outputs: 7), .activation(.relu), .dense(outputs: 6),
        .residual([.activation(.relu), .dense(outputs: 4), .activation(.silu), .dense(outputs: 6)]),
        .activation(.relu),
      ], input: [5]),
    Case(
      layers: [
        .residual([
          .residual([.groupNormalization(groups: 1), .activation(.silu)]),
          .convolution(filters: 2, kernel: 3, stride: 1, padding: 1),
          .residual([.flatten, .activation(.tanh), .reshape([4, 3, 2])]),
        ]),
        .residual([.convolution(filters: 2, kernel: 1, stride: 1, padding: 0)]),
      ], input: [4, 3, 2]),
    Case(layers: [.labelEmbedding], input: [3, 2, 4], labelCount: 5),
    Case(
      layers: [
        .convolution(filters: 3, kernel: 3, stride: 1, padding: 1), .labelEmbedding,
        .residual([.labelEmbedding, .activation(.silu)]), .flatten, .dense(outputs: 4),
        .labelEmbedding, .activation(.relu),
      ], input: [3, 4, 2], labelCount: 4),
  ]

  /// Deterministic numbers of both signs, none of them near a rectifier's kink.
  static func numbers(_ shape: Tensor.Shape, stream: UInt64) -> Tensor {
    var generator = SeededGenerator(seed: 11, stream: stream)
    let values = (0..<shape.count).map { _ -> Float in
      let value = Float(generator.nextNormal())
      return value + (value < 0 ? -0.1 : 0.1)
    }
    return Tensor(shape: shape, values: values)
  }

  static func dot(_ a: [Float], _ b: [Float]) -> Double {
    zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
  }

  static func along(_ x: Tensor, _ step: Float, _ direction: Tensor) -> Tensor {
    Tensor(shape: x.shape, values: zip(x.values, direction.values).map { $0 + step * $1 })
  }

  static func network(_ test: Case) throws -> NeuralNetwork {
    var generator = SeededGenerator(seed: 3)
    var network = try NeuralNetwork(
      test.layers, inputShape: test.input, labelCount: test.labelCount, using: &generator)
    // Biases and scales that are not all alike.
    let shift = numbers([max(1, network.parameters.count)], stream: 9).values
    network.parameters = zip(network.parameters, shift).map { $0 + 0.1 * $1 }
    return network
  }

  @Test(arguments: cases)
  func theTwoProductsAreAdjoint(test: Case) throws {
    let network = try Self.network(test)
    let x = Self.numbers(network.inputShape.batched(3), stream: 1)
    let tangent = Self.numbers(network.inputShape.batched(3), stream: 2)
    let cotangent = Self.numbers(network.outputShape.batched(3), stream: 3)
    let labels = test.labels(3)
    let pushed = network.pushforward(at: x, of: tangent, labels: labels)
    let pulled = network.pullback(at: x, of: cotangent, labels: labels)
    let forward = Self.dot(pushed.values, cotangent.values)
    let backward = Self.dot(pulled.input.values, tangent.values)
    #expect(abs(forward - backward) < 1e-4 * max(1, abs(forward)))
  }

  @Test(arguments: cases)
  func thePushforwardIsTheDirectionalDerivative(test: Case) throws {
    let network = try Self.network(test)
    let x = Self.numbers(network.inputShape.batched(2), stream: 4)
    let tangent = Self.numbers(network.inputShape.batched(2), stream: 5)
    let step: Float = 0.004
    let labels = test.labels(2)
    let (ahead, behind) = (
      network.forward(Self.along(x, step, tangent), labels: labels),
      network.forward(Self.along(x, -step, tangent), labels: labels)
    )
    let expected = zip(ahead.values, behind.values).map { ($0 - $1) / (2 * step) }
    let pushed = network.pushforward(at: x, of: tangent, labels: labels)
    #expect(relativeDifference(pushed.values, expected) < 5e-3)
  }

  @Test(arguments: cases.filter { $0.layers.count > 1 || $0.layers[0].name != "activation" })
  func theParameterGradientIsTheDerivativeOfTheProduct(test: Case) throws {
    let network = try Self.network(test)
    guard !network.parameters.isEmpty else { return }
    let x = Self.numbers(network.inputShape.batched(2), stream: 6)
    let cotangent = Self.numbers(network.outputShape.batched(2), stream: 7)
    let direction = Self.numbers([network.parameters.count], stream: 8).values
    let step: Float = 0.002
    func value(_ step: Float) -> Double {
      var moved = network
      moved.parameters = zip(network.parameters, direction).map { $0 + step * $1 }
      return Self.dot(moved.forward(x, labels: test.labels(2)).values, cotangent.values)
    }
    let expected = (value(step) - value(-step)) / Double(2 * step)
    let gradient = network.pullback(at: x, of: cotangent, labels: test.labels(2)).parameters
    #expect(abs(Self.dot(gradient, direction) - expected) < 5e-3 * max(1, abs(expected)))
  }

  @Test(arguments: cases)
  func aSampleHasTheSameBitsInAnyBatch(test: Case) throws {
    let network = try Self.network(test)
    let x = Self.numbers(network.inputShape.batched(5), stream: 10)
    let labels = test.labels(5)
    let whole = network.forward(x, labels: labels)
    let size = (network.inputShape.count, network.outputShape.count)
    for index in 0..<5 {
      let one = Tensor(
        shape: network.inputShape.batched(1),
        values: Array(x.values[(index * size.0)...].prefix(size.0)))
      #expect(
        network.forward(one, labels: Array(labels.dropFirst(index).prefix(1))).values
          == Array(whole.values[(index * size.1)...].prefix(size.1)))
    }
  }
}
