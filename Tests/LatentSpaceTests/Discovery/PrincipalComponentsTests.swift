import LatentSpace
import Testing

struct PrincipalComponentsTests {
  let latents = referenceLatents(60, dimension: 5)

  @Test("Variances, components and coordinates are those of scikit-learn")
  func reference() {
    let components = PrincipalComponents(fitting: latents)
    #expect(areClose(components.variances, DiscoveryReference.variances, within: 1e-9))
    #expect(areClose(components.explained, DiscoveryReference.explained, within: 1e-12))
    #expect(
      areClose(
        components.vectors.values.map { Double($0) }, DiscoveryReference.components, within: 1e-6))
    let first = LatentBatch(latents.prefix(4))
    #expect(
      areClose(
        components.project(first).values.map { Double($0) }, DiscoveryReference.projected,
        within: 2e-5))
  }

  @Test("All components give the latents back, fewer the nearest ones of a plane")
  func reconstruction() {
    let components = PrincipalComponents(fitting: latents)
    let again = components.reconstruct(components.project(latents))
    #expect(zip(again.values, latents.values).allSatisfy { abs($0 - $1) < 1e-5 })
    let flat = components.reconstruct(components.project(latents, count: 2))
    let lost = zip(flat, latents).reduce(0.0) { $0 + $1.0.squaredDistanceInDouble(to: $1.1) }
    #expect(abs(lost / 60 - components.variances[2...].reduce(0, +)) < 1e-5)
  }

  @Test(
    "Directions carry the deviation as strength and step, and their largest component is positive")
  func directions() {
    let directions = PrincipalComponents(fitting: latents).directions
    #expect(directions.names == ["PC 1", "PC 2", "PC 3", "PC 4", "PC 5"])
    #expect(
      areClose(
        directions.strengths, DiscoveryReference.variances.map { $0.squareRoot() }, within: 1e-9))
    for (vector, step) in zip(directions.scaled, directions.steps) {
      #expect(abs(Double(vector.norm) - step) < 1e-6 * step)
      #expect(vector.max { abs($0) < abs($1) }! > 0)
    }
    #expect(directions.prefix(2).names == ["PC 1", "PC 2"])
    #expect(directions.prefix(9).count == 5)
  }

  @Test("One latent, and latents that are all the same, vary along nothing")
  func degenerate() {
    for latents in [LatentBatch([[1, 2]]), LatentBatch(repeating: [1, 2], count: 5)] {
      let components = PrincipalComponents(fitting: latents)
      #expect(components.variances == [0, 0])
      #expect(components.explained == [0, 0])
      #expect(components.project(latents).values.allSatisfy { $0 == 0 })
    }
    #expect(
      PrincipalComponents(fitting: LatentBatch(values: [], count: 3, dimension: 0)).directions.count
        == 0)
  }
}
