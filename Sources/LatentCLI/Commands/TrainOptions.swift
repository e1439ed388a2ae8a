import Latents

/// The options of `latent train`, and what they ask for.
enum TrainOptions {
  enum Network: Sendable {
    case dense, convolutional
  }

  enum Noise: Sendable {
    case bernoulli, normal
  }

  // MARK: Network

  static let network = Option<Network?>(
    optional: "architecture", .choice("KIND", ["conv": .convolutional, "dense": .dense]),
    help: "conv (convolutions; the default for pictures that allow it) or dense")
  static let latent = Option(
    "latent", .wholeNumber(1...65536), default: 16, help: "numbers that stand for a sample")
  static let channels = Option(
    "channels", .list(of: .wholeNumber(1...4096), called: "N,N", "whole numbers such as 32,64"),
    default: [32, 64], shown: "32,64",
    help: "filters of the encoder's convolutions, each of which halves the picture")
  static let hidden = Option<[Int]?>(
    optional: "hidden",
    .list(of: .wholeNumber(1...65536), called: "N", "whole numbers such as 400 or 400,200"),
    help: "widths of the hidden dense layers (default 256 for conv, 400 for dense)")
  static let activation = Option<Activation>(
    "activation",
    .choice("KIND", ["relu": .relu, "silu": .silu, "tanh": .tanh]), default: .relu, shown: "relu",
    help: "the function after hidden layers: relu, silu or tanh")

  // MARK: Objective

  static let likelihood = Option<Noise>(
    "likelihood", .choice("KIND", ["bernoulli": .bernoulli, "normal": .normal]),
    default: .bernoulli, shown: "bernoulli",
    help: "how outputs are compared with samples: bernoulli or normal")
  static let sigma = Option<Float?>(
    optional: "sigma", .number(moreThan: 0),
    help: "standard deviation of the normal likelihood (default: learned)")
  static let klWeight = Option<Float>(
    "kl-weight", .number(atLeast: 0), default: 1, shown: "1",
    help: "the weight β of the divergence from the prior")
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
    OptionSection("Network", [network, latent, channels, hidden, activation]),
    OptionSection("Objective", [likelihood, sigma, klWeight, warmUp, freeBits, mixture]),
    OptionSection("Optimiser", [epochs, batch, rate, schedule, clip, validation, patience]),
  ]

  // MARK: - What they ask for

  /// The settings of the training run.
  static func trainer(_ invocation: Invocation) throws(UsageError) -> Trainer {
    if invocation[patience] != nil, invocation[validation] == 0 {
      throw UsageError("--patience needs samples to judge by: add --validation 0.1.")
    }
    return Trainer(
      epochs: invocation[epochs], batchSize: invocation[batch], learningRate: invocation[rate],
      schedule: invocation[schedule],
      objective: Objective(
        klWeight: invocation[klWeight], warmUpEpochs: invocation[warmUp],
        freeBits: invocation[freeBits]),
      gradientClip: invocation[clip], patience: invocation[patience])
  }

  /// The networks for samples of a shape.
  static func architecture(
    _ invocation: Invocation, for shape: Tensor.Shape
  ) throws -> Architecture {
    let hidden = invocation[hidden]
    let network = invocation[network] ?? defaultNetwork(invocation, for: shape)
    switch network {
    case .dense:
      if invocation.values.gives(channels) {
        throw UsageError("--channels belongs to --architecture conv, but this is dense.")
      }
      return .dense(
        sampleShape: shape, latentDimension: invocation[latent], hidden: hidden ?? [400],
        activation: invocation[activation], likelihood: try likelihood(invocation))
    case .convolutional:
      if let hidden, hidden.count != 1 {
        throw UsageError("--hidden is one width with --architecture conv, but got \(hidden.count).")
      }
      return try .convolutional(
        sampleShape: shape, latentDimension: invocation[latent], channels: invocation[channels],
        hidden: hidden?[0] ?? 256, activation: invocation[activation],
        likelihood: try likelihood(invocation))
    }
  }

  /// Convolutions where pictures can be halved often enough, dense layers elsewhere.
  private static func defaultNetwork(_ invocation: Invocation, for shape: Tensor.Shape) -> Network {
    if invocation.values.gives(channels) { return .convolutional }
    let factor = 1 << min(invocation[channels].count, 30)
    let isDivisible = shape.rank == 3 && shape[0] % factor == 0 && shape[1] % factor == 0
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
