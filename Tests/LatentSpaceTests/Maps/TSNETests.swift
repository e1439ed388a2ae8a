import LatentSpace
import Testing

struct TSNETests {
  static let joint = NeighborAffinities(
    of: referenceLatents(20, dimension: 4), perplexity: 5, neighborCount: 19)

  @Test("Affinities are those of scikit-learn")
  func affinities() {
    var dense = [Double](repeating: 0, count: 400)
    for row in 0..<20 {
      for entry in Self.joint.starts[row]..<Self.joint.starts[row + 1] {
        dense[20 * row + Int(Self.joint.columns[entry])] = Double(Self.joint.values[entry])
      }
    }
    #expect(areClose(dense, DiscoveryReference.joint, within: 2e-6))
    #expect(abs(dense.reduce(0, +) - 1) < 1e-6)
  }

  @Test("Over some neighbours only, affinities are symmetric and have the perplexity")
  func sparse() {
    let latents = referenceLatents(60, dimension: 5)
    let affinities = NeighborAffinities(of: latents, perplexity: 4, neighborCount: 12)
    var dense = DenseMatrix(rows: 60, columns: 60)
    for row in 0..<60 {
      let columns = affinities.columns[affinities.starts[row]..<affinities.starts[row + 1]]
      #expect(columns.sorted() == Array(columns) && columns.count >= 12)
      for entry in affinities.starts[row]..<affinities.starts[row + 1] {
        dense[row, Int(affinities.columns[entry])] = Double(affinities.values[entry])
      }
    }
    #expect(dense == dense.transposed)
    #expect(abs(dense.values.reduce(0, +) - 1) < 1e-6)
  }

  @Test("Divergence and gradient are those of scikit-learn")
  func reference() {
    let problem = TSNEProblem(Self.joint)
    let place = referenceLatents(20, dimension: 2).values.map { Double($0) }
    #expect(abs(problem.divergence(at: place) - DiscoveryReference.divergence[0]) < 2e-5)
    #expect(areClose(problem.gradient(at: place), DiscoveryReference.gradient, within: 1e-6))
  }

  @Test("The gradient is the divergence's, by finite differences")
  func finiteDifferences() {
    let problem = TSNEProblem(Self.joint)
    let step = 1.0 / 64
    // Multiples of the step, so that floats hold them exactly.
    let place = testValues(40, seed: 2).map { (Double($0) * 200).rounded() * step }
    let gradient = problem.gradient(at: place)
    for index in place.indices {
      var (after, before) = (place, place)
      after[index] += step
      before[index] -= step
      let slope = (problem.divergence(at: after) - problem.divergence(at: before)) / (2 * step)
      #expect(abs(slope - gradient[index]) < 1e-4)
    }
    #expect(gradient.contains { abs($0) > 0.02 })
  }

  static func clusters(_ count: Int, seed: UInt64) -> LatentBatch {
    var generator = SeededGenerator(seed: seed)
    let noise = DiagonalNormal.standard(dimension: 8).sample(count: count, using: &generator)
    return LatentBatch(
      noise.enumerated().map { index, noise in
        LatentVector(noise.enumerated().map { $1 + ($0 == index % 3 ? 12 : 0) })
      })
  }

  @Test("Clusters are apart on the map, and the divergence falls")
  func separates() {
    let latents = Self.clusters(90, seed: 1)
    var generator = SeededGenerator(seed: 2)
    var steps: [Int] = []
    let embedding = TSNE(
      fitting: latents, perplexity: 10, stepCount: 500, using: &generator
    ) { step, divergence in
      steps.append(step)
      #expect(divergence.isFinite)
    }
    #expect(steps == Array(stride(from: 50, through: 500, by: 50)))
    #expect(embedding.divergences.count == 10)
    #expect(embedding.divergence == embedding.divergences.last)
    #expect(embedding.divergence < 0.5 * embedding.divergences[0])
    #expect(embedding.points.mean.norm < 1e-4)
    for (index, found) in embedding.points.neighbors(count: 5).enumerated() {
      #expect(found.allSatisfy { $0.index % 3 == index % 3 })
    }
    let quality = LatentMap(embedding).quality(for: latents, neighborCount: 10)
    #expect(quality.trustworthiness > 0.85)
  }

  @Test("None, one, equal latents, one dimension, perplexity too high, hostile generators")
  func edges() {
    var generator = SeededGenerator(seed: 3)
    #expect(TSNE(fitting: LatentBatch(dimension: 4), using: &generator).points.isEmpty)
    #expect(
      TSNE(fitting: LatentBatch([[1, 2]]), using: &generator).points == LatentBatch([[0, 0]]))
    let two = TSNE(fitting: LatentBatch([[1], [2]]), stepCount: 60, using: &generator)
    #expect(two.points.isFinite && two.perplexity == 1)
    let same = TSNE(
      fitting: LatentBatch(repeating: [1, 2, 3], count: 12), stepCount: 300, using: &generator)
    #expect(same.points.isFinite && Set(same.points).count == 12)
    let line = TSNE(
      fitting: LatentBatch((0..<30).map { [Float($0)] }), stepCount: 20, using: &generator)
    #expect(line.points.isFinite && line.perplexity == 29.0 / 3)
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    let latents = Self.clusters(12, seed: 4)
    #expect(TSNE(fitting: latents, stepCount: 50, using: &zeros).points.isFinite)
    #expect(TSNE(fitting: latents, stepCount: 50, using: &ones).points.isFinite)
  }
}

extension KernelTests {
  @Suite struct Embeddings {
    @Test func `The same seed gives the same map on every machine`() {
      let latents = TSNETests.clusters(203, seed: 5)
      var expected: TSNE?
      forEachMachine { machine in
        var generator = SeededGenerator(seed: 6)
        let embedding = TSNE(fitting: latents, perplexity: 8, stepCount: 12, using: &generator)
        #expect(embedding == expected ?? embedding, "\(machine)")
        expected = embedding
      }
    }

    @Test func `Repulsions follow the lanes and the tree, on every machine`() {
      for count in [0, 1, 15, 16, 17, 100] {
        let x = testValues(count, seed: 31).map { 4 * $0 }
        let y = testValues(count, seed: 32).map { 4 * $0 }
        let place: (Float, Float) = (0.5, -0.25)
        var (near, alongX, alongY) = (
          [Float](repeating: 0, count: 16), [Float](repeating: 0, count: 16),
          [Float](repeating: 0, count: 16)
        )
        for index in 0..<count {
          let (dx, dy) = (place.0 - x[index], place.1 - y[index])
          let q = 1 / Float(1).addingProduct(dy, dy).addingProduct(dx, dx)
          near[index % 16] += q
          alongX[index % 16].addProduct(q * q, dx)
          alongY[index % 16].addProduct(q * q, dy)
        }
        let expected = [near, alongX, alongY].map { laneSum($0) }
        forEachMachine { machine in
          let sums = Kernels.repulsion(x, y, count: count, at: place)
          #expect([sums.near, sums.x, sums.y] == expected, "\(count), \(machine)")
        }
      }
    }
  }
}
