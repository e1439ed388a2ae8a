import LatentData
import Latents

/// A way between latents, as `--along` names it.
enum MorphWay: Sendable {
  case interpolation(Interpolation)
  /// A smooth curve through all samples.
  case spline
  /// The shortest way in decoded pictures.
  case geodesic
  /// From one sample of a data set to the next.
  case data

  static let names = Interpolation.all.map(\.name) + ["spline", "geodesic", "data"]
}

extension ValueKind where Value == MorphWay {
  static var way: ValueKind {
    ValueKind(
      "WAY", expecting: "one of " + MorphWay.names.joined(separator: ", "), names: MorphWay.names
    ) { name in
      switch name {
      case "spline": .spline
      case "geodesic": .geodesic
      case "data": .data
      default: Interpolation.named(name).map(MorphWay.interpolation)
      }
    }
  }
}

/// The steps of a morph: a way, the number of steps of a leg, and their pace.
struct MorphPath {
  let way: MorphWay
  /// Steps from one sample to the next, both included.
  let count: Int
  let easing: Easing
  /// Whether the pictures, not the latents, change by the same amount at each step.
  let isEven: Bool
  let vae: VAE<Picture>
  /// The samples to walk along, for the way through data.
  let graph: NeighborGraph?
  let isQuiet: Bool

  /// The most steps of a geodesic.
  private static let descentSteps = 200

  /// One leg after another, both ends of each included; in a loop the end of a leg is the start of
  /// the next and comes once.
  func steps(through keys: LatentBatch, isLoop: Bool) throws -> LatentBatch {
    let legCount = isLoop ? keys.count : keys.count - 1
    let spline = LatentPath.spline(through: keys, isClosed: isLoop)
    var steps = LatentBatch(dimension: keys.dimension)
    var meter = ProgressMeter(
      "geodesic", total: legCount * Self.descentSteps, unit: "steps",
      style: ProgressMeter.style(isQuiet: isQuiet))
    defer { meter.clear() }
    for leg in 0..<legCount {
      let (start, end) = (keys[leg], keys[(leg + 1) % keys.count])
      let way =
        switch self.way {
        case .interpolation(let interpolation):
          points(on: LatentPath(through: LatentBatch([start, end]), along: interpolation))
        case .spline: points(on: spline, leg: leg, of: legCount)
        case .geodesic: geodesic(from: start, to: end, leg: leg, of: legCount, &meter)
        case .data: try walk(from: start, to: end)
        }
      steps.append(contentsOf: isLoop ? way.selecting(0..<(way.count - 1)) : way)
    }
    return steps
  }

  private func points(on path: LatentPath) -> LatentBatch {
    isEven
      ? path.evenPoints(count: count, measuredBy: decoded)
      : path.points(count: count, easing: easing)
  }

  private func points(on spline: LatentPath, leg: Int, of legCount: Int) -> LatentBatch {
    LatentBatch(
      (0..<count).map { step in
        let part = easing(Float(Double(step) / Double(count - 1)))
        return spline.point(at: Float((Double(leg) + Double(part)) / Double(legCount)))
      })
  }

  private func decoded(_ latents: LatentBatch) -> LatentBatch {
    let values = vae.decodedValues(latents)
    return LatentBatch(
      values: values.values, count: latents.count,
      dimension: latents.isEmpty ? 0 : values.values.count / latents.count)
  }

  private func geodesic(
    from start: LatentVector, to end: LatentVector, leg: Int, of legCount: Int,
    _ meter: inout ProgressMeter
  ) -> LatentBatch {
    let before = leg * Self.descentSteps
    let geodesic = vae.geodesic(
      from: start, to: end, count: count, maximumSteps: Self.descentSteps
    ) { meter.advance(to: before + min($0, Self.descentSteps)) }
    meter.clear()
    if isQuiet { return geodesic.latents }
    let share = 100 * (1 - geodesic.length / max(geodesic.straightLength, .leastNormalMagnitude))
    Console.remark(
      "geodesic\(legCount > 1 ? " \(leg + 1) of \(legCount)" : ""): "
        + "\(fixed(share, decimals: 1)) % shorter than the straight line"
        + (geodesic.isConverged
          ? "" : ", and perhaps not the shortest: it stopped after \(Self.descentSteps) steps"))
    return geodesic.latents
  }

  /// The samples on the way; with more neighbours where the data falls into islands.
  private static func stations(on graph: NeighborGraph, from start: Int, to end: Int) -> [Int]? {
    if let path = graph.path(from: start, to: end) { return path }
    var neighborCount = 20
    while neighborCount < 2 * graph.latents.count {
      let wider = NeighborGraph(graph.latents, neighborCount: neighborCount)
      if let path = wider.path(from: start, to: end) { return path }
      neighborCount *= 2
    }
    return nil
  }

  /// Hops between samples that are near each other, at even steps.
  private func walk(from start: LatentVector, to end: LatentVector) throws -> LatentBatch {
    guard let graph else {
      throw UsageError("--along data needs --data, the samples to walk along.")
    }
    func nearest(_ latent: LatentVector) -> Int {
      let distances = graph.latents.map { $0.squaredDistanceInDouble(to: latent) }
      return distances.indices.min { distances[$0] < distances[$1] } ?? 0
    }
    guard let stations = Self.stations(on: graph, from: nearest(start), to: nearest(end)) else {
      throw Failure("the data has no way between two of the samples; take others.")
    }
    var keys = LatentBatch([start])
    keys.append(contentsOf: graph.latents.selecting(stations))
    keys.append(end)
    return LatentPath(through: keys, along: .linear).evenPoints(
      count: count, resolution: 8, measuredBy: isEven ? { decoded($0) } : nil)
  }
}
