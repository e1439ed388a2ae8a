import LatentData
import LatentSpace
import LatentVAE
import Testing

@Suite("Objectives and their gradients agree with PyTorch in double precision")
struct GoldenObjectiveTests {
  struct Case: CustomTestStringConvertible, Sendable {
    var name: String
    var objective: Objective
    var likelihood = Likelihood.bernoulli
    var isConditional = false
    var isResidual = false
    var testDescription: String { name }

    func architecture() throws -> Architecture {
      if isResidual {
        return try .residual(
          sampleShape: [8, 8, 2], latentDimension: 3, channels: [9, 10], hidden: 8)
      }
      let plain = Architecture.dense(
        sampleShape: [6, 6, 2], latentDimension: 3, hidden: [12], activation: .tanh,
        likelihood: likelihood)
      return isConditional ? plain.conditional(on: "kind", labels: ["a", "b", "c", "d"]) : plain
    }
  }

  static let cases: [Case] = [
    Case(name: "edges", objective: Objective(edgeWeight: 3)),
    Case(
      name: "edges-normal", objective: Objective(klWeight: 0.5, edgeWeight: 3),
      likelihood: .normal(standardDeviation: 0.3)),
    Case(
      name: "capacity-above", objective: Objective(.capacity(nats: 0.02, epochs: 0), klWeight: 20)),
    Case(name: "capacity-below", objective: Objective(.capacity(nats: 7, epochs: 0), klWeight: 20)),
    Case(
      name: "correlation", objective: Objective(.totalCorrelation(weight: 6), klWeight: 1.5)),
    Case(
      name: "discrepancy", objective: Objective(.meanDiscrepancy(weight: 50), klWeight: 0.1)),
    Case(name: "importance", objective: Objective(.importanceWeighted(samples: 4))),
    Case(
      name: "importance-normal",
      objective: Objective(.importanceWeighted(samples: 3), klWeight: 0.7, edgeWeight: 2),
      likelihood: .normal(standardDeviation: 0.5)),
    Case(name: "conditional", objective: Objective(), isConditional: true),
    Case(
      name: "conditional-importance", objective: Objective(.importanceWeighted(samples: 3)),
      isConditional: true),
    Case(name: "residual", objective: Objective(), isResidual: true),
  ]

  @Test(arguments: cases)
  func valuesAndGradientsAgree(test: Case) throws {
    let golden = try GoldenFile("objectives")
    func values(_ name: String) throws -> [Float] { try golden.values("\(test.name).\(name)") }
    let model = try VAE<Tensor>(
      test.architecture(), outputLogVariance: test.likelihood.initialLogVariance
    ) { name, shape in
      #expect(try golden.shape("\(test.name).initial.\(name)") == shape.dimensions)
      return try values("initial.\(name)")
    }
    let labels = try values("labels").map(Int.init)
    let run = TrainingRun(
      Trainer(batchSize: 5, objective: test.objective), model: model,
      samples: try golden.samples("\(test.name).x"),
      labels: test.isConditional ? labels : nil, validation: [], key: 0)
    run.givenNoise = try values("noise")
    let sums = run.differentiate(at: [0, 1, 2, 3, 4])
    let figures = try values("figures").map(Double.init)
    for (value, expected) in zip([sums.objective, sums.reconstruction / 5, sums.kl / 5], figures) {
      #expect(abs(value - expected) < 1e-5 * max(1, abs(expected)), "\(value) \(expected)")
    }
    let gradients = run.array(run.buffers.gradients, run.buffers.parameterCount)
    let split = model.encoder.parameters.count
    let tensors = model.modelTensors(
      encoderValues: Array(gradients[..<split]), decoderValues: Array(gradients[split...]))
    for tensor in tensors {
      let expected = try values("gradient.\(tensor.name)")
      let difference = relativeDifference(tensor.values, expected)
      #expect(difference < 2e-5, "\(tensor.name): \(difference)")
    }
  }

  @Test func theTermsThemselvesAgree() throws {
    let golden = try GoldenFile("objectives")
    for (name, kind) in [
      ("correlation", Objective.Kind.totalCorrelation(weight: 2)),
      ("discrepancy", .meanDiscrepancy(weight: 1)),
    ] {
      let model = try VAE<Tensor>(Self.cases[0].architecture(), outputLogVariance: 0) { key, _ in
        try golden.values("\(name).initial.\(key)")
      }
      // The objective with the term less the one without it.
      func objective(_ kind: Objective.Kind) throws -> Double {
        let run = TrainingRun(
          Trainer(batchSize: 5, objective: Objective(kind)), model: model,
          samples: try golden.samples("\(name).x"), validation: [], key: 0)
        run.givenNoise = try golden.values("\(name).noise")
        return run.differentiate(at: [0, 1, 2, 3, 4]).objective
      }
      let term = try objective(kind) - objective(.evidenceBound)
      #expect(abs(term - Double(try golden.values("\(name).term")[0])) < 1e-6)
    }
  }
}
