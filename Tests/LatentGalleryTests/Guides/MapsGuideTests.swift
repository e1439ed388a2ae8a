import LatentGallery
import Latents
import Testing

/// The code and the figures of `docs/guides/maps.md`.
@Suite struct MapsGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings

  @Test("Neighbours, clusters and three maps of the faces")
  func maps() {
    let face = avatars.encode(data.samples[62])
    let twins = encodings.indices(closestTo: face, count: 5)
    let nearest = encodings.neighbors(count: 10)
    #expect(twins.count == 5 && nearest.count == encodings.count)

    var generator = SeededGenerator(seed: 7)
    let clusters = KMeans(fitting: encodings, count: 6, using: &generator)
    let typical = avatars.decode(clusters.centers)
    #expect(typical.count == 6 && clusters.sizes.reduce(0, +) == encodings.count)

    let smile = AttributeVector(
      from: encodings.selecting(data.train.indices(where: "smiling", is: false)),
      to: encodings.selecting(data.train.indices(where: "smiling", is: true)), named: "smiling")
    let some = LatentBatch(encodings.prefix(1000))
    let plane = LatentMap(principalComponentsOf: some)
    let smiles = LatentMap(of: some, along: smile)
    let embedding = LatentMap(TSNE(fitting: some, using: &generator))
    for map in [plane, smiles, embedding] {
      let quality = map.quality(for: some, neighborCount: 10)
      print(map.method, map.explained ?? "not linear", quality.trustworthiness)
    }
    #expect(abs(plane.explained! - 0.328) < 1e-3 && abs(smiles.explained! - 0.215) < 1e-3)
    #expect(abs(plane.quality(for: some).trustworthiness - 0.790) < 1e-3)
    #expect(abs(smiles.quality(for: some).trustworthiness - 0.727) < 1e-3)
    #expect(embedding.quality(for: some).trustworthiness > 0.97)
  }

  @Test("The data along a morph, and where a decoder changes fast")
  func density() {
    let ends = avatars.encode([data.samples[3], data.samples[8]])
    let path = ends[0].path(to: ends[1], count: 9, along: .spherical)
    let density = PathDensity(
      of: encodings, along: path, radius: 5, under: FullNormal(fitting: encodings))
    print(density.counts, density.nearest.map(\.distance), density.logDensities ?? [])
    #expect(density.counts == [450, 431, 372, 305, 266, 223, 224, 240, 220])

    let model = GuideFaces.flat
    let grid = LatentGrid.manifold(rows: 8, columns: 8)
    let magnification = model.magnification(at: grid.latents)
    #expect(magnification.allSatisfy { $0.isFinite && $0 >= 0 })
  }
}
