/// How far the neighbours on a map are those of the latent space.
public struct MapQuality: Hashable, Sendable {
  /// Whether neighbours on the map are near in the space: 1 when all are, about ½ for a random map.
  ///
  /// 1 − 2/(nk(2n − 3k − 1)) Σ_i Σ_j (r(i, j) − k), over the k neighbours j of i on the map that are not
  /// among its k nearest in the space, r being their rank there (Venna and Kaski 2001).
  public let trustworthiness: Double

  /// Whether neighbours in the space are near on the map: the same with space and map exchanged.
  public let continuity: Double

  /// The share of the k nearest in the space that are among the k nearest on the map.
  public let neighborPreservation: Double

  /// How many neighbours, k, were compared.
  public let neighborCount: Int

  /// Compares the neighbours of as many vectors in two spaces.
  ///
  /// `neighborCount` is less than half the number of latents. O(n² d).
  public init(of map: LatentBatch, for latents: LatentBatch, neighborCount: Int = 10) {
    let count = latents.count
    require(
      map.count == count, "A map of \(map.count) points is none of \(count) latents.")
    require(
      neighborCount > 0 && 2 * neighborCount < count,
      "The neighbours to compare must be fewer than half of the \(count) latents, "
        + "but are \(neighborCount).")
    let inSpace = latents.nearestOthers(count: neighborCount).map { $0.map(\.index) }
    let onMap = map.nearestOthers(count: neighborCount).map { $0.map(\.index) }
    let intrusions = excessRanks(of: onMap, notIn: inSpace, latents)
    let extrusions = excessRanks(of: inSpace, notIn: onMap, map)
    let missing = zip(inSpace, onMap).reduce(0) { sum, rows in
      sum + rows.0.count { !rows.1.contains($0) }
    }
    let (n, k) = (Double(count), Double(neighborCount))
    let scale = 2 / (n * k * (2 * n - 3 * k - 1))
    trustworthiness = 1 - scale * Double(intrusions)
    continuity = 1 - scale * Double(extrusions)
    neighborPreservation = 1 - Double(missing) / (n * k)
    self.neighborCount = neighborCount
  }
}

extension LatentMap {
  /// How far the map's neighbours are those of the latents it was made of; O(n² d).
  public func quality(for latents: LatentBatch, neighborCount: Int = 10) -> MapQuality {
    MapQuality(of: points, for: latents, neighborCount: neighborCount)
  }
}

/// Σ (rank − k) over the candidates of each latent that are not among its k known neighbours.
private func excessRanks(
  of candidates: [[Int]], notIn known: [[Int]], _ latents: LatentBatch
) -> Int {
  let (count, size) = (latents.count, latents.dimension)
  let sums = [Int](unsafeUninitializedCapacity: count) { buffer, written in
    nonisolated(unsafe) let buffer = buffer
    latents.values.withUnsafeBufferPointer { values in
      Threads.forEach(slices: count, work: 2 * count * count * size) { range in
        var squares = [Double](repeating: 0, count: count)
        for row in range {
          let strangers = candidates[row].filter { !known[row].contains($0) }
          var sum = 0
          if !strangers.isEmpty, let base = values.baseAddress {
            for other in 0..<count {
              squares[other] = Kernels.squaredDistanceInDouble(
                base + row * size, base + other * size, count: size)
            }
            // The latent itself comes first, so the number of those before is the rank.
            squares[row] = -1
            for stranger in strangers {
              sum += before(stranger, squares) - known[row].count
            }
          }
          buffer.initializeElement(at: row, to: sum)
        }
      }
    }
    written = count
  }
  return sums.reduce(0, +)
}

/// How many come before one in the order of their numbers, ties by position.
private func before(_ index: Int, _ numbers: [Double]) -> Int {
  let limit = numbers[index]
  return numbers.withUnsafeBufferPointer { numbers in
    var count = 0
    for other in 0..<index { count += numbers[other] <= limit ? 1 : 0 }
    for other in index..<numbers.count { count += numbers[other] < limit ? 1 : 0 }
    return count
  }
}
