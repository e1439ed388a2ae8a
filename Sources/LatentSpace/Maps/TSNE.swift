/// A map on which latents that are near one another stay so: t-distributed neighbour embedding.
///
///     let embedding = TSNE(fitting: encodings, using: &generator)
///     embedding.points[12]        // where the latent at position 12 lies on the map
///
/// Gives each pair of neighbours a probability p, by distance in the latent space, and each pair on the
/// map a probability q ∝ 1/(1 + distance²), and lessens the Kullback–Leibler divergence of q from p (van
/// der Maaten and Hinton 2008). It shows which latents belong together. Distances between groups, their
/// sizes and the axes mean nothing; a map by ``PrincipalComponents`` keeps these instead.
///
/// The forces that push apart are summed over all pairs, not approximated, so a step is O(n²): some ten
/// thousand latents are practical. The start is the plane of the first two principal components, with a
/// little seeded noise that separates equal latents. The same seed gives the same map, bit for bit, on
/// every machine.
public struct TSNE: Hashable, Sendable {
  /// The map: two coordinates per latent, around the origin.
  public let points: LatentBatch

  /// The divergence of the map's probabilities from the latents' in nats, at the end.
  public let divergence: Double

  /// The divergence after every fifty steps, without the exaggeration of the first ones.
  public let divergences: [Double]

  /// The perplexity used: about how many neighbours each latent has.
  public let perplexity: Double

  /// Steps in which attraction is exaggerated, so that groups find together.
  static let exaggeratedSteps = 250
  /// How much.
  static let exaggeration = 12.0
  /// Steps between two reports.
  static let reportInterval = 50

  /// Makes a map of latents.
  ///
  /// - Parameters:
  ///   - latents: finite numbers, of any dimension.
  ///   - perplexity: about how many neighbours count for each latent, at least 1; usual are 5 to 50. It
  ///     is lowered to a third of the number of other latents where it is more.
  ///   - stepCount: how many steps of descent, of which the first 250 exaggerate attraction.
  ///   - generator: gives two normal deviates per latent.
  ///   - onProgress: called after every fifty steps with the number of steps and the divergence.
  public init(
    fitting latents: LatentBatch, perplexity: Double = 30, stepCount: Int = 1000,
    using generator: inout some RandomNumberGenerator,
    onProgress: (_ step: Int, _ divergence: Double) -> Void = { _, _ in }
  ) {
    require(
      perplexity >= 1 && perplexity.isFinite,
      "The perplexity must be one or more, but is \(perplexity).")
    require(stepCount >= 0, "The number of steps cannot be negative, but is \(stepCount).")
    let others = Double(max(0, latents.count - 1))
    let perplexity = max(1, min(perplexity, others / 3))
    self.perplexity = perplexity
    let start = Self.start(latents, using: &generator)
    guard latents.count > 1 else {
      points = LatentBatch(
        values: [0, 0].dropLast(latents.isEmpty ? 2 : 0), count: latents.count, dimension: 2)
      (divergence, divergences) = (0, [])
      return
    }
    let problem = TSNEProblem(
      NeighborAffinities(
        of: latents, perplexity: perplexity,
        neighborCount: min(latents.count - 1, Int((3 * perplexity).rounded(.up)))))
    var descent = TSNEDescent(start: start)
    var divergences: [Double] = []
    for step in 0..<stepCount {
      descent.step(problem, isEarly: step < Self.exaggeratedSteps)
      if (step + 1).isMultiple(of: Self.reportInterval) {
        divergences.append(problem.divergence(at: descent.positions))
        onProgress(step + 1, divergences[divergences.count - 1])
      }
    }
    points = descent.centred
    divergence = problem.divergence(at: descent.positions)
    self.divergences = divergences
  }

  /// The first two principal components, as small as the method wants to begin, with a little noise.
  private static func start(
    _ latents: LatentBatch, using generator: inout some RandomNumberGenerator
  ) -> [Double] {
    guard !latents.isEmpty else { return [] }
    let components = PrincipalComponents(fitting: latents)
    let plane = components.project(latents, count: min(2, latents.dimension))
    let deviation = components.variances.first?.squareRoot() ?? 0
    let scale = deviation > 0 ? 1e-4 / deviation : 0
    var positions = [Double](repeating: 0, count: 2 * latents.count)
    for row in 0..<latents.count {
      for column in 0..<2 {
        let place = column < plane.dimension ? plane.values[row * plane.dimension + column] : 0
        positions[2 * row + column] = scale * Double(place) + 1e-6 * generator.nextNormal()
      }
    }
    return positions
  }
}
