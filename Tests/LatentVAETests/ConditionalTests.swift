import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Conditional models")
struct ConditionalTests {
  /// Bars and whether they stand: label 0 lies, label 1 stands.
  static func data(_ count: Int, seed: UInt64 = 5) -> (samples: [Tensor], labels: [Int]) {
    let samples = bars(count, seed: seed)
    let labels = (0..<count).map { index -> Int in
      var generator = SeededGenerator(seed: seed).stream(index)
      return generator.nextIndex(below: 2)
    }
    return (samples, labels)
  }

  static func model() throws -> VAE<Tensor> {
    var generator = SeededGenerator(seed: 1)
    let architecture = try Architecture.convolutional(
      sampleShape: [8, 8, 1], latentDimension: 3, channels: [4, 8], hidden: 16
    ).conditional(on: "bar", labels: ["lying", "standing"])
    return try VAE(architecture, using: &generator)
  }

  static let trained: VAE<Tensor> = {
    do {
      var model = try model()
      let data = data(256)
      var generator = SeededGenerator(seed: 2)
      try Trainer(epochs: 120, batchSize: 32, learningRate: 5e-3).fit(
        &model, to: data.samples, labels: data.labels, using: &generator)
      return model
    } catch {
      fatalError("\(error)")
    }
  }()

  /// How much more the rows of a picture differ than its columns.
  static func lying(_ picture: Tensor) -> Float {
    var difference: Float = 0
    for i in 0..<8 {
      for j in 0..<8 where i > 0 && j > 0 {
        let value = picture.values[i * 8 + j]
        difference += abs(value - picture.values[(i - 1) * 8 + j])
        difference -= abs(value - picture.values[i * 8 + j - 1])
      }
    }
    return difference
  }

  @Test func theLabelDecidesWhatIsDrawn() {
    var generator = SeededGenerator(seed: 4)
    let samples = Self.trained.sample(count: 20, labels: [1, 0], using: &generator)
    #expect(samples.count == 40)
    let lying = samples.map(Self.lying)
    #expect(lying[..<20].filter { $0 < 0 }.count >= 18)
    #expect(lying[20...].filter { $0 > 0 }.count >= 18)
  }

  @Test func theSameLatentsOfAnotherLabelKeepTheirPlace() {
    let (samples, labels) = Self.data(64, seed: 9)
    let latents = Self.trained.encode(samples, labels: labels)
    let turned = Self.trained.decode(latents, labels: labels.map { 1 - $0 })
    for (label, picture) in zip(labels, turned) where label == 0 {
      #expect(Self.lying(picture) < 0)
    }
  }

  @Test func aModelGivenALabelIsAModelLikeAnyOther() {
    let standing = Self.trained.given("standing")
    let samples = zip(Self.data(40).samples, Self.data(40).labels).filter { $0.1 == 1 }.map(\.0)
    #expect(checkLatentModel(standing, samples: Array(samples.prefix(5))) == [])
    #expect(
      standing.encode(samples)
        == Self.trained.encode(samples, labels: samples.map { _ in 1 }))
    let path = standing.morph(from: samples[0], to: samples[1], count: 5)
    #expect(path.allSatisfy { Self.lying($0) < 0 })
    var (one, two) = (SeededGenerator(seed: 8), SeededGenerator(seed: 8))
    #expect(
      standing.sample(count: 3, using: &one)
        == Self.trained.sample(count: 3, labels: [1], using: &two))
    #expect(standing.givenLabel == 1)
    #expect(Self.trained.givenLabel == nil)
  }

  @Test func derivativesAreThoseOfTheLabelGiven() {
    let model = Self.trained.given(label: 0)
    let latents = LatentBatch([[0.3, -1, 0.5], [1, 0, -0.4]])
    let tangents = LatentBatch([[1, 0.5, -0.3], [-0.5, 1, 0.1]])
    let step: Float = 0.01
    let (ahead, behind) = (
      model.values(at: latents + step * tangents), model.values(at: latents - step * tangents)
    )
    let expected = zip(ahead, behind).map { ($0 - $1) / (2 * step) }
    #expect(relativeDifference(model.pushforward(at: latents, tangents), expected) < 2e-2)
  }

  @Test func theFileKeepsLabelsAndBits() throws {
    let bytes = try Self.trained.file().encoded()
    let again = try VAE<Tensor>(Safetensors(decoding: bytes))
    #expect(again.condition == Condition(name: "bar", labels: ["lying", "standing"]))
    #expect(again.encoder.parameters == Self.trained.encoder.parameters)
    #expect(try again.file().encoded() == bytes)
    let names = try Safetensors(decoding: bytes).names
    #expect(names.contains("encoder.1.weight") && names.contains("decoder.1.weight"))
    #expect(try Safetensors(decoding: bytes)["decoder.1.weight"]?.shape == [16, 2])
  }

  @Test func judgingAndResumingWorkWithLabels() throws {
    struct Stopped: Error {}
    let (data, held) = (Self.data(50), Self.data(20, seed: 8))
    let url = FileManager.default.temporaryDirectory.appending(path: "latents-\(UUID())")
    let store = CheckpointStore(url: url, fingerprint: "bars")
    defer { store.remove() }
    func train(_ checkpoint: CheckpointStore?, stop: Int? = nil) throws -> VAE<Tensor> {
      var model = try Self.model()
      var generator = SeededGenerator(seed: 2)
      try Trainer(epochs: 2, batchSize: 16).fit(
        &model, to: data.samples, labels: data.labels, validation: held.samples,
        validationLabels: held.labels, checkpoint: checkpoint, using: &generator
      ) { if $0.step == stop { throw Stopped() } }
      return model
    }
    let whole = try train(nil)
    #expect(throws: Stopped.self) { try train(store, stop: 5) }
    #expect(try train(store).decoder.parameters == whole.decoder.parameters)
    var generator = SeededGenerator(seed: 1)
    #expect(
      whole.evaluate(held.samples, labels: held.labels, using: &generator).loss.isFinite)
  }

  @Test func knowingTheLabelCostsFewerNats() {
    let (samples, labels) = Self.data(200, seed: 12)
    var (one, two) = (SeededGenerator(seed: 1), SeededGenerator(seed: 1))
    let told = Self.trained.evaluate(samples, labels: labels, using: &one).loss
    let misled = Self.trained.evaluate(samples, labels: labels.map { 1 - $0 }, using: &two).loss
    #expect(told < misled - 5)
  }

  @Test func conditionsThatNoModelCanHaveAreErrors() throws {
    var generator = SeededGenerator(seed: 1)
    let plain = Architecture.dense(sampleShape: [4], latentDimension: 2, hidden: [4])
    #expect(throws: ArchitectureError.self) {
      try VAE<[Float]>(plain.conditional(on: "a", labels: ["x"]), using: &generator)
    }
    #expect(throws: ArchitectureError.self) {
      try VAE<[Float]>(plain.conditional(on: "a", labels: ["x", "x"]), using: &generator)
    }
    var unheard = plain
    unheard.condition = Condition(name: "a", labels: ["x", "y"])
    #expect(throws: ArchitectureError.self) { try VAE<[Float]>(unheard, using: &generator) }
  }

  @Test func anUnconditionalCallStopsTheProgramWithAdvice() async {
    await #expect(processExitsWith: .failure) {
      _ = try ConditionalTests.model().encode(bars(2))
    }
    await #expect(processExitsWith: .failure) {
      _ = try barModel().encode(bars(2), labels: [0, 1])
    }
  }
}
