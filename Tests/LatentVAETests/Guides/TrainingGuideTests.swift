import LatentData
import LatentSpace
import LatentVAE
import Testing

/// The code of `docs/guides/training.md`, on bars of 8 × 8.
@Suite("The training guide")
struct TrainingGuideTests {
  static func model() throws -> VAE<Tensor> {
    var generator = SeededGenerator(seed: 0)
    return try VAE(
      .convolutional(sampleShape: [8, 8, 1], latentDimension: 8, channels: [4, 8], hidden: 16),
      using: &generator)
  }

  @Test func aRunReportsTheSameFiguresWhateverIsMinimised() throws {
    let (pictures, heldOut) = (bars(96), bars(32, seed: 6))
    let architecture = try Architecture.convolutional(
      sampleShape: [8, 8, 1], latentDimension: 8, channels: [4, 8], hidden: 16)
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Tensor>(architecture, using: &generator)
    var trainer = Trainer(epochs: 30, batchSize: 32, learningRate: 2e-3)
    trainer.objective = Objective(klWeight: 1)
    let epochs = try trainer.fit(
      &model, to: pictures, using: &generator,
      onEpoch: { print($0.number, $0.training.loss, $0.training.reconstruction, $0.training.kl) })
    let test = model.evaluate(heldOut, using: &generator)
    #expect(epochs.count == 30)
    #expect(epochs[29].training.loss < epochs[0].training.loss)
    #expect(test.loss == test.reconstruction + test.kl)
  }

  @Test func objectivesAreValues() throws {
    var objectives: [Objective] = []
    let plain = Objective()  // the evidence lower bound
    let beta = Objective(klWeight: 4, warmUpEpochs: 5, freeBits: 0.25)
    let capacity = Objective(.capacity(nats: 15, epochs: 6), klWeight: 100)
    let correlation = Objective(.totalCorrelation(weight: 6))
    let information = Objective(.meanDiscrepancy(weight: 500), klWeight: 0.1)
    let importance = Objective(.importanceWeighted(samples: 5))
    let edges = Objective(edgeWeight: 25)
    let colors = Objective(colorWeight: 500)
    objectives = [plain, beta, capacity, correlation, information, importance, edges]
    // The bars are grey.
    #expect(colors.colorWeight == 500 && colors != plain)
    for objective in objectives {
      var (model, generator) = (try Self.model(), SeededGenerator(seed: 1))
      let epochs = try Trainer(epochs: 1, objective: objective).fit(
        &model, to: bars(40), using: &generator)
      #expect(epochs[0].training.loss.isFinite)
    }
  }

  @Test func weightsStartScaledToTheData() throws {
    let (pictures, architecture) = (bars(96), try Self.model().architecture)
    var generator = SeededGenerator(seed: 0)
    var model = try VAE<Tensor>(architecture, scaledTo: pictures, using: &generator)
    let start = model.evaluate(pictures, using: &generator).loss
    try Trainer(epochs: 10, batchSize: 32, learningRate: 2e-3)
      .fit(&model, to: pictures, using: &generator)
    #expect(model.evaluate(pictures, using: &generator).loss < start)
  }

  @Test func supervisedDimensionsStandForTheirAttributes() throws {
    let pictures = bars(96)
    let sums = pictures.map { $0.values.reduce(0.0) { $0 + Double($1) } }
    let data = LabeledDataset(
      name: "bars", samples: pictures,
      attributes: [
        AttributeColumn("bright", .continuous(sums)),
        AttributeColumn("upright", .binary(pictures.map { $0.values[..<8].contains { $0 > 0 } })),
      ])
    var (model, generator) = (try Self.model(), SeededGenerator(seed: 1))
    var trainer = Trainer(epochs: 30, batchSize: 32, learningRate: 5e-3)
    let supervision = try Supervision(data, attributes: ["bright", "upright"])
    trainer.objective.supervisionWeight = 100
    try trainer.fit(&model, to: data.samples, supervision: supervision, using: &generator)
    let codes = model.encode(pictures)
    let (bright, dim) = (
      pictures.indices.filter { sums[$0] > 15 }, pictures.indices.filter { sums[$0] < 13 }
    )
    func mean(_ indices: [Int]) -> Float {
      indices.reduce(0) { $0 + codes[$1][0] } / Float(indices.count)
    }
    #expect(mean(bright) - mean(dim) > 1)
  }

  @Test func collapseShowsInTheDivergenceOfEachDimension() throws {
    var (model, generator) = (try Self.model(), SeededGenerator(seed: 1))
    let pictures = bars(128)
    try Trainer(epochs: 60, batchSize: 32, learningRate: 5e-3, objective: Objective(klWeight: 4))
      .fit(&model, to: pictures, using: &generator)
    let divergences = model.posterior(of: pictures).divergences
    print(divergences.mean)  // nats of each dimension: those near 0 tell nothing
    let units = model.activeUnits(on: pictures, using: &generator)
    print(units.estimate.value, "of", model.latentDimension)
    let told = divergences.mean.filter { $0 > 0.05 }.count
    #expect(told < 8 && told > 0)
    // A variance of 0.01 is a smaller thing than 0.05 nats, so units count more dimensions.
    #expect(units.estimate.value >= Double(told))
  }

  @Test func aConditionalModelIsToldTheLabel() throws {
    let (pictures, kinds) = ConditionalTests.data(128)
    var generator = SeededGenerator(seed: 0)
    let architecture = try Architecture.convolutional(
      sampleShape: [8, 8, 1], latentDimension: 3, channels: [4, 8], hidden: 16
    ).conditional(on: "bar", labels: ["lying", "standing"])
    var model = try VAE<Tensor>(architecture, using: &generator)
    try Trainer(epochs: 5).fit(&model, to: pictures, labels: kinds, using: &generator)

    let latents = model.encode(pictures, labels: kinds)  // what is left when the label is known
    let turned = model.decode(latents, labels: kinds.map { 1 - $0 })
    let eight = model.sample(count: 4, labels: [0, 1], using: &generator)
    let standing = model.given("standing")  // a model like any other
    let morph = standing.morph(from: pictures[0], to: pictures[1], count: 9)
    #expect(turned.count == 128 && eight.count == 8 && morph.count == 9)
  }
}
