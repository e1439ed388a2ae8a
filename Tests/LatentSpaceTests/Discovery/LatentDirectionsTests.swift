import LatentSpace
import Testing

/// D(z) = A z + b, for tests whose answer is known.
struct AffineModel: DifferentiableDecoder {
  let matrix: DenseMatrix
  let offset: Float
  var latentDimension: Int { matrix.columns }
  var valueCount: Int { matrix.rows }

  func values(of samples: [[Float]]) -> [Float] { samples.flatMap(\.self) }

  func values(at latents: LatentBatch) -> [Float] {
    latents.flatMap { z in (matrix * z.map { Double($0) }).map { Float($0) + offset } }
  }

  func decode(_ latents: LatentBatch) -> [[Float]] {
    latents.map { values(at: LatentBatch([$0])) }
  }

  func pullback(
    at latents: LatentBatch, _ cotangents: (_ values: [Float]) -> [Float]
  ) -> LatentBatch {
    let seeds = cotangents(values(at: latents))
    return LatentBatch(
      latents.indices.map { row in
        let seed = seeds[row * valueCount..<(row + 1) * valueCount].map { Double($0) }
        return LatentVector((matrix.transposed * seed).map { Float($0) })
      }, dimension: latentDimension)
  }

  func pushforward(at latents: LatentBatch, _ tangents: LatentBatch) -> [Float] {
    values(at: tangents).map { $0 - offset }
  }
}

struct LatentDirectionsTests {
  let latents = referenceLatents(60, dimension: 5)

  @Test("Factorised weights have the right singular vectors of the matrix")
  func factorization() {
    let directions = LatentDirections(factorizing: latents)
    let exact = SingularValues(DenseMatrix(latents))
    #expect(areClose(directions.strengths, DiscoveryReference.singularValues, within: 1e-8))
    for (row, vector) in directions.vectors.enumerated() {
      #expect(areClose(vector.map { Double($0) }, Array(exact.right.row(row)), within: 1e-6))
    }
    #expect(directions.names.first == "W 1")
  }

  @Test("An affine decoder's Jacobian directions are its matrix's singular vectors, everywhere")
  func affine() {
    let model = AffineModel(matrix: DenseMatrix(latents), offset: 3)
    let exact = SingularValues(model.matrix)
    for point: LatentVector in [[0, 0, 0, 0, 0], [1, -2, 3, 0, 9]] {
      let directions = model.jacobianDirections(at: point)
      #expect(areClose(directions.strengths, exact.values, within: 1e-4))
      for (row, vector) in directions.vectors.enumerated() {
        #expect(areClose(vector.map { Double($0) }, Array(exact.right.row(row)), within: 1e-4))
      }
      // A step along a direction changes the values by one.
      let moved = model.values(at: LatentBatch([point + directions.scaled[1], point]))
      let change = LatentVector(moved[..<60]).distance(to: LatentVector(moved[60...]))
      #expect(abs(change - 1) < 1e-3)
    }
  }

  @Test("On the sphere, a step of longitude counts less away from the equator")
  func sphere() {
    let directions = SphereModel().jacobianDirections(at: [0.3, 1])
    #expect(areClose(directions.strengths, [1, Elementary.cos(1)], within: 1e-6))
    #expect(directions.vectors[0].distance(to: [0, 1]) < 1e-6)
  }

  @Test("Dimensions come in the order of their divergence")
  func ranking() {
    let means = LatentBatch([[0, 1, 0], [0, -1, 0]])
    let logVariances = LatentBatch([[0, 0, -2], [0, 0, -2]])
    let directions = LatentDirections(rankingByDivergence: means, logVariances: logVariances)
    #expect(directions.names == ["z2", "z1", "z0"])
    let narrow = 0.5 * (Elementary.exp(-2) - 1 + 2)
    #expect(areClose(directions.strengths, [narrow, 0.5, 0], within: 1e-12))
    #expect(directions.vectors[0] == [0, 0, 1])
  }

  @Test("Random directions change an affine decoder's values by what the mean says")
  func comparison() {
    let model = AffineModel(
      matrix: DenseMatrix([[3, 0, 0], [0, 0, 0], [0, 0, 0], [0, 0, 4]]), offset: 1)
    let directions = LatentDirections(
      vectors: LatentBatch([[0, 0, 1], [1, 0, 0], [0, 1, 0]]), strengths: [4, 3, 0],
      names: ["a", "b", "c"], strengthName: "gain")
    var generator = SeededGenerator(seed: 1)
    let comparison = model.compare(
      directions, at: LatentBatch([[1, 2, 3], [0, 0, 0]]), step: 0.5, randomCount: 2000,
      using: &generator)
    // ‖A v‖ · step / √values.
    #expect(areClose(comparison.changes, [1, 0.75, 0], within: 1e-6))
    let meanSquare = comparison.randomChanges.reduce(0) { $0 + $1 * $1 } / 2000
    // E‖A v‖² = (9 + 16)/3 for v uniform on the sphere.
    #expect(abs(meanSquare - 25.0 / 3 / 16) < 0.02)
    #expect(comparison.ratios[0] > 1 && comparison.ratios[2] == 0)
    #expect(comparison.percentiles[0] == 1 && comparison.percentiles[2] == 0)
    #expect(comparison.randomChanges == comparison.randomChanges.sorted())
  }

  @Test("Hostile generators compare with some direction")
  func hostile() {
    let model = AffineModel(matrix: .identity(2), offset: 0)
    let directions = LatentDirections(
      vectors: LatentBatch([[1, 0]]), strengths: [1], names: ["x"], strengthName: "gain")
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    for comparison in [
      model.compare(directions, at: LatentBatch([[0, 0]]), randomCount: 3, using: &zeros),
      model.compare(directions, at: LatentBatch([[0, 0]]), randomCount: 4, using: &ones),
    ] {
      #expect(abs(comparison.ratios[0] - 1) < 1e-6)
    }
  }
}
