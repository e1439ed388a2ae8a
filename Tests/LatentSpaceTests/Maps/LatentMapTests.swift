import LatentSpace
import Testing

struct LatentMapTests {
  let latents = referenceLatents(60, dimension: 5)

  @Test("The plane of the principal components says what it holds")
  func principal() {
    let map = LatentMap(principalComponentsOf: latents)
    let components = PrincipalComponents(fitting: latents)
    #expect(map.points == components.project(latents, count: 2))
    #expect(abs(map.explained! - DiscoveryReference.explained[..<2].reduce(0, +)) < 1e-12)
    #expect(map.axisNames == ["PC 1 (97 %)", "PC 2 (1 %)"])
    let line = LatentMap(principalComponentsOf: LatentBatch([[1], [3]]))
    #expect(line.points == LatentBatch([[-1, 0], [1, 0]]) && line.explained == 1)
  }

  @Test("An attribute goes across, what varies most beside it upwards")
  func attribute() {
    // Deviations 1, 5 and 3 along the axes; the attribute is along the second.
    var generator = SeededGenerator(seed: 1)
    let latents = LatentBatch(
      (0..<400).map { _ in
        [
          Float(generator.nextNormal()), Float(5 * generator.nextNormal()),
          Float(3 * generator.nextNormal()),
        ]
      })
    let attribute = AttributeVector(
      vector: [0, 2, 0], bias: 3, provenance: AttributeProvenance(name: "tall", method: .mean))
    let map = LatentMap(of: latents, along: attribute)
    #expect(map.axisNames[0] == "tall")
    let middle = latents.mean
    for (point, latent) in zip(map.points, latents) {
      #expect(abs(point[0] - (latent[1] + 1.5)) < 1e-5)
      #expect(abs(point[1] - (latent[2] - middle[2])) < 0.6)
    }
    #expect(abs(map.explained! - 34.0 / 35) < 0.02)
  }

  @Test("Trustworthiness and continuity are those of scikit-learn")
  func reference() {
    let plane = LatentBatch(latents.map { [$0[0], $0[1]] })
    let map = LatentMap(points: plane, method: "two axes", axisNames: ["z0", "z1"])
    for (place, count) in [3, 7].enumerated() {
      let quality = map.quality(for: latents, neighborCount: count)
      #expect(abs(quality.trustworthiness - DiscoveryReference.trustworthiness[place]) < 1e-12)
      #expect(abs(quality.continuity - DiscoveryReference.continuity[place]) < 1e-12)
      #expect(quality.neighborCount == count)
    }
  }

  @Test("A map that is the space itself loses nothing, one in random order nearly everything")
  func extremes() {
    var generator = SeededGenerator(seed: 2)
    let plane = DiagonalNormal.standard(dimension: 2).sample(count: 200, using: &generator)
    let whole = MapQuality(of: plane, for: plane)
    #expect(whole.trustworthiness == 1 && whole.continuity == 1 && whole.neighborPreservation == 1)
    let mixed = plane.selecting(generator.nextPermutation(count: 200))
    let none = MapQuality(of: mixed, for: plane)
    #expect(abs(none.trustworthiness - 0.5) < 0.06 && abs(none.continuity - 0.5) < 0.06)
    #expect(none.neighborPreservation < 0.1)
  }

  @Test("Data along a path is counted, its border included")
  func pathDensity() {
    let latents = LatentBatch([[0, 0], [1, 0], [0, 2], [8, 8]])
    let path = LatentBatch([[0, 0], [4, 4], [8, 7]])
    let normal = FullNormal(fitting: latents)
    let density = PathDensity(of: latents, along: path, radius: 2, under: normal)
    #expect(density.counts == [3, 0, 1])
    #expect(density.nearest.map(\.index) == [0, 2, 3])
    #expect(density.nearest[1].distance == Float(20).squareRoot())
    #expect(density.logDensities == normal.logDensity(of: path))
    #expect(PathDensity(of: latents, along: path, radius: 0).logDensities == nil)
    #expect(PathDensity(of: latents, along: path, radius: 0).counts == [1, 0, 0])
  }
}

struct MagnificationTests {
  @Test("An affine decoder magnifies alike everywhere, the sphere less towards the poles")
  func closedForms() {
    let model = AffineModel(matrix: DenseMatrix([[2, 0], [0, 3], [0, 4]]), offset: 1)
    let places = LatentBatch([[0, 0], [5, -3]])
    #expect(model.magnification(at: places).allSatisfy { abs($0 - 10) < 1e-5 })
    let sphere = SphereModel()
    let latitudes = LatentBatch([[0.3, 0], [2, 0.5], [-1, 1.2]])
    for (value, latitude) in zip(sphere.magnification(at: latitudes), [0, 0.5, 1.2]) {
      #expect(abs(value - Elementary.cos(latitude)) < 1e-6)
    }
    #expect(model.magnification(at: LatentBatch(dimension: 2)).isEmpty)
  }

  @Test("A plane's magnification does not depend on the directions that span it")
  func plane() {
    let model = AffineModel(
      matrix: DenseMatrix([[1, 0, 0], [0, 2, 0], [0, 0, 7]]), offset: 0)
    let place = LatentBatch(repeating: [1, 2, 3], count: 40)
    for directions: LatentBatch in [
      LatentBatch([[1, 0, 0], [0, 1, 0]]), LatentBatch([[3, 0, 0], [5, -2, 0]]),
    ] {
      let values = model.magnification(at: place, spannedBy: directions)
      #expect(values.count == 40 && values.allSatisfy { abs($0 - 2) < 1e-5 })
    }
    #expect(abs(model.magnification(at: place, spannedBy: LatentBatch([[0, 0, 5]]))[0] - 7) < 1e-5)
  }
}
