import LatentSpace
import Testing

struct KMeansStartTests {
  /// Five tight clusters far apart, twenty latents each, one after the other.
  private let clusters: LatentBatch = {
    var generator = SeededGenerator(seed: 11)
    let centres: [LatentVector] = [[0, 0], [10, 0], [0, 10], [10, 10], [30, 30]]
    return LatentBatch(
      centres.flatMap { centre in
        (0..<20).map { _ in centre + 0.3 * generator.nextNormalVector(dimension: 2) }
      })
  }()

  @Test("Clusters that are far apart are found, from every seed")
  func separated() {
    for seed in 0..<50 {
      var generator = SeededGenerator(seed: UInt64(seed))
      let labels = KMeansStart.labels(clusters, count: 5, using: &generator)
      #expect(Set(labels).count == 5, "seed \(seed)")
      for cluster in 0..<5 {
        #expect(Set(labels[20 * cluster..<20 * cluster + 20]).count == 1, "seed \(seed)")
      }
    }
  }

  @Test("The same seed gives the same labels")
  func repeatable() {
    var (one, two) = (SeededGenerator(seed: 3), SeededGenerator(seed: 3))
    let first = KMeansStart.labels(clusters, count: 7, using: &one)
    #expect(first == KMeansStart.labels(clusters, count: 7, using: &two))
    #expect(first.allSatisfy { (0..<7).contains($0) })
    #expect(one == two)
  }

  @Test("One cluster, one latent per cluster, and latents that are all the same")
  func degenerate() {
    var generator = SeededGenerator(seed: 1)
    let one = KMeansStart.labels(clusters, count: 1, using: &generator)
    #expect(one.allSatisfy { $0 == 0 })
    let four = clusters.selecting([0, 20, 40, 60])
    let each = KMeansStart.labels(four, count: 4, using: &generator)
    #expect(Set(each) == [0, 1, 2, 3])
    let same = LatentBatch(repeating: [1, 2], count: 6)
    let labels = KMeansStart.labels(same, count: 3, using: &generator)
    #expect(labels.count == 6 && labels.allSatisfy { (0..<3).contains($0) })
  }

  @Test("Hostile generators end, and label every latent")
  func hostile() {
    var (low, high) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    for count in [1, 3, 5] {
      for labels in [
        KMeansStart.labels(clusters, count: count, using: &low),
        KMeansStart.labels(clusters, count: count, using: &high),
      ] {
        #expect(labels.count == 100 && labels.allSatisfy { (0..<count).contains($0) })
      }
    }
  }
}
