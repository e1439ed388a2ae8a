import Latents

/// What a training run is: everything that decides the bytes of the model file.
struct TrainRecipe {
  var dataName: String
  var architecture: Architecture
  var trainer: Trainer
  var seed: UInt64
  var validation: Double
  /// Whether the weights start scaled to the data.
  var isScaled = false
  /// The attributes that supervise the first dimensions.
  var supervised: [String] = []
  /// Further options as words, such as `["--precision", "f16"]`.
  var more: [String] = []

  /// The command that makes the model, with every setting that is not the default, in one order
  /// whatever the order in which the user wrote them.
  var command: String {
    var words = ["latent", "train", dataName]
    words += networkWords
    if isScaled { words.append("--scale-weights") }
    words += ["--epochs", "\(trainer.epochs)", "--batch", "\(trainer.batchSize)"]
    words += ["--rate", plain(trainer.learningRate)]
    if trainer.schedule != .constant { words += ["--schedule", trainer.schedule.rawValue] }
    words += likelihoodWords
    let objective = trainer.objective
    if objective.klWeight != 1 { words += ["--kl-weight", plain(objective.klWeight)] }
    if objective.warmUpEpochs != 0 { words += ["--warmup", plain(objective.warmUpEpochs)] }
    if objective.freeBits != 0 { words += ["--free-bits", plain(objective.freeBits)] }
    words += kindWords
    if objective.edgeWeight != 0 { words += ["--edge-weight", plain(objective.edgeWeight)] }
    if objective.colorWeight != 0 { words += ["--color-weight", plain(objective.colorWeight)] }
    if !supervised.isEmpty {
      words += ["--supervise", supervised.joined(separator: ",")]
      words += ["--supervise-weight", plain(objective.supervisionWeight)]
    }
    if let clip = trainer.gradientClip { words += ["--clip", plain(clip)] }
    if validation > 0 { words += ["--validation", plain(validation)] }
    if let patience = trainer.patience { words += ["--patience", "\(patience)"] }
    words += more + ["--seed", "\(seed)"]
    return words.map(shellQuoted).joined(separator: " ")
  }

  private var networkWords: [String] {
    var channels: [Int] = []
    var hidden: [Int] = []
    var blocks = 0
    var activation: Activation?
    for layer in architecture.encoder {
      switch layer {
      case .convolution(let filters, _, _, _): channels.append(filters)
      case .dense(let outputs): hidden.append(outputs)
      case .activation(let function): activation = activation ?? function
      case .residual: blocks += 1
      default: break
      }
    }
    func list(_ values: [Int]) -> String { values.map(String.init).joined(separator: ",") }
    let (isDense, isResidual) = (channels.isEmpty, blocks > 0)
    var words = ["--architecture", isDense ? "dense" : isResidual ? "residual" : "conv"]
    words += ["--latent", "\(architecture.latentDimension)"]
    let usual = isResidual ? [32, 64, 64] : [32, 64]
    if !isDense, channels != usual { words += ["--channels", list(channels)] }
    if isResidual, blocks != channels.count { words += ["--blocks", "\(blocks / channels.count)"] }
    if hidden != [isDense ? 400 : 256] { words += ["--hidden", list(hidden)] }
    if let activation, activation != (isResidual ? .silu : .relu) {
      words += ["--activation", "\(activation)"]
    }
    if let condition = architecture.condition { words += ["--conditional", condition.name] }
    return words
  }

  private var kindWords: [String] {
    switch trainer.objective.kind {
    case .evidenceBound: []
    case .capacity(let nats, let epochs):
      ["--objective", "capacity", "--capacity", plain(nats), "--capacity-epochs", plain(epochs)]
    case .totalCorrelation(let weight): ["--objective", "tc", "--tc-weight", plain(weight)]
    case .meanDiscrepancy(let weight): ["--objective", "mmd", "--mmd-weight", plain(weight)]
    case .importanceWeighted(let samples):
      ["--objective", "importance", "--importance-samples", "\(samples)"]
    }
  }

  private var likelihoodWords: [String] {
    switch architecture.likelihood {
    case .bernoulli: []
    case .normal(let sigma): ["--likelihood", "normal", "--sigma", plain(sigma)]
    case .learnedNormal: ["--likelihood", "normal"]
    }
  }

  /// `1` for 1.0; any other number as Swift writes it, which reads back the same.
  private func plain<Value: BinaryFloatingPoint & CustomStringConvertible>(
    _ value: Value
  ) -> String {
    value == value.rounded() && abs(value) < 1e6 ? "\(Int(value))" : value.description
  }
}
