import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Attributes that dimensions are told to stand for")
struct SupervisionTests {
  /// Bars with the sum of their values as an attribute, known for some of them.
  static func data(
    count: Int = 64, knownEvery step: Int = 1
  ) -> (data: LabeledDataset<Tensor>, sums: [Double]) {
    let samples = bars(count)
    let sums = samples.map { $0.values.reduce(0.0) { $0 + Double($1) } }
    let data = LabeledDataset(
      name: "bars", samples: samples,
      attributes: [
        AttributeColumn(
          "sum", .continuous(sums.indices.map { $0 % step == 0 ? sums[$0] : nil })),
        AttributeColumn("odd", .binary(sums.indices.map { $0 % 2 == 1 })),
        AttributeColumn("kind", .categorical(sums.indices.map { _ in 0 }, names: ["bar"])),
        AttributeColumn("always", .binary(sums.map { _ in true })),
      ])
    return (data, sums)
  }

  private func correlation(_ a: [Double], _ b: [Double]) -> Double {
    let (meanA, meanB) = (a.reduce(0, +) / Double(a.count), b.reduce(0, +) / Double(b.count))
    let pairs = zip(a, b).map { ($0 - meanA, $1 - meanB) }
    return pairs.reduce(0) { $0 + $1.0 * $1.1 }
      / (pairs.reduce(0) { $0 + $1.0 * $1.0 } * pairs.reduce(0) { $0 + $1.1 * $1.1 }).squareRoot()
  }

  private func trained(
    on data: LabeledDataset<Tensor>, supervision: Supervision?, epochs: Int = 40
  ) throws -> VAE<Tensor> {
    var model = try barModel()
    var generator = SeededGenerator(seed: 9)
    var trainer = Trainer(epochs: epochs, batchSize: 16, learningRate: 5e-3)
    trainer.objective.supervisionWeight = supervision == nil ? 0 : 20
    try trainer.fit(
      &model, to: data.samples, supervision: supervision, using: &generator)
    return model
  }

  @Test(arguments: [1, 4])
  func aDimensionComesToStandForItsAttribute(knownEvery: Int) throws {
    let (data, sums) = Self.data(knownEvery: knownEvery)
    let supervision = try Supervision(data, attributes: ["sum"])
    let model = try trained(on: data, supervision: supervision)
    let codes = model.encode(data.samples)
    let first = (0..<codes.count).map { Double(codes[$0][0]) }
    #expect(correlation(first, sums) > (knownEvery == 1 ? 0.95 : 0.8))
    let spread = first.reduce(0) { $0 + $1 * $1 } / Double(first.count)
    #expect((0.4...1.5).contains(spread), "about as wide as the prior")
  }

  @Test func theTermAndItsGradientAreThoseOfTheFormula() throws {
    let (data, sums) = Self.data(count: 8)
    let supervision = try Supervision(data, attributes: ["sum"])
    func objective(_ weight: Float, shift: Float) throws -> (value: Double, slope: Double) {
      var model = try barModel()
      let bias = model.encoder.parameters.count - model.latentDimension * 2
      model.encoder.parameters[bias] += shift
      var trainer = Trainer(batchSize: 8)
      trainer.objective = Objective(klWeight: 0, supervisionWeight: weight)
      let run = TrainingRun(
        trainer, model: model, samples: data.samples, supervision: supervision, validation: [],
        key: 1)
      let value = run.differentiate(at: Array(0..<8)[...]).objective
      return (value, Double(run.buffers.gradients[bias]))
    }
    let codes = try barModel().encode(data.samples)
    let mean = sums.reduce(0, +) / 8
    let deviation = (sums.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 8).squareRoot()
    let term = (0..<8).reduce(0.0) {
      let error = Double(codes[$1][0]) - (sums[$1] - mean) / deviation
      return $0 + 0.5 * 7 * error * error / 8
    }
    let (plain, with) = (try objective(0, shift: 0), try objective(7, shift: 0))
    #expect(abs(with.value - plain.value - term) < 1e-4 * abs(term))
    let step: Float = 1e-2
    let difference =
      (try objective(7, shift: step).value - objective(7, shift: -step).value) / Double(2 * step)
    #expect(abs(with.slope - difference) < 1e-2 * max(1, abs(difference)))
    #expect(abs(with.slope - plain.slope) > 1e-3)
  }

  @Test func theBitsAreTheSameOnAnyNumberOfThreads() throws {
    let (data, _) = Self.data()
    let supervision = try Supervision(data, attributes: ["sum", "odd"])
    let threads = ComputeResources.threadCount
    defer { ComputeResources.threadCount = threads }
    let weights = try [1, 7].map { count in
      ComputeResources.threadCount = count
      return try trained(on: data, supervision: supervision, epochs: 2).encoder.parameters
    }
    #expect(weights[0] == weights[1])
    #expect(try weights[0] != trained(on: data, supervision: nil, epochs: 2).encoder.parameters)
  }

  @Test(arguments: [["length"], ["kind"], ["always"], ["sum", "sum"]])
  func attributesThatCannotBeStoodForAreErrors(names: [String]) {
    #expect(throws: TrainingError.self) {
      try Supervision(Self.data().data, attributes: names)
    }
  }

  @Test func supervisionMustSuitTheModelTheSamplesAndTheObjective() throws {
    let (data, _) = Self.data()
    let supervision = try Supervision(data, attributes: ["sum"])
    var generator = SeededGenerator(seed: 1)
    var model = try barModel()
    #expect(throws: TrainingError.self) {
      try Trainer().fit(&model, to: data.samples, supervision: supervision, using: &generator)
    }
    let trainer = Trainer(objective: Objective(supervisionWeight: 1))
    #expect(throws: TrainingError.self) {
      try trainer.fit(&model, to: bars(5), supervision: supervision, using: &generator)
    }
    let many = try Supervision(
      LabeledDataset(
        name: "many", samples: data.samples,
        attributes: (0...model.latentDimension).map { column in
          AttributeColumn("\(column)", .binary(data.samples.indices.map { $0 % (column + 2) == 0 }))
        }), attributes: (0...model.latentDimension).map(String.init))
    #expect(throws: TrainingError.self) {
      try trainer.fit(&model, to: data.samples, supervision: many, using: &generator)
    }
  }
}
