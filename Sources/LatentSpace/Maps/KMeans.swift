/// Latents divided into clusters, each around its mean.
///
///     let clusters = KMeans(fitting: encodings, count: 8, using: &generator)
///     let typical = model.decode(clusters.centers)
///
/// Centres start at latents drawn with chances that grow with the squared distance to those already
/// drawn; of a few candidates the one that leaves the least distance wins ("greedy" k-means++: Arthur
/// and Vassilvitskii 2007). Then each latent joins its nearest centre, ties to the first, and each
/// centre moves to the mean of its latents, until nothing changes (Lloyd 1982). A centre that no latent
/// is nearest to stays where it is. The result is a local optimum: other seeds may give a better one,
/// which ``inertia`` shows.
public struct KMeans: Hashable, Sendable {
  /// The clusters' centres.
  public let centers: LatentBatch

  /// The cluster of each latent.
  public let labels: [Int]

  /// The sum of the squared distances of the latents to their centres.
  public let inertia: Double

  /// How many times the centres were moved.
  public let roundCount: Int

  /// Whether the last round changed nothing.
  public let isConverged: Bool

  /// Divides latents into clusters; needs at least as many latents as clusters.
  ///
  /// Draws once for the first centre, and for each of the others twice and as often again as the count
  /// has binary digits. O(rounds · n · count · dimension), spread over threads.
  public init(
    fitting latents: LatentBatch, count: Int, maximumRounds: Int = 300,
    using generator: inout some RandomNumberGenerator
  ) {
    require(
      count > 0 && count <= latents.count,
      "\(latents.count) latents cannot be divided into \(count) clusters: it takes one cluster or "
        + "more, and at least as many latents.")
    require(latents.isFinite, "Only finite numbers can be divided into clusters.")
    var centers = Self.start(latents, count: count, using: &generator)
    var nearest = Self.nearest(latents, centers)
    var rounds = 0
    var isConverged = false
    while rounds < maximumRounds && !isConverged {
      centers = Self.means(latents, nearest.labels, previous: centers)
      let next = Self.nearest(latents, centers)
      rounds += 1
      isConverged = next.labels == nearest.labels
      nearest = next
    }
    self.centers = centers
    labels = nearest.labels
    inertia = nearest.squares.withUnsafeBufferPointer {
      $0.baseAddress.map { LaneReduction.sum($0, count: latents.count) } ?? 0
    }
    roundCount = rounds
    self.isConverged = isConverged
  }

  /// The cluster whose centre is nearest to each latent.
  public func labels(of latents: LatentBatch) -> [Int] {
    latents.requireDimension(centers.dimension)
    return Self.nearest(latents, centers).labels
  }

  /// How many of the fitted latents each cluster has.
  public var sizes: [Int] {
    labels.reduce(into: Array(repeating: 0, count: centers.count)) { $0[$1] += 1 }
  }

  private static func start(
    _ latents: LatentBatch, count: Int, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    var centers = LatentBatch([latents[generator.nextIndex(below: latents.count)]])
    var distances = squaredDistances(latents, to: centers[0])
    let trials = 2 + Int.bitWidth - count.leadingZeroBitCount
    while centers.count < count {
      let total = LaneReduction.sum(distances, count: distances.count)
      var best: (choice: Int, distances: [Double], total: Double)?
      for _ in 0..<trials {
        let choice = pick(distances, rest: generator.nextUniform() * total)
        let fresh = squaredDistances(latents, to: latents[choice])
        let nearest = distances.indices.map { min(distances[$0], fresh[$0]) }
        let left = LaneReduction.sum(nearest, count: nearest.count)
        if left < best?.total ?? .infinity { best = (choice, nearest, left) }
      }
      guard let best else { break }
      centers.append(latents[best.choice])
      distances = best.distances
    }
    return centers
  }

  private static func pick(_ distances: [Double], rest: Double) -> Int {
    var rest = rest
    for index in distances.indices {
      rest -= distances[index]
      if rest < 0 { return index }
    }
    // Rounding, or latents that are all the same, may leave nothing below zero: then the farthest.
    return distances.indices.max { distances[$0] < distances[$1] } ?? 0
  }

  /// The squared distance of each latent to a centre, before rounding.
  static func squaredDistances(_ latents: LatentBatch, to center: LatentVector) -> [Double] {
    let (count, size) = (latents.count, latents.dimension)
    return [Double](unsafeUninitializedCapacity: count) { buffer, written in
      nonisolated(unsafe) let buffer = buffer
      latents.values.withUnsafeBufferPointer { values in
        center.values.withUnsafeBufferPointer { center in
          Threads.forEach(slices: (count + 255) / 256, work: 2 * count * size) { range in
            for row in range.lowerBound * 256..<min(count, range.upperBound * 256) {
              var square = 0.0
              if let x = values.baseAddress, let y = center.baseAddress {
                square = Kernels.squaredDistanceInDouble(x + row * size, y, count: size)
              }
              buffer.initializeElement(at: row, to: square)
            }
          }
        }
      }
      written = count
    }
  }

  private static func nearest(
    _ latents: LatentBatch, _ centers: LatentBatch
  ) -> (labels: [Int], squares: [Double]) {
    let found = NeighborSearch(centers, metric: .euclidean).nearest(to: latents, count: 1)
    return (found.map { $0[0].index }, found.map { $0[0].square })
  }

  /// The mean of each cluster; a cluster without latents keeps its centre.
  private static func means(
    _ latents: LatentBatch, _ labels: [Int], previous: LatentBatch
  ) -> LatentBatch {
    let size = latents.dimension
    var sums = [Double](repeating: 0, count: previous.count * size)
    var counts = [Int](repeating: 0, count: previous.count)
    sums.withUnsafeMutableBufferPointer { sums in
      latents.values.withUnsafeBufferPointer { values in
        for (row, label) in labels.enumerated() {
          counts[label] += 1
          for column in 0..<size {
            sums[label * size + column] += Double(values[row * size + column])
          }
        }
      }
    }
    return LatentBatch(
      counts.enumerated().map { label, count in
        count == 0
          ? previous[label]
          : LatentVector(
            sums[label * size..<(label + 1) * size].map { Float($0 / Double(count)) })
      }, dimension: size)
  }
}
