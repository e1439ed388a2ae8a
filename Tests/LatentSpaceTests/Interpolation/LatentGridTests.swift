import LatentSpace
import Testing

struct LatentGridTests {
  let a: LatentVector = [0.1, 1]
  let b: LatentVector = [2, 0.3]
  let c: LatentVector = [-1, 0.7]
  let d: LatentVector = [4, 4]

  @Test("A gradient has its corners bit for bit, and is bilinear between them")
  func gradient() {
    for interpolation in Interpolation.all {
      let grid = LatentGrid.gradient(
        topLeft: a, topRight: b, bottomLeft: c, bottomRight: d, rows: 4, columns: 6,
        along: interpolation)
      #expect(grid[0, 0] == a && grid[0, 5] == b && grid[3, 0] == c && grid[3, 5] == d)
    }
    let grid = LatentGrid.gradient(
      topLeft: [0, 0], topRight: [2, 0], bottomLeft: [0, 4], bottomRight: [2, 4], rows: 3,
      columns: 3, along: .linear)
    #expect(grid[1, 1] == [1, 2])
    let one = LatentGrid.gradient(
      topLeft: a, topRight: b, bottomLeft: c, bottomRight: d, rows: 1, columns: 1)
    #expect(one.latents == LatentBatch([a]))
  }

  @Test("An analogy completes the parallelogram")
  func analogy() {
    let grid = LatentGrid.analogy(a, b, c, rows: 2, columns: 2)
    #expect(grid[1, 1] == b + c - a)
  }

  @Test("A lattice passes through its anchors, for any size")
  func lattice() {
    for (rows, columns, spacing) in [(5, 9, 4), (6, 7, 4), (1, 1, 3), (3, 3, 1), (4, 2, 5)] {
      let size = LatentGrid.anchorCounts(rows: rows, columns: columns, spacing: spacing)
      let anchors = LatentBatch(
        (0..<size.rows * size.columns).map { [Float($0) + 1, Float($0 * $0 % 7)] })
      let grid = LatentGrid.lattice(
        anchors: anchors, rows: rows, columns: columns, spacing: spacing)
      for row in stride(from: 0, to: rows, by: spacing) {
        for column in stride(from: 0, to: columns, by: spacing) {
          let anchor = anchors[row / spacing * size.columns + column / spacing]
          #expect(grid[row, column] == anchor)
        }
      }
    }
    #expect(LatentGrid.anchorCounts(rows: 5, columns: 6, spacing: 4) == (2, 3))
  }

  @Test("The manifold of two dimensions has the prior's quantiles, right and upwards")
  func manifold() {
    let grid = LatentGrid.manifold(rows: 3, columns: 3)
    #expect(abs(grid[1, 1][0]) < 1e-7 && abs(grid[1, 1][1]) < 1e-7)
    // Φ⁻¹(1/6) = −0.9674
    #expect(abs(grid[0, 0][0] + 0.9674216) < 1e-6)
    #expect(abs(grid[0, 0][1] - 0.9674216) < 1e-6)
  }

  @Test("A grid is decoded row by row")
  func decoding() {
    let grid = LatentGrid.gradient(
      topLeft: [0, 0], topRight: [2, 0], bottomLeft: [0, 4], bottomRight: [2, 4], rows: 2,
      columns: 2)
    #expect(LineModel().decode(grid).map(\.blue) == [0, 2, 4, 6])
  }
}
