/// The start of a mixture: k-means++ centres, then a few rounds of k-means.
package enum KMeansStart {
  private static let rounds = 10

  /// The cluster of each latent, from 0 up to, not including, `count`.
  package static func labels(
    _ latents: LatentBatch, count: Int, using generator: inout some RandomNumberGenerator
  ) -> [Int] {
    var centres = Self.centres(latents, count: count, using: &generator)
    var labels = nearest(latents, centres)
    for _ in 0..<rounds {
      centres = means(latents, labels, previous: centres)
      let next = nearest(latents, centres)
      if next == labels { break }
      labels = next
    }
    return labels
  }

  /// Latents drawn with chances that grow with the squared distance to those already drawn.
  ///
  /// Of a few drawn candidates the one that leaves the least distance wins ("greedy" k-means++); with
  /// one candidate, two centres often land in one cluster and stay there.
  private static func centres(
    _ latents: LatentBatch, count: Int, using generator: inout some RandomNumberGenerator
  ) -> LatentBatch {
    var centres = LatentBatch([latents[generator.nextIndex(below: latents.count)]])
    var distances = squaredDistances(latents, to: centres[0])
    let trials = 2 + Int.bitWidth - count.leadingZeroBitCount
    while centres.count < count {
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
      centres.append(latents[best.choice])
      distances = best.distances
    }
    return centres
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

  private static func squaredDistances(
    _ latents: LatentBatch, to centre: LatentVector
  ) -> [Double] {
    centre.values.withUnsafeBufferPointer { centre in
      (0..<latents.count).map { row in
        latents.withRow(row) { coordinates in
          guard let x = coordinates.baseAddress, let y = centre.baseAddress else { return 0 }
          return LaneReduction.squaredDistance(x, y, count: coordinates.count)
        }
      }
    }
  }

  private static func nearest(_ latents: LatentBatch, _ centres: LatentBatch) -> [Int] {
    var labels = [Int](repeating: 0, count: latents.count)
    var best = [Double](repeating: .infinity, count: latents.count)
    for (label, centre) in centres.enumerated() {
      for (row, distance) in squaredDistances(latents, to: centre).enumerated()
      where distance < best[row] {
        best[row] = distance
        labels[row] = label
      }
    }
    return labels
  }

  /// The mean of each cluster; a cluster without latents keeps its centre.
  private static func means(
    _ latents: LatentBatch, _ labels: [Int], previous: LatentBatch
  ) -> LatentBatch {
    var members = [[Int]](repeating: [], count: previous.count)
    for (row, label) in labels.enumerated() { members[label].append(row) }
    return LatentBatch(
      members.enumerated().map { label, rows in
        rows.isEmpty ? previous[label] : latents.selecting(rows).mean
      }, dimension: latents.dimension)
  }
}
