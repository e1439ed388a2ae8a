import LatentSpace
import Testing

struct NeighborGraphTests {
  @Test("Around a ring with a gap the path goes along the data")
  func ring() throws {
    let ring = LatentBatch(
      (0..<40).map { step in
        let angle = Double(step) * 0.15
        return [Float(Elementary.cos(angle)), Float(Elementary.sin(angle))]
      })
    let graph = NeighborGraph(ring, neighborCount: 2)
    // The ends of the ring have both neighbours on one side, and so skip one on the way.
    #expect(try #require(graph.path(from: 0, to: 39)) == [0] + Array(2...37) + [39])
    #expect(try #require(graph.path(from: 5, to: 2)) == [5, 4, 3, 2])
    #expect(graph.path(from: 7, to: 7) == [7])
  }

  @Test("Unconnected parts have no path")
  func unconnected() {
    let graph = NeighborGraph(LatentBatch([[0], [1], [100], [101]]), neighborCount: 1)
    #expect(graph.path(from: 0, to: 3) == nil)
    #expect(graph.path(from: 2, to: 3) == [2, 3])
  }

  @Test("The path is the shortest of all, by comparison with every pair's distances")
  func shortest() throws {
    var generator = SeededGenerator(seed: 3)
    let latents = DiagonalNormal.standard(dimension: 2).sample(count: 25, using: &generator)
    let graph = NeighborGraph(latents, neighborCount: 4)
    // Floyd and Warshall on the same edges.
    var lengths = (0..<25).map { row in
      (0..<25).map { row == $0 ? 0 : Float.infinity }
    }
    for first in 0..<25 {
      let nearest = (0..<25).filter { $0 != first }.sorted {
        latents[first].distance(to: latents[$0]) < latents[first].distance(to: latents[$1])
      }
      for second in nearest.prefix(4) {
        lengths[first][second] = latents[first].distance(to: latents[second])
        lengths[second][first] = lengths[first][second]
      }
    }
    for middle in 0..<25 {
      for first in 0..<25 {
        for second in 0..<25 {
          lengths[first][second] = min(
            lengths[first][second], lengths[first][middle] + lengths[middle][second])
        }
      }
    }
    for end in 1..<25 {
      let path = graph.path(from: 0, to: end)
      let length = path.map { path in
        zip(path, path.dropFirst()).reduce(0) { $0 + latents[$1.0].distance(to: latents[$1.1]) }
      }
      #expect(abs((length ?? .infinity) - lengths[0][end]) < 1e-5 || path == nil)
      #expect((path == nil) == (lengths[0][end] == .infinity))
    }
  }

  @Test("A single latent and repeated ones make a graph")
  func small() {
    #expect(NeighborGraph(LatentBatch([[1, 2]])).path(from: 0, to: 0) == [0])
    let same = NeighborGraph(LatentBatch(repeating: [1], count: 3), neighborCount: 2)
    #expect(same.path(from: 0, to: 2) == [0, 2])
  }
}
