import LatentSpace
import Testing

struct KMeansTests {
  @Test("Separate clusters are those of scikit-learn")
  func reference() {
    let latents = referenceLatents(60, dimension: 5)
    for seed: UInt64 in 0..<5 {
      var generator = SeededGenerator(seed: seed)
      let clusters = KMeans(fitting: latents, count: 3, using: &generator)
      #expect(abs(clusters.inertia - DiscoveryReference.inertia[0]) < 1e-4)
      #expect(clusters.isConverged && clusters.sizes == [20, 20, 20])
      for row in 3..<60 { #expect(clusters.labels[row] == clusters.labels[row % 3]) }
      #expect(clusters.labels(of: latents) == clusters.labels)
    }
  }

  @Test("Each latent is with its nearest centre, each centre the mean of its latents")
  func optimum() {
    var generator = SeededGenerator(seed: 3)
    let latents = DiagonalNormal.standard(dimension: 3).sample(count: 400, using: &generator)
    let clusters = KMeans(fitting: latents, count: 9, using: &generator)
    #expect(clusters.isConverged)
    for (label, center) in clusters.centers.enumerated() {
      let members = latents.indices.filter { clusters.labels[$0] == label }
      #expect(latents.selecting(members).mean.distance(to: center) < 1e-6)
      for member in members {
        let own = latents[member].squaredDistanceInDouble(to: center)
        #expect(
          clusters.centers.allSatisfy {
            latents[member].squaredDistanceInDouble(to: $0) >= own
          })
      }
    }
    // The variance left goes down with the number of clusters.
    let more = KMeans(fitting: latents, count: 40, using: &generator)
    #expect(more.inertia < clusters.inertia)
  }

  @Test("As many clusters as latents, equal latents, one round, hostile generators")
  func edges() {
    var generator = SeededGenerator(seed: 4)
    let three = LatentBatch([[0], [5], [9]])
    #expect(KMeans(fitting: three, count: 3, using: &generator).inertia == 0)
    let same = KMeans(
      fitting: LatentBatch(repeating: [2, 1], count: 4), count: 2, using: &generator)
    #expect(same.inertia == 0 && same.labels == [0, 0, 0, 0] && same.sizes == [4, 0])
    let short = KMeans(
      fitting: referenceLatents(60, dimension: 2), count: 7, maximumRounds: 1, using: &generator)
    #expect(short.roundCount == 1)
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    #expect(KMeans(fitting: three, count: 2, using: &zeros).isConverged)
    #expect(KMeans(fitting: three, count: 2, using: &ones).isConverged)
  }
}

extension KernelTests {
  @Suite struct Clusters {
    @Test func `The same clusters on every machine`() {
      let latents = HardNeighbors.nearDuplicates.latents(700, dimension: 9, seed: 3)
      var expected: KMeans?
      forEachMachine { machine in
        var generator = SeededGenerator(seed: 5)
        let clusters = KMeans(
          fitting: latents, count: 12, maximumRounds: 3, using: &generator)
        #expect(clusters == expected ?? clusters, "\(machine)")
        expected = clusters
      }
    }
  }
}
