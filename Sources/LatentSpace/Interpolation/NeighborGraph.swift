/// Encoded data joined to its nearest neighbours: paths that stay where data is.
///
///     let graph = NeighborGraph(model.encode(samples), neighborCount: 10)
///     let stations = graph.path(from: 3, to: 80).map { graph.latents.selecting($0) }
///
/// Two latents are joined when one is among the other's nearest, by Euclidean distance. The shortest
/// path hops from datum to datum, so it avoids the empty parts that a straight line crosses.
public struct NeighborGraph: Sendable {
  /// The latents that the graph joins.
  public let latents: LatentBatch

  private let edges: [[(node: Int, length: Double)]]

  /// Joins each latent to its nearest ones; O(n² d).
  public init(_ latents: LatentBatch, neighborCount: Int = 10) {
    require(neighborCount > 0, "A neighbour graph needs at least one neighbour per latent.")
    self.latents = latents
    var edges = [[(node: Int, length: Double)]](repeating: [], count: latents.count)
    let nearest = latents.nearestOthers(count: neighborCount)
    for (node, neighbors) in nearest.enumerated() {
      for neighbor in neighbors {
        let (other, length) = (neighbor.index, neighbor.square.squareRoot())
        edges[node].append((other, length))
        if !nearest[other].contains(where: { $0.index == node }) {
          edges[other].append((node, length))
        }
      }
    }
    self.edges = edges
  }

  /// The positions along the shortest path from one latent to another, both included.
  ///
  /// Nil when they are not connected; more neighbours help. O(n k log n).
  public func path(from start: Int, to end: Int) -> [Int]? {
    require(
      latents.indices.contains(start) && latents.indices.contains(end),
      "A path's ends must be positions in a graph of \(latents.count) latents.")
    var lengths = [Double](repeating: .infinity, count: latents.count)
    var previous = [Int](repeating: -1, count: latents.count)
    var queue = ShortestFirst()
    lengths[start] = 0
    queue.insert(0, start)
    while let (length, node) = queue.removeFirst() {
      if node == end { break }
      if length > lengths[node] { continue }
      for (other, step) in edges[node] where length + step < lengths[other] {
        lengths[other] = length + step
        previous[other] = node
        queue.insert(lengths[other], other)
      }
    }
    guard lengths[end].isFinite else { return nil }
    var path = [end]
    while let last = path.last, last != start { path.append(previous[last]) }
    return path.reversed()
  }
}

/// A binary heap of nodes by length, then by position, so equal lengths have one order.
private struct ShortestFirst {
  private var heap: [(length: Double, node: Int)] = []

  mutating func insert(_ length: Double, _ node: Int) {
    heap.append((length, node))
    var child = heap.count - 1
    while child > 0, heap[child] < heap[(child - 1) / 2] {
      heap.swapAt(child, (child - 1) / 2)
      child = (child - 1) / 2
    }
  }

  mutating func removeFirst() -> (length: Double, node: Int)? {
    guard let first = heap.first else { return nil }
    heap.swapAt(0, heap.count - 1)
    heap.removeLast()
    var parent = 0
    while true {
      var smallest = parent
      for child in [2 * parent + 1, 2 * parent + 2] where child < heap.count {
        if heap[child] < heap[smallest] { smallest = child }
      }
      if smallest == parent { return first }
      heap.swapAt(parent, smallest)
      parent = smallest
    }
  }
}
