import LatentGallery
import Latents
import Testing

/// The code and the pictures of `docs/guides/grids.md`.
@Suite struct GridsGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings

  @Test("A gradient has its corners in the corners")
  func gradient() throws {
    let corners = avatars.encode([3, 16, 86, 122].map { data.samples[$0] })
    let grid = LatentGrid.gradient(
      topLeft: corners[0], topRight: corners[1], bottomLeft: corners[2], bottomRight: corners[3],
      rows: 5, columns: 9)
    let sheet = Picture(sheet: avatars.decode(grid), columns: grid.columns)
    #expect(grid[0, 0] == corners[0] && grid[4, 8] == corners[3])
    try expectPicture(sheet, "grids-gradient")
  }

  @Test("An analogy's fourth corner is the answer")
  func analogy() throws {
    let (a, b, c) = (data.samples[913], data.samples[271], data.samples[62])
    let latents = avatars.encode([a, b, c])
    let grid = LatentGrid.analogy(latents[0], latents[1], latents[2], rows: 5, columns: 7)
    let diagram = Picture(
      sheet: avatars.decode(grid), columns: grid.columns, shoulders: [a, b, c])
    #expect(grid[4, 6] == latents[1] + latents[2] - latents[0])
    #expect(avatars.decode(grid).last == avatars.analogy(from: a, to: b, appliedTo: c))
    try expectPicture(diagram, "grids-analogy")

    // A has no beard and B has one, so the answer has more of one than C.
    let flags = data.train.flags(of: "beard")
    let beard = try AttributeVector(
      encodings, hasAttribute: flags,
      balancing: [Confounder(name: "hair", values: data.train.texts(of: "long_hair"))],
      leavingOutSmallCells: true)
    let answer: LatentVector = avatars.encode(avatars.decode(grid[4, 6]))
    #expect(beard.score(of: answer) > beard.score(of: latents[2]) + 2)
  }

  @Test("A lattice has its anchors at even distances")
  func lattice() throws {
    let anchors = avatars.encode([3, 16, 1, 86, 4, 12, 122, 14, 7].map { data.samples[$0] })
    let grid = LatentGrid.lattice(anchors: anchors, rows: 7, columns: 7, spacing: 3)
    let sheet = Picture(sheet: avatars.decode(grid), columns: grid.columns)
    #expect(grid[0, 0] == anchors[0] && grid[3, 3] == anchors[4] && grid[6, 6] == anchors[8])
    try expectPicture(sheet, "grids-lattice")

    let needed = LatentGrid.anchorCounts(rows: 6, columns: 10, spacing: 4)
    #expect(needed.rows == 3 && needed.columns == 4)
  }

  @Test("A traversal changes one dimension in each row")
  func traversal() throws {
    let informative = avatars.posterior(of: data.test.samples).divergences.mean
    let order = informative.indices.sorted { informative[$0] > informative[$1] }
    let grid = LatentGrid.traversal(
      from: avatars.encode(data.samples[48]), dimensions: Array(order.prefix(5)), columns: 9,
      range: .quantiles(probability: 0.05, of: encodings))
    let sheet = Picture(sheet: avatars.decode(grid), columns: grid.columns)
    for row in 0..<5 {
      let change = grid[row, 8] - grid[row, 0]
      #expect(change.indices.allSatisfy { (change[$0] != 0) == ($0 == order[row]) })
    }
    try expectPicture(sheet, "grids-traversal")
  }

  @Test("A two-dimensional space is seen as a whole")
  func manifold() throws {
    let model = GuideFaces.flat
    let grid = LatentGrid.manifold(rows: 9, columns: 18)
    let sheet = Picture(sheet: model.decode(grid), columns: grid.columns, gap: 0)
    #expect(abs(grid[4, 0][1]) < 1e-6 && abs(grid[0, 0][0] + 1.915) < 1e-3)
    try expectPicture(sheet, "grids-manifold")
  }
}
