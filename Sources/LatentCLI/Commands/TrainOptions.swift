import Latents

/// The options of `latent train`, and what they ask for.
enum TrainOptions {
  enum Network: Sendable {
    case dense, convolutional, residual
  }

  enum Noise: Sendable {
    case bernoulli, normal
  }

  enum Term: String, Sendable {
    case elbo, capacity, tc, mmd, importance
  }

  // MARK: Network

  static let network = Option<Network?>(
    optional: "architecture",
    .choice("KIND", ["conv": .convolutional, "dense": .dense, "residual": .residual]),
    help: """
      conv (convolutions; the default for pictures that allow it), residual (with residual blocks \
      between them: sharper and slower) or dense
      """)
  static let latent = Option(
    "latent", .wholeNumber(1...65536), default: 16, help: "numbers that stand for a sample")
  static let channels = Option<[Int]?>(
    optional: "channels",
    .list(of: .wholeNumber(1...4096), called: "N,N", "whole numbers such as 32,64"),
    help: """
      filters of the encoder's convolutions, each of which halves the picture (default 32,64 for \
      conv, 32,64,64 for residual)
      """)
  static let blocks = Option<Int?>(
    optional: "blocks", .wholeNumber(1...64),
    help: "residual blocks after each halving (default 1)")
  static let hidden = Option<[Int]?>(
    optional: "hidden",
    .list(of: .wholeNumber(1...65536), called: "N", "whole numbers such as 400 or 400,200"),
    help: "widths of the hidden dense layers (default 256 with convolutions, 400 for dense)")
  static let activation = Option<Activation?>(
    optional: "activation",
    .choice("KIND", ["relu": .relu, "silu": .silu, "tanh": .tanh]),
    help: "the function after hidden layers: relu, silu or tanh (default relu; residual: silu)")
  static let scaled = Flag(
    "scale-weights",
    help: "start from weights scaled to the data: deep networks learn colours and details sooner")
  static let conditional = Option<String?>(
    optional: "conditional", .text("NAME"),
    help: "tell the networks this attribute of the data, such as its labels; sample takes --label")

  // MARK: Objective

  static let likelihood = Option<Noise>(
    "likelihood", .choice("KIND", ["bernoulli": .bernoulli, "normal": .normal]),
    default: .bernoulli, shown: "bernoulli",
    help: "how outputs are compared with samples: bernoulli or normal")
  static let sigma = Option<Float?>(
    optional: "sigma", .number(moreThan: 0),
    help: "standard deviation of the normal likelihood (default: learned)")
  static let term = Option<Term>(
    "objective",
    .choice(
      "KIND",
      ["elbo": .elbo, "capacity": .capacity, "tc": .tc, "mmd": .mmd, "importance": .importance]),
    default: .elbo, shown: "elbo",
    help: """
      what keeps latents near the prior: elbo (the divergence), capacity (its distance from a \
      target), tc (more weight on the total correlation), mmd (the mean discrepancy as well) or \
      importance (several latents per sample)
      """)
  static let capacity = Option<Float?>(
    optional: "capacity", .number(atLeast: 0),
    help: "nats that the divergence is led to (capacity; default 25)")
  static let capacityEpochs = Option<Float?>(
    optional: "capacity-epochs", .number(atLeast: 0),
    help: "epochs over which the target grows from 0 (capacity; default: half of all)")
  static let correlation = Option<Float?>(
    optional: "tc-weight", .number(atLeast: 0),
    help: "the weight of the total correlation (tc; default 6)")
  static let discrepancy = Option<Float?>(
    optional: "mmd-weight", .number(atLeast: 0),
    help: "the weight of the mean discrepancy (mmd; default 100)")
  static let importance = Option<Int?>(
    optional: "importance-samples", .wholeNumber(1...4096),
    help: "latents per sample (importance; default 5)")
  static let edges = Option<Float>(
    "edge-weight", .number(atLeast: 0), default: 0, shown: "0",
    help: "the weight of errors in the differences of neighbouring pixels")
  static let colors = Option<Float>(
    "color-weight", .number(atLeast: 0), default: 0, shown: "0",
    help: "the weight of errors in the differences of a pixel's channels")
  static let supervise = Option<[String]?>(
    optional: "supervise", .list(of: .text("NAME"), called: "NAME,NAME", "names of attributes"),
    help: """
      attributes of the data (numbers, or yes and no) that the first latent dimensions are to stand \
      for
      """)
  static let superviseWeight = Option<Float?>(
    optional: "supervise-weight", .number(moreThan: 0),
    help: "the weight of their squared errors (default 100)")
  static let klWeight = Option<Float>(
    "kl-weight", .number(atLeast: 0), default: 1, shown: "1",
    help: "the weight β of the divergence from the prior; for capacity, γ (100, say)")
  static let warmUp = Option<Float>(
    "warmup", .number(atLeast: 0), default: 0, shown: "0",
    help: "epochs over which that weight grows from 0")
  static let freeBits = Option<Float>(
    "free-bits", .number(atLeast: 0), default: 0, shown: "0",
    help: "nats per latent dimension that are not pressed")

  // MARK: Optimiser

  static let epochs = Option(
    "epochs", .wholeNumber(0...1_000_000), default: 10, help: "passes over the data")
  static let batch = Option(
    "batch", .wholeNumber(1...1_000_000), default: 128, help: "samples per step")
  static let rate = Option<Float>(
    "rate", .number(moreThan: 0), default: 1e-3, shown: "0.001", help: "the peak learning rate")
  static let schedule = Option<LearningRateSchedule>(
    "schedule", .choice("KIND", ["constant": .constant, "cosine": .cosine]), default: .constant,
    shown: "constant",
    help: "how the learning rate moves: constant, or cosine (a short rise, then half a cosine)")
  static let clip = Option<Float?>(
    optional: "clip", .number(moreThan: 0), help: "the largest norm of the gradient")

  // MARK: Density

  static let mixture = Option<Int?>(
    optional: "mixture", .wholeNumber(1...4096),
    help: "fit a Gaussian mixture of N components to the encodings, for sample to draw from")

  // MARK: Validation

  static let validation = Option(
    "validation", .number(in: 0..<1), default: 0, shown: "0",
    help: "share of the samples held back to judge epochs by; the best weights are kept")
  static let patience = Option<Int?>(
    optional: "patience", .wholeNumber(1...),
    help: "epochs without progress on the validation samples after which training ends")

  static let sections = [
    OptionSection(
      "Network", [network, latent, channels, blocks, hidden, activation, scaled, conditional]),
    OptionSection(
      "Objective",
      [
        likelihood, sigma, klWeight, warmUp, freeBits, term, capacity, capacityEpochs, correlation,
        discrepancy, importance, edges, colors, supervise, superviseWeight, mixture,
      ]),
    OptionSection("Optimiser", [epochs, batch, rate, schedule, clip, validation, patience]),
  ]

  // MARK: - What they ask for

  /// The settings of the training run.
  static func trainer(_ invocation: Invocation) throws(UsageError) -> Trainer {
    if invocation[patience] != nil, invocation[validation] == 0 {
      throw UsageError("--patience needs samples to judge by: add --validation 0.1.")
    }
    if invocation[superviseWeight] != nil, invocation[supervise] == nil {
      throw UsageError("--supervise-weight weighs the attributes of --supervise; name some.")
    }
    return Trainer(
      epochs: invocation[epochs], batchSize: invocation[batch], learningRate: invocation[rate],
      schedule: invocation[schedule],
      objective: Objective(
        try kind(invocation), klWeight: invocation[klWeight], warmUpEpochs: invocation[warmUp],
        freeBits: invocation[freeBits], edgeWeight: invocation[edges],
        colorWeight: invocation[colors],
        supervisionWeight: invocation[supervise] == nil ? 0 : invocation[superviseWeight] ?? 100),
      gradientClip: invocation[clip], patience: invocation[patience])
  }

  private static func kind(_ invocation: Invocation) throws(UsageError) -> Objective.Kind {
    let term = invocation[term]
    let owners: [(option: any NamedParameter, owner: Term)] = [
      (capacity, .capacity), (capacityEpochs, .capacity), (correlation, .tc), (discrepancy, .mmd),
      (importance, .importance),
    ]
    for (option, owner) in owners where owner != term && invocation.values.gives(option) {
      throw UsageError(
        "\(option.dashedName) belongs to --objective \(owner.rawValue), but this is "
          + "\(term.rawValue).")
    }
    switch term {
    case .elbo: return .evidenceBound
    case .capacity:
      return .capacity(
        nats: invocation[capacity] ?? 25,
        epochs: invocation[capacityEpochs] ?? Float(invocation[epochs]) / 2)
    case .tc: return .totalCorrelation(weight: invocation[correlation] ?? 6)
    case .mmd: return .meanDiscrepancy(weight: invocation[discrepancy] ?? 100)
    case .importance: return .importanceWeighted(samples: invocation[importance] ?? 5)
    }
  }

  /// The networks for samples of a shape, told a label when there is a condition.
  static func architecture(
    _ invocation: Invocation, for shape: Tensor.Shape, condition: Condition? = nil
  ) throws -> Architecture {
    let architecture = try unconditional(invocation, for: shape)
    guard let condition else { return architecture }
    return architecture.conditional(on: condition.name, labels: condition.labels)
  }

  private static func unconditional(
    _ invocation: Invocation, for shape: Tensor.Shape
  ) throws -> Architecture {
    let (hidden, latent) = (invocation[hidden], invocation[latent])
    let network = invocation[network] ?? defaultNetwork(invocation, for: shape)
    if network != .residual, invocation[blocks] != nil {
      throw UsageError("--blocks belongs to --architecture residual.")
    }
    if network != .dense, let hidden, hidden.count != 1 {
      throw UsageError("--hidden is one width with convolutions, but got \(hidden.count).")
    }
    switch network {
    case .dense:
      if invocation[channels] != nil {
        throw UsageError(
          "--channels belongs to --architecture conv and residual, but this is dense.")
      }
      return .dense(
        sampleShape: shape, latentDimension: latent, hidden: hidden ?? [400],
        activation: invocation[activation] ?? .relu, likelihood: try likelihood(invocation))
    case .convolutional:
      return try .convolutional(
        sampleShape: shape, latentDimension: latent, channels: invocation[channels] ?? [32, 64],
        hidden: hidden?[0] ?? 256, activation: invocation[activation] ?? .relu,
        likelihood: try likelihood(invocation))
    case .residual:
      return try .residual(
        sampleShape: shape, latentDimension: latent,
        channels: invocation[channels] ?? [32, 64, 64], blocks: invocation[blocks] ?? 1,
        hidden: hidden?[0] ?? 256, activation: invocation[activation] ?? .silu,
        likelihood: try likelihood(invocation))
    }
  }

  /// Convolutions where pictures can be halved often enough, dense layers elsewhere.
  private static func defaultNetwork(_ invocation: Invocation, for shape: Tensor.Shape) -> Network {
    if invocation[channels] != nil { return .convolutional }
    let isDivisible = shape.rank == 3 && shape[0] % 4 == 0 && shape[1] % 4 == 0
    return isDivisible ? .convolutional : .dense
  }

  private static func likelihood(_ invocation: Invocation) throws(UsageError) -> Likelihood {
    switch (invocation[likelihood], invocation[sigma]) {
    case (.bernoulli, nil): return .bernoulli
    case (.bernoulli, _?):
      throw UsageError("--sigma belongs to --likelihood normal, but this is bernoulli.")
    case (.normal, let sigma?): return .normal(standardDeviation: sigma)
    case (.normal, nil): return .learnedNormal
    }
  }
}
