import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Architectures")
struct ArchitectureTests {
  @Test func theStandardPresetHasTheShapesOfItsMirror() throws {
    let architecture = try Architecture.convolutional(
      sampleShape: [28, 28, 1], latentDimension: 16)
    let (encoder, decoder) = try architecture.plans()
    #expect(encoder.outputShape == [32])
    #expect(decoder.outputShape == [28, 28, 1])
    #expect(encoder.parameterCount == 544 + 32832 + 803_072 + 8224)
    #expect(encoder.multiplyAdds == 196 * 512 + 49 * 32768 + 3136 * 256 + 256 * 32)
  }

  @Test func theDensePresetFlattensAndRestoresPictures() throws {
    let (encoder, decoder) = try Architecture.dense(
      sampleShape: [28, 28, 1], latentDimension: 20
    ).plans()
    #expect(encoder.parameterCount == 784 * 400 + 400 + 400 * 40 + 40)
    #expect(decoder.outputShape == [28, 28, 1])
  }

  @Test func aPictureThatDoesNotHalveIsRefusedWithAdvice() {
    #expect(throws: ArchitectureError.self) {
      try Architecture.convolutional(sampleShape: [30, 30, 1], latentDimension: 4)
    }
  }

  @Test(arguments: [
    [Layer.dense(outputs: 0)],
    [.dense(outputs: Int.max)],
    [.flatten, .dense(outputs: 1 << 24), .dense(outputs: 1 << 24)],
    [.convolution(filters: 1, kernel: 99, stride: 1, padding: 0)],
    [.convolution(filters: 1, kernel: 30, stride: 1, padding: 0)],
    [.convolution(filters: -1, kernel: 3, stride: 1, padding: 0)],
    [.transposedConvolution(filters: 1, kernel: 1, stride: 1, padding: 30)],
    [.upsampling(factor: 0)], [.upsampling(factor: Int.max)],
    [.groupNormalization(groups: 3)], [.groupNormalization(groups: 0)],
    [.reshape([7, 7])], [.reshape([Int.max / 64])],
    [.upsampling(factor: 64), .upsampling(factor: 64), .upsampling(factor: 64)],
    [.residual([])], [.residual([.flatten])], [.labelEmbedding],
    [.residual([.convolution(filters: 2, kernel: 3, stride: 1, padding: 1)])],
    [(0..<9).reduce(.activation(.relu)) { layer, _ in .residual([layer]) }],
  ])
  func layersThatDoNotFitAreRefused(layers: [Layer]) {
    #expect(throws: ArchitectureError.self) { try NetworkPlan(layers, inputShape: [28, 28, 1]) }
  }

  @Test func anArchitectureSurvivesJSON() throws {
    let architecture = Architecture(
      sampleShape: [8, 8, 3], latentDimension: 4,
      encoder: [
        .convolution(filters: 4, kernel: 3, stride: 1, padding: 1),
        .activation(.leakyReLU(slope: 0.1)), .groupNormalization(groups: 2), .flatten,
      ],
      decoder: [
        .dense(outputs: 48), .activation(.silu), .reshape([4, 4, 3]), .upsampling(factor: 2),
        .residual([
          .residual([.activation(.relu)]), .groupNormalization(groups: 3), .labelEmbedding,
        ]),
        .transposedConvolution(filters: 3, kernel: 1, stride: 1, padding: 0),
      ], likelihood: .normal(standardDeviation: 0.1))
    let data = try JSONEncoder().encode(architecture)
    #expect(try JSONDecoder().decode(Architecture.self, from: data) == architecture)
  }

  @Test(arguments: [
    #"{"type": "attention"}"#, #"{"type": "dense"}"#,
    #"{"type": "activation", "function": "mish"}"#, #"{"type": "residual"}"#,
    String(repeating: #"{"type": "residual", "layers": ["#, count: 80)
      + String(repeating: "]}", count: 80),
  ])
  func unknownLayersInFilesAreErrors(json: String) {
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode(Layer.self, from: Data(json.utf8))
    }
  }

  @Test func filesKeepThePyTorchOrderOfFeatures() {
    // Two rows, one column, two channels: memory is (r0 c0), (r0 c1), (r1 c0), (r1 c1).
    let layout = ParameterLayout.dense(inputs: [2, 1, 2], outputs: [1])
    #expect(layout.fileValues([10, 11, 20, 21]) == [10, 20, 11, 21])
    #expect(layout.memoryValues([10, 20, 11, 21]) == [10, 11, 20, 21])
    let kernel = ParameterLayout.convolution(kernel: 2, bigChannels: 1, smallChannels: 2)
    #expect(kernel.fileValues([0, 1, 2, 3, 4, 5, 6, 7]) == [0, 2, 4, 6, 1, 3, 5, 7])
  }
}
