import Foundation
import LatentCLI
import LatentData
import LatentVAE
import Latents
import Testing

/// How a model is described to the page's engine; what the engine makes of it is checked in a browser.
@Suite struct ExplorerModelTests {
  /// Every kind of layer, blocks in blocks, and labels.
  private static let everyLayer = Architecture(
    sampleShape: [8, 6, 3], latentDimension: 4,
    encoder: [
      .convolution(filters: 4, kernel: 3, stride: 2, padding: 1), .labelEmbedding,
      .activation(.leakyReLU(slope: 0.25)), .groupNormalization(groups: 2), .flatten,
    ],
    decoder: [
      .dense(outputs: 48), .labelEmbedding, .activation(.silu), .reshape([4, 3, 4]),
      .residual([
        .convolution(filters: 4, kernel: 3, stride: 1, padding: 1), .activation(.relu),
        .residual([.activation(.tanh)]),
      ]),
      .upsampling(factor: 2), .activation(.sigmoid),
      .transposedConvolution(filters: 3, kernel: 3, stride: 1, padding: 1),
    ],
    condition: Condition(name: "kind", labels: ["one", "two", "three"]))

  private static func vae(
    _ architecture: Architecture, seed: UInt64 = 3
  ) throws -> VAE<Picture> {
    var generator = SeededGenerator(seed: seed)
    return try VAE(architecture, using: &generator)
  }

  private static func steps(_ value: JSONValue?) -> [JSONValue] {
    (value?["steps"]?.array ?? []).flatMap { [$0] + steps($0) }
  }

  private static func floats(_ bytes: ArraySlice<UInt8>) -> [Float] {
    let bytes = Array(bytes)
    return stride(from: 0, to: bytes.count, by: 4).map { start in
      Float(bitPattern: (0..<4).reduce(0) { $0 | UInt32(bytes[start + $1]) << (8 * UInt32($1)) })
    }
  }

  @Test func `Layers come in their order, with the shapes between them`() throws {
    let spec = try ExplorerModel(Self.vae(Self.everyLayer)).spec
    #expect(spec["latentDimension"] == .integer(4) && spec["likelihood"] == .string("bernoulli"))
    #expect(spec["shape"] == .array([.integer(8), .integer(6), .integer(3)]))
    #expect(spec["condition"]?["name"] == .string("kind"))
    #expect(
      spec["condition"]?["labels"]?.array?.compactMap(\.string) == ["one", "two", "three"])
    let decoder = Self.steps(spec["decoder"])
    #expect(
      decoder.compactMap { $0["type"]?.string } == [
        "dense", "labelEmbedding", "activation", "residual", "convolution", "activation",
        "residual", "activation", "upsampling", "activation", "transposedConvolution",
      ])
    #expect(
      decoder.compactMap { $0["function"]?.string } == ["silu", "relu", "tanh", "sigmoid"])
    #expect(decoder[10]["input"] == .array([.integer(8), .integer(6), .integer(4)]))
    #expect(decoder[10]["output"] == .array([.integer(8), .integer(6), .integer(3)]))
    #expect(decoder[8]["factor"] == .integer(2) && decoder[10]["kernel"] == .integer(3))
    let encoder = Self.steps(spec["encoder"])
    // The last one is the model's own: means and log variances.
    #expect(
      encoder.compactMap { $0["type"]?.string } == [
        "convolution", "labelEmbedding", "activation", "groupNormalization", "dense",
      ])
    #expect(encoder[0]["stride"] == .integer(2) && encoder[0]["padding"] == .integer(1))
    #expect(encoder[2]["slope"] == .number(0.25) && encoder[3]["groups"] == .integer(2))
    #expect(encoder[4]["output"] == .array([.integer(8)]))
    #expect(spec["decoder"]?["multiplyAdds"] == .integer(4 * 48 + 12 * 144 + 48 * 108))
  }

  @Test func `Every weight has one place`() throws {
    let vae = try Self.vae(Self.everyLayer)
    let spec = try ExplorerModel(vae).spec
    var places: [Int] = []
    for step in Self.steps(spec["encoder"]) + Self.steps(spec["decoder"]) {
      places += ["weight", "bias"].compactMap { step[$0]?.integer }
    }
    // They ascend, and the tensors between them are as long as the layers need.
    #expect(places == places.sorted() && places.first == 0)
    let lengths = zip(places, places.dropFirst() + [vae.parameterCount]).map { $1 - $0 }
    #expect(
      lengths == [
        108, 4, 12, 4, 4, 48 * 8, 8,
        4 * 48, 48, 3 * 48, 144, 4, 108, 3,
      ])
    #expect(spec["halves"] == .integer(vae.parameterCount))
  }

  @Test func `The bytes are the weights as halves, then the mixture`() throws {
    var vae = try Self.vae(.dense(sampleShape: [3, 1, 1], latentDimension: 2, hidden: [3]))
    let weights: [Float] = [0.25, 0.75]
    let means = LatentBatch(values: [1, 2, -3, 0.5], count: 2, dimension: 2)
    let covariances: [Float] = [1, 0.5, 0.5, 2, 3, -1, -1, 4]
    vae.fittedDensity = try GaussianMixture(
      weights: weights, means: means, covariances: covariances)
    let model = try ExplorerModel(vae)
    let parameters = vae.encoder.parameters + vae.decoder.parameters
    let count = parameters.count
    #expect(count % 2 == 1 && model.spec["components"] == .integer(2))
    for (index, parameter) in parameters.enumerated() {
      let half =
        UInt16(model.weights[2 * index]) | UInt16(model.weights[2 * index + 1]) << 8
      #expect(half == LatentData.HalfPrecision.half(parameter))
    }
    // Two bytes more, so that the floats begin at a multiple of four.
    #expect(
      Self.floats(model.weights[(2 * count + 2)...]) == weights + means.values + [
        1, 0.5, 2, 3, -1, 4,
      ])
    #expect(Data(base64Encoded: model.encodedWeights) == Data(model.weights))
    #expect(model.isRounded)
    #expect(try !ExplorerModel(vae.rounded(to: .f16)).isRounded)
  }

  @Test func `A weight that no half can hold is said`() throws {
    var vae = try Self.vae(.dense(sampleShape: [2, 2, 1], latentDimension: 2, hidden: [3]))
    vae.decoder.parameters[0] = 70_000
    let failure = #expect(throws: Failure.self) { try ExplorerModel(vae) }
    #expect(failure?.description.contains("65,504") == true)
  }

  @Test func `The page's room follows from the model's file`() throws {
    let vae = try Self.vae(Self.everyLayer)
    let model = try ExplorerModel(vae)
    #expect(model.halfSize == (try vae.file(precision: .f16).encoded().count))
    #expect(model.largestPage == 3 * model.halfSize + 300_000)
  }

  @Test func `A model of rows of numbers is refused with advice`() throws {
    try withTemporaryFolder { folder in
      var generator = SeededGenerator(seed: 1)
      let vae = try VAE<Tensor>(
        .dense(sampleShape: [6], latentDimension: 2, hidden: [4]), using: &generator)
      try vae.write(to: URL(fileURLWithPath: folder + "/rows.safetensors"))
      let outcome = try LatentTool.run(
        ["explore", "rows.safetensors", "-o", "page.html"], in: folder)
      #expect(outcome.status == 1)
      #expect(outcome.errors.contains("but this command needs one of pictures"))
      #expect(try TinyWorld.names(in: folder) == ["rows.safetensors"])
    }
  }
}
