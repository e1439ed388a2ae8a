import LatentSpace
import Testing

struct ClassDensitiesTests {
  @Test("Each class has the density of its own latents")
  func classes() throws {
    let latents = LatentBatch([[0, 0], [9, 9], [2, 0], [9, 7], [5, 5]])
    let densities = ClassDensities(fitting: latents, labels: ["b", "a", "b", "a", "c"])
    #expect(densities.classes == ["a", "b", "c"])
    #expect(try #require(densities["b"]).mean == [1, 0])
    #expect(try #require(densities["a"]).mean == [9, 8])
    #expect(densities["d"] == nil)
    var generator = SeededGenerator(seed: 1)
    let draws = try #require(densities["c"]).sample(count: 5, using: &generator)
    #expect(draws.allSatisfy { $0.distance(to: [5, 5]) < 0.5 })
  }
}
