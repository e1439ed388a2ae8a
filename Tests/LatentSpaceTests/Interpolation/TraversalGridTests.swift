import LatentSpace
import Testing

struct TraversalGridTests {
  let z: LatentVector = [5, 6, 7]

  @Test("A row changes its own dimension only, from low to high")
  func oneDimension() {
    let grid = LatentGrid.traversal(
      from: z, dimensions: [2, 0], columns: 3, range: .absolute(2))
    #expect(Array(grid.latents[0..<3]) == [[5, 6, -2], [5, 6, 0], [5, 6, 2]])
    #expect(Array(grid.latents[3..<6]) == [[-2, 6, 7], [0, 6, 7], [2, 6, 7]])
  }

  @Test("Ranges follow the prior, the data's deviation, or the data's quantiles")
  func ranges() {
    let data = LatentBatch((0...10).map { [Float($0), 0, 0] })
    func values(_ range: LatentGrid.TraversalRange) -> [Float] {
      LatentGrid.traversal(from: z, dimensions: [0], columns: 3, range: range).latents.map(\.[0])
    }
    let prior = values(.prior(probability: 0.025))
    #expect(abs(prior[0] + 1.959964) < 1e-5 && abs(prior[1]) < 1e-6)
    #expect(abs(prior[2] - 1.959964) < 1e-5)
    let deviation = Float(10).squareRoot()
    for (found, exact) in zip(
      values(.deviations(2, of: data)), [5 - 2 * deviation, 5, 5 + 2 * deviation])
    { #expect(abs(found - exact) < 1e-5) }
    for (found, exact) in zip(values(.quantiles(probability: 0.1, of: data)), [1, 5, 9] as [Float])
    {
      #expect(abs(found - exact) < 1e-5)
    }
    let one = LatentGrid.traversal(from: z, dimensions: [1], columns: 1, range: .absolute(3))
    #expect(one[0, 0] == [5, 0, 7])
  }

  @Test("A sweep adds two attributes, right and down")
  func sweep() {
    let attributes = [[1, 0], [0, 1]].map {
      AttributeVector(
        vector: LatentVector($0), bias: 0, provenance: AttributeProvenance(method: .given))
    }
    let grid = LatentGrid.sweep(
      from: [10, 20], attributes[0], attributes[1], amounts: -1...1, rows: 3, columns: 2)
    #expect(grid[0, 0] == [9, 19] && grid[0, 1] == [11, 19] && grid[2, 0] == [9, 21])
    #expect(grid[1, 1] == [11, 20])
  }
}
