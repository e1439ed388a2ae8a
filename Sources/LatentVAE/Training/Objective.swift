import LatentData

/// What training minimises: reconstruction plus what keeps the latents near the prior.
///
/// ```swift
/// trainer.objective = Objective(klWeight: 4)                          // β-VAE
/// trainer.objective = Objective(.capacity(nats: 20, epochs: 10), klWeight: 100)
/// trainer.objective = Objective(.totalCorrelation(weight: 6))         // β-TC
/// trainer.objective = Objective(.meanDiscrepancy(weight: 500), klWeight: 0.1)   // InfoVAE
/// trainer.objective = Objective(.importanceWeighted(samples: 5))
/// ```
///
/// Per sample, in nats: the sum over all values of −log p(x|z), plus `klWeight` times the sum over all
/// dimensions of KL(q(z|x) ‖ N(0, 1)); then the mean over the batch. Both are sums: a mean over values
/// or dimensions would silently change the weight (the most reported error of other libraries). What
/// the other kinds put beside or in place of the divergence stands with each ``Kind``.
///
/// Figures that training reports are the same for all: the reconstruction and the divergence of the
/// evidence lower bound, so that runs with different objectives can be compared.
public struct Objective: Hashable, Sendable {
  /// What keeps the latents near the prior. β is `klWeight`, KL the divergence summed over dimensions.
  public enum Kind: Hashable, Sendable, Codable {
    /// β · KL: the evidence lower bound, or β-VAE (Kingma & Welling 2013; Higgins et al. 2017).
    case evidenceBound
    /// β · |KL − C|, where C grows linearly from 0 to `nats` over the first `epochs`.
    ///
    /// KL is the batch's mean (Burgess et al. 2018, whose γ is β here; they use 1000 and 25 nats).
    case capacity(nats: Float, epochs: Float)
    /// β · (KL + (weight − 1) · TC), TC being the total correlation KL(q(z) ‖ Π q(z_j)).
    ///
    /// It is estimated from the batch (Chen et al. 2018, β-TCVAE); see ``TotalCorrelation`` for its
    /// weights.
    case totalCorrelation(weight: Float)
    /// β · KL + weight · MMD²(q(z), N(0, I)), the maximum mean discrepancy from the prior.
    ///
    /// Zhao et al. 2017, InfoVAE, whose 1 − α is β and whose α + λ − 1 is the weight here; β = 0 is
    /// their MMD-VAE. See ``MeanDiscrepancy`` for the kernel.
    case meanDiscrepancy(weight: Float)
    /// The importance-weighted bound over several latents per sample (Burda et al. 2016).
    ///
    /// β multiplies log p(z) − log q(z|x) in each weight and is 1 for the bound itself.
    case importanceWeighted(samples: Int)
  }

  /// What keeps the latents near the prior.
  public var kind: Kind
  /// β, the weight of the divergence (Higgins et al. 2017); 1 is the evidence lower bound.
  public var klWeight: Float
  /// Epochs over which β grows linearly from 0 (Bowman et al. 2016); 0 for none.
  public var warmUpEpochs: Float
  /// Nats per latent dimension below which its mean divergence is not pressed; 0 for none.
  ///
  /// The mean is the batch's (Kingma et al. 2016).
  public var freeBits: Float
  /// The weight λ of edges, which the reconstruction then counts too; 0 for none.
  ///
  /// It adds ½λ times the summed squared errors of the differences between neighbouring pixels, across
  /// and down: a normal likelihood of variance 1/λ on the picture's gradients, so that an edge in the wrong
  /// place or washed out costs more than a wrong shade.
  public var edgeWeight: Float

  /// The weight λ of colour, which the reconstruction then counts too; 0 for none.
  ///
  /// It adds ½λ times the summed squared errors of the differences between a pixel's channels: a normal
  /// likelihood of variance 1/λ on them. Colours vary less than brightness in most pictures, so that deep
  /// networks of convolutions learn them late or, where they are faint, never.
  public var colorWeight: Float

  /// The weight ω of supervision, attributes that the first dimensions are to stand for; 0 for none.
  ///
  /// ½ω times the squared distance of their means from the standardised attributes is added; see
  /// ``Supervision``.
  public var supervisionWeight: Float

  /// The evidence lower bound, unless told otherwise.
  public init(
    _ kind: Kind = .evidenceBound, klWeight: Float = 1, warmUpEpochs: Float = 0,
    freeBits: Float = 0, edgeWeight: Float = 0, colorWeight: Float = 0,
    supervisionWeight: Float = 0
  ) {
    self.kind = kind
    self.klWeight = klWeight
    self.warmUpEpochs = warmUpEpochs
    self.freeBits = freeBits
    self.edgeWeight = edgeWeight
    self.colorWeight = colorWeight
    self.supervisionWeight = supervisionWeight
  }

  /// Whether differences within a picture are weighed, of neighbours or of channels.
  package var weighsDifferences: Bool { edgeWeight > 0 || colorWeight > 0 }

  /// How many latents each sample gets in a step.
  package var samplesPerInput: Int {
    if case .importanceWeighted(let samples) = kind { max(1, samples) } else { 1 }
  }
}

/// The kind and the weights of further terms are left out where they are the plain ones, so that files of plain
/// models are what they were before there were others.
extension Objective: Codable {
  private enum Key: String, CodingKey {
    case kind, klWeight, warmUpEpochs, freeBits, edgeWeight, colorWeight, supervisionWeight
  }

  /// Reads an objective; what is not there is plain.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: Key.self)
    self.init(
      try values.decodeIfPresent(Kind.self, forKey: .kind) ?? .evidenceBound,
      klWeight: try values.decode(Float.self, forKey: .klWeight),
      warmUpEpochs: try values.decode(Float.self, forKey: .warmUpEpochs),
      freeBits: try values.decode(Float.self, forKey: .freeBits),
      edgeWeight: try values.decodeIfPresent(Float.self, forKey: .edgeWeight) ?? 0,
      colorWeight: try values.decodeIfPresent(Float.self, forKey: .colorWeight) ?? 0,
      supervisionWeight: try values.decodeIfPresent(Float.self, forKey: .supervisionWeight) ?? 0)
  }

  /// Writes what is not plain.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: Key.self)
    if kind != .evidenceBound { try values.encode(kind, forKey: .kind) }
    try values.encode(klWeight, forKey: .klWeight)
    try values.encode(warmUpEpochs, forKey: .warmUpEpochs)
    try values.encode(freeBits, forKey: .freeBits)
    if edgeWeight != 0 { try values.encode(edgeWeight, forKey: .edgeWeight) }
    if colorWeight != 0 { try values.encode(colorWeight, forKey: .colorWeight) }
    if supervisionWeight != 0 {
      try values.encode(supervisionWeight, forKey: .supervisionWeight)
    }
  }
}

extension Objective {
  /// Throws when a number is out of its range, or does not suit the samples or the batch.
  func check(sampleShape: Tensor.Shape, batchSize: Int) throws(TrainingError) {
    func require(_ condition: Bool, _ text: String) throws(TrainingError) {
      if !condition { throw .invalidSetting(text) }
    }
    func isWeight(_ value: Float) -> Bool { value >= 0 && value.isFinite }
    try require(
      isWeight(klWeight), "The weight of the divergence is 0 or more, but \(klWeight) was given.")
    try require(
      isWeight(warmUpEpochs), "The warm-up is 0 epochs or more, but \(warmUpEpochs) was given.")
    try require(isWeight(freeBits), "The free bits are 0 nats or more, but \(freeBits) was given.")
    try require(
      isWeight(edgeWeight), "The weight of edges is 0 or more, but \(edgeWeight) was given.")
    try require(
      edgeWeight == 0 || sampleShape.rank == 3,
      "A weight of edges needs pictures [height, width, channels], but samples are \(sampleShape).")
    try require(
      isWeight(colorWeight), "The weight of colour is 0 or more, but \(colorWeight) was given.")
    try require(
      colorWeight == 0 || (sampleShape.rank == 3 && sampleShape[2] > 1),
      "A weight of colour needs pictures with several channels, but samples are \(sampleShape).")
    try require(
      isWeight(supervisionWeight),
      "The weight of supervision is 0 or more, but \(supervisionWeight) was given.")
    switch kind {
    case .evidenceBound: break
    case .capacity(let nats, let epochs):
      try require(
        isWeight(nats) && isWeight(epochs),
        "A capacity is 0 nats or more over 0 epochs or more, but \(nats) over \(epochs) was given.")
      try require(freeBits == 0, "A capacity says how much is told; it goes without free bits.")
    case .totalCorrelation(let weight):
      try require(
        isWeight(weight), "The weight of the total correlation is 0 or more, but is \(weight).")
      try require(batchSize > 1, "The total correlation needs batches of 2 samples or more.")
    case .meanDiscrepancy(let weight):
      try require(
        isWeight(weight), "The weight of the mean discrepancy is 0 or more, but is \(weight).")
      try require(batchSize > 1, "The mean discrepancy needs batches of 2 samples or more.")
    case .importanceWeighted(let samples):
      try require(
        (1...4096).contains(samples), "A sample gets 1 to 4096 latents, but \(samples) were asked.")
      try require(freeBits == 0, "Free bits do not go with importance weights.")
    }
  }
}
