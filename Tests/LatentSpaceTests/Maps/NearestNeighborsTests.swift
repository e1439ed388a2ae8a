import LatentSpace
import Testing

/// Neighbours by comparing every pair in Double: the definition.
func allNeighbors(
  of queries: LatentBatch, in latents: LatentBatch, count: Int, by metric: NeighborMetric
) -> [[Neighbor]] {
  queries.map { query in
    let squares = latents.map { latent in
      switch metric {
      case .euclidean: return latent.squaredDistanceInDouble(to: query)
      case .cosine:
        let (a, b) = (
          latent.dotInDouble(latent).squareRoot(), query.dotInDouble(query).squareRoot()
        )
        guard a > 0, b > 0 else { return 2 }
        return LaneReduction.reduce(latent.count) {
          let difference = Double(latent[$0]) / a - Double(query[$0]) / b
          return difference * difference
        }
      }
    }
    return squares.indices.sorted { (squares[$0], $0) < (squares[$1], $1) }.prefix(count).map {
      let distance = metric == .cosine ? squares[$0] / 2 : squares[$0].squareRoot()
      return Neighbor(index: $0, distance: Float(distance))
    }
  }
}

/// Sets of vectors on which products in single precision alone give wrong neighbours.
enum HardNeighbors: String, CaseIterable {
  case plain, farFromOrigin, nearDuplicates, duplicates, outliers, tiny, huge, bundle, someZero

  func latents(_ count: Int, dimension: Int, seed: UInt64) -> LatentBatch {
    let noise = testValues(count * dimension, seed: seed)
    let values = noise.indices.map { place -> Float in
      let (row, column) = (place / dimension, place % dimension)
      switch self {
      case .plain: return noise[place]
      case .farFromOrigin: return 1e4 + noise[place]
      case .nearDuplicates:
        // Around each of seven places all vectors differ by a few units in the last place.
        let place = testValues(7 * dimension, seed: 9)[row % 7 * dimension + column]
        return place + Float(Int(noise[row * dimension + column] * 4)) * place.ulp
      case .duplicates: return Float(row % 5) * Float(column + 1)
      case .outliers: return noise[place] * (row % 50 == 7 ? 1e8 : 1e-3)
      case .tiny: return noise[place] * 1e-30
      case .huge: return noise[place] * 3e38
      case .bundle: return Float(column % 3) + 1 + noise[place] * 1e-6
      case .someZero: return row % 4 == 0 ? 0 : noise[place]
      }
    }
    return LatentBatch(values: values, count: count, dimension: dimension)
  }
}

struct NearestNeighborsTests {
  @Test(
    "Blocked search finds what comparing every pair in Double finds",
    arguments: HardNeighbors.allCases)
  func exact(_ kind: HardNeighbors) {
    for (count, dimension) in [(40, 1), (70, 2), (600, 17), (530, 66)] {
      let latents = kind.latents(count, dimension: dimension, seed: 1)
      let queries = LatentBatch(
        kind.latents(9, dimension: dimension, seed: 2) + latents.suffix(5), dimension: dimension)
      for metric in NeighborMetric.allCases {
        let expected = allNeighbors(of: queries, in: latents, count: 7, by: metric)
        #expect(
          latents.neighbors(of: queries, count: 7, by: metric) == expected,
          "\(kind) \(count) × \(dimension), \(metric)")
        // A few queries are compared without blocks.
        let few = LatentBatch(queries.suffix(4), dimension: dimension)
        #expect(
          latents.neighbors(of: few, count: 7, by: metric) == expected.suffix(4),
          "\(kind) \(count) × \(dimension), \(metric)")
      }
    }
  }

  @Test("Neighbours among themselves leave out the vector itself, but not its equals")
  func amongThemselves() {
    let latents = LatentBatch([[0, 0], [3, 4], [0, 0], [0, 1]])
    let nearest = latents.neighbors(count: 2)
    #expect(nearest[0] == [Neighbor(index: 2, distance: 0), Neighbor(index: 3, distance: 1)])
    #expect(nearest[2] == [Neighbor(index: 0, distance: 0), Neighbor(index: 3, distance: 1)])
    #expect(nearest[3].map(\.index) == [0, 2])
    let many = HardNeighbors.duplicates.latents(300, dimension: 3, seed: 4)
    for (index, found) in many.neighbors(count: 4).enumerated() {
      let others = allNeighbors(
        of: LatentBatch([many[index]]), in: many, count: 300, by: .euclidean)[0]
      #expect(found == Array(others.filter { $0.index != index }.prefix(4)))
    }
  }

  @Test("The cosine does not see lengths, and a zero vector is at distance 1 of all")
  func cosine() {
    let latents = LatentBatch([[10, 0], [1, 1], [0, 0], [-2, 0], [0, 5]])
    let nearest = latents.neighbors(of: LatentBatch([[0.5, 0]]), count: 5, by: .cosine)[0]
    #expect(nearest.map(\.index) == [0, 1, 2, 4, 3])
    #expect(nearest[0].distance == 0)
    #expect(nearest[2].distance == 1)
    #expect(abs(nearest[3].distance - 1) < 1e-7)
    #expect(abs(nearest[4].distance - 2) < 1e-7)
    #expect(abs(nearest[1].distance - (1 - Float(0.5).squareRoot())) < 1e-7)
  }

  @Test("Positions closest to a vector")
  func closest() {
    let latents = LatentBatch([[0], [10], [4], [5]])
    #expect(latents.indices(closestTo: [4.4], count: 3) == [2, 3, 0])
    #expect(latents.indices(closestTo: [4.4], count: 9) == [2, 3, 0, 1])
    #expect(latents.indices(closestTo: [-1], count: 2, by: .cosine) == [0, 1])
  }

  @Test("Empty batches, no neighbours wanted, no coordinates")
  func edges() {
    let empty = LatentBatch(dimension: 3)
    let one = LatentBatch([[1, 2, 3]])
    #expect(empty.neighbors(of: one, count: 2) == [[]])
    #expect(one.neighbors(of: empty, count: 2) == [])
    #expect(one.neighbors(of: one, count: 0) == [[]])
    #expect(one.neighbors(count: 3) == [[]])
    let pointless = LatentBatch(values: [], count: 8, dimension: 0)
    for metric in NeighborMetric.allCases {
      #expect(pointless.neighbors(of: pointless, count: 2, by: metric)[7].map(\.index) == [0, 1])
    }
  }

  @Test("A list of candidates finds the element of every rank")
  func selection() {
    for count in 1...40 {
      var numbers = testValues(count, seed: UInt64(count)).map { ($0 * 8).rounded() }
      for rank in 0..<count {
        numbers.withUnsafeMutableBufferPointer {
          #expect(CandidateList.smallest(rank, of: $0) == $0.sorted()[rank])
        }
      }
    }
  }
}

extension KernelTests {
  @Suite struct Neighbors {
    @Test func `The same neighbours on every machine`() {
      let latents = HardNeighbors.nearDuplicates.latents(1100, dimension: 20, seed: 5)
      let queries = HardNeighbors.nearDuplicates.latents(97, dimension: 20, seed: 6)
      for metric in NeighborMetric.allCases {
        let expected = allNeighbors(of: queries, in: latents, count: 5, by: metric)
        forEachMachine { machine in
          #expect(
            latents.neighbors(of: queries, count: 5, by: metric) == expected, "\(machine)")
        }
      }
    }

    @Test func `Squared distances follow the lanes and the tree, on every machine`() {
      for count in [0, 1, 15, 16, 17, 100] {
        let (a, b) = (testValues(count, seed: 24), testValues(count, seed: 25))
        let expected = LaneReduction.squaredDistance(a, b, count: count)
        let squares = a.indices.map { index -> Double in
          let difference = Double(a[index]) - Double(b[index])
          return difference * difference
        }
        #expect(laneSum(squares) == expected)
        forEachMachine { machine in
          #expect(Kernels.squaredDistanceInDouble(a, b, count: count) == expected, "\(machine)")
        }
      }
    }

    @Test func `Elements up to a limit are selected in order, not a number left out`() {
      for count in [0, 1, 16, 63, 64, 65, 300] {
        var x = testValues(count, seed: 26)
        if count > 40 { x[40] = .nan }
        for limit: Float in [-.infinity, -1, -0.97, x.first ?? 0, 2, .infinity] {
          let expected = x.indices.filter { x[$0] <= limit }
          forEachMachine { machine in
            var values = [Float](repeating: 0, count: count)
            var indices = [Int32](repeating: 0, count: count)
            let found = Kernels.selectAtMost(
              limit, of: x, count: count, first: 5, values: &values, indices: &indices)
            #expect(indices.prefix(found).map { Int($0) - 5 } == expected, "\(machine)")
            #expect(Array(values.prefix(found)) == expected.map { x[$0] }, "\(machine)")
          }
        }
      }
    }
  }
}
