import Foundation
import LatentData
import Testing

/// `grid` and `traverse` on the tiny model: what stands where.
@Suite struct GridCommandTests {
  /// The cell of a sheet of pictures of 8 × 8 with gaps of 2.
  private func cell(_ picture: Picture, _ row: Int, _ column: Int) -> Picture {
    picture.cropped(x: 10 * column, y: 10 * row, width: 8, height: 8)
  }

  private func sheet(_ words: String, in folder: String) throws -> Picture {
    let outcome = try LatentTool.run(
      words.split(separator: " ").map(String.init) + ["--scale", "1", "-o", "x.png"], in: folder)
    try #require(outcome.status == 0, "\(outcome.errors)")
    return try TinyWorld.picture("x.png", in: folder).picture
  }

  @Test func `The corners of a gradient are its samples as the model sees them`() throws {
    try TinyWorld.withCopy { folder in
      let grid = try sheet(
        "grid model.safetensors data.npy:0-3 --rows 3 --columns 4 --shoulders", in: folder)
      #expect((grid.width, grid.height) == (6 * 10 - 2, 3 * 10 - 2))
      let pairs = try sheet("reconstruct model.safetensors data.npy:0-3", in: folder)
      for (index, place) in [(0, 1), (0, 4), (2, 1), (2, 4)].enumerated() {
        #expect(cell(grid, place.0, place.1) == cell(pairs, 1, index))
        #expect(cell(grid, place.0, place.1 == 1 ? 0 : 5) == cell(pairs, 0, index))
      }
    }
  }

  @Test func `The last corner of an analogy is what the command of that name finds`() throws {
    try TinyWorld.withCopy { folder in
      let grid = try sheet(
        "grid model.safetensors data.npy:0-2 --shape analogy --rows 2 --columns 2", in: folder)
      let answer = try sheet(
        "analogy model.safetensors data.npy:0 data.npy:1 data.npy:2", in: folder)
      #expect(grid == answer)
    }
  }

  @Test func `A lattice of the seed's anchors has any size`() throws {
    try TinyWorld.withCopy { folder in
      let grid = try sheet(
        "grid model.safetensors --shape lattice --rows 4 --columns 6 --spacing 3 --seed 2",
        in: folder)
      #expect((grid.width, grid.height) == (6 * 10 - 2, 4 * 10 - 2))
      // Six anchors, of which the first two stand three columns apart in the first row.
      let anchors = try sheet("sample model.safetensors --count 6 --columns 6 --seed 2", in: folder)
      #expect(cell(grid, 0, 0) == cell(anchors, 0, 0))
      #expect(cell(grid, 0, 3) == cell(anchors, 0, 1))
      #expect(cell(grid, 3, 0) == cell(anchors, 0, 3))
    }
  }

  @Test func `A traversal's rows are the dimensions by what they carry`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "traverse", "model.safetensors", "data.npy:5", "--data", "data.npy", "--json", "--scale",
        "1", "-o", "x.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let lines = try outcome.output.split(separator: "\n").map {
        try JSONValue(Array($0.utf8)[...])
      }
      let divergences = lines.compactMap { $0["divergence"]?.double }
      #expect(divergences == divergences.sorted(by: >))
      #expect(Set(lines.compactMap { $0["dimension"]?.integer }) == [0, 1, 2])
      let picture = try TinyWorld.picture("x.png", in: folder).picture
      #expect((picture.width, picture.height) == (9 * 10 - 2, 3 * 10 - 2))
      let named = try sheet(
        "traverse model.safetensors data.npy:5 --dimensions 2 --reach 3 --columns 3", in: folder)
      #expect((named.width, named.height) == (28, 8))
      #expect(cell(named, 0, 0) != cell(named, 0, 2))
    }
  }

  @Test func `A sample's neighbours are others, nearest first`() throws {
    try TinyWorld.withCopy { folder in
      let outcome = try TinyWorld.run(
        "neighbors", "model.safetensors", "data.npy", "data.npy:4", "--count", "3", "--json",
        "--scale", "1", "-o", "x.png", in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      let line = try JSONValue(Array(outcome.output.utf8)[...])
      let neighbors = try #require(line["neighbors"]?.array)
      let distances = neighbors.compactMap { $0["distance"]?.double }
      #expect(distances.count == 3)
      #expect(distances == distances.sorted())
      #expect(!neighbors.contains { $0["sample"] == .string("data.npy:4") })
      let picture = try TinyWorld.picture("x.png", in: folder).picture
      #expect((picture.width, picture.height) == (38, 8))
      let seen = try sheet("reconstruct model.safetensors data.npy:4", in: folder)
      #expect(cell(picture, 0, 0) == cell(seen, 0, 0))
    }
  }

  @Test(arguments: [
    ("grid model.safetensors data.npy:0-2 -o x.png", 2, "needs 4 samples, but got 3"),
    ("grid model.safetensors --shape manifold -o x.png", 1, "train one with --latent 2"),
    ("grid model.safetensors --shoulders -o x.png", 2, "--shoulders needs samples"),
    ("grid model.safetensors --shape ring -o x.png", 2, "--shape needs one of"),
    ("traverse model.safetensors --dimensions 3 -o x.png", 2, "there is no dimension 3"),
    ("traverse model.safetensors data.npy:0-1 -o x.png", 2, "starts at one sample"),
  ])
  func `A mistake is said and nothing is written`(
    words: String, status: Int32, message: String
  ) throws {
    try TinyWorld.expectMistake(words, status: status, message: message)
  }
}
