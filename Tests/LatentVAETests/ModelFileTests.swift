import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Model files")
struct ModelFileTests {
  static func model() throws -> VAE<Tensor> {
    var model = try barModel(.normal(standardDeviation: 0.2))
    var generator = SeededGenerator(seed: 1)
    model.fittedDensity = GaussianMixture(
      fitting: model.encode(bars(40)), componentCount: 2, using: &generator)
    model.provenance = ModelProvenance(
      dataset: "bars", dataHash: "00", sampleCount: 40, seed: 1, trainer: Trainer(), epochs: 3,
      training: Evaluation(reconstruction: 1.25, kl: 0.1, count: 40), command: "latent train bars")
    return model
  }

  @Test func aModelSurvivesItsFileToTheBit() throws {
    let model = try Self.model()
    let bytes = try model.file().encoded()
    let again = try VAE<Tensor>(Safetensors(decoding: bytes))
    #expect(again.encoder.parameters == model.encoder.parameters)
    #expect(again.decoder.parameters == model.decoder.parameters)
    #expect(again.outputLogVariance == model.outputLogVariance)
    #expect(again.architecture == model.architecture)
    #expect(again.provenance == model.provenance)
    #expect(again.fittedDensity as? GaussianMixture == model.fittedDensity as? GaussianMixture)
    #expect(again.fittedDensity != nil)
    #expect(try again.file().encoded() == bytes)
  }

  @Test func halfPrecisionRoundsOnce() throws {
    let model = try Self.model()
    let rounded = try model.rounded(to: .f16)
    #expect(rounded.encoder.parameters != model.encoder.parameters)
    #expect(relativeDifference(rounded.encoder.parameters, model.encoder.parameters) < 1e-3)
    #expect(try rounded.rounded(to: .f16).encoder.parameters == rounded.encoder.parameters)
    #expect(try model.file(precision: .f16).encoded().count < model.file().encoded().count * 2 / 3)
  }

  @Test func theDescriptionIsReadWithoutTheWeights() throws {
    let description = try ModelDescription(Self.model().file(precision: .f16))
    #expect(description.precision == .f16)
    #expect(description.density == "mixture")
    #expect(description.provenance?.dataset == "bars")
    #expect(description.architecture.latentDimension == 4)
  }

  @Test func aFileOfSomethingElseIsRefused() throws {
    #expect(throws: ModelFileError.notAModel) { try VAE<Tensor>(Safetensors()) }
    var newer = try Self.model().file()
    newer.metadata["latents"] = "99"
    #expect(throws: ModelFileError.newerVersion("99")) { try VAE<Tensor>(newer) }
  }

  @Test func missingWrongAndInfiniteTensorsAreNamed() throws {
    let good = try Self.model().file()
    for name in good.names {
      var file = good
      file[name] = nil
      #expect(throws: ModelFileError.missingTensor(name)) { try VAE<Tensor>(file) }
      file[name] = StoredTensor(Tensor(zeros: [1, 2, 3, 4, 5]))
      #expect(throws: ModelFileError.self) { try VAE<Tensor>(file) }
      let stored = try #require(good[name])
      var values = stored.tensor.values
      values[0] = .nan
      file[name] = StoredTensor(Tensor(shape: stored.shape, values: values))
      #expect(throws: ModelFileError.self) { try VAE<Tensor>(file) }
    }
  }

  @Test(arguments: [
    ("architecture", "{}"), ("architecture", "null"), ("architecture", "["),
    ("provenance", "7"), ("outputLogVariance", "nan"), ("precision", "f8"), ("density", "cloud"),
    (
      "architecture",
      #"{"decoder":[],"encoder":[],"latentDimension":-3,"likelihood":{"bernoulli":{}},"sampleShape":[4]}"#
    ),
    (
      "architecture",
      #"{"decoder":[],"encoder":[],"latentDimension":4,"likelihood":{"bernoulli":{}},"sampleShape":[-4]}"#
    ),
    (
      "architecture",
      #"{"decoder":[],"encoder":[],"latentDimension":4,"likelihood":{"bernoulli":{}},"sampleShape":[4194304, 4194304]}"#
    ),
    (
      "architecture",
      #"{"decoder":[{"type":"dense","outputs":4}],"encoder":[],"latentDimension":4,"likelihood":{"normal":{"standardDeviation":0}},"sampleShape":[4]}"#
    ),
  ])
  func badMetadataIsAnError(key: String, value: String) throws {
    var file = try Self.model().file()
    file.metadata[key] = value
    #expect(throws: (any Error).self) { try VAE<Tensor>(file) }
  }

  @Test func aFileThatEndsEarlyOrIsFlippedNeverTraps() throws {
    let bytes = try Self.model().file().encoded()
    for length in Array(stride(from: 0, to: bytes.count, by: 37)) + Array(0..<64) {
      #expect(throws: (any Error).self) {
        try VAE<Tensor>(Safetensors(decoding: Array(bytes[..<length])))
      }
    }
    let header = 8 + Int(bytes[0]) + Int(bytes[1]) << 8
    var readable = 0
    for index in 0..<header {
      for flip: UInt8 in [0x01, 0x10, 0x80] {
        var damaged = bytes
        damaged[index] ^= flip
        // A typed error or a valid model: both are fine, a trap would end the test.
        if (try? VAE<Tensor>(Safetensors(decoding: damaged))) != nil { readable += 1 }
      }
    }
    #expect(readable < header)
  }
}
