import LatentSpace
import Testing

struct PathBetweenTests {
  @Test("A path has the asked count, both ends included and exact")
  func ends() {
    let (a, b): (LatentVector, LatentVector) = ([0.1, 0.2], [0.3, -0.7])
    let path = a.path(to: b, count: 9)
    #expect(path.count == 9)
    #expect(path.first == a && path.last == b)
    #expect(a.path(to: b, count: 2) == LatentBatch([a, b]))
    #expect(a.path(to: b, count: 1) == LatentBatch([a]))
    #expect(a.path(to: b, count: 0) == LatentBatch(dimension: 2))
  }

  @Test("Steps of a straight path are even")
  func evenSteps() {
    let path = ([0, 0] as LatentVector).path(to: [4, -8], count: 5, along: .linear)
    #expect(Array(path) == [[0, 0], [1, -2], [2, -4], [3, -6], [4, -8]])
  }

  @Test("A morph starts and ends with the reconstructions of its ends")
  func morph() {
    let model = LineModel()
    let (first, last) = (
      Colour(red: 1, green: 0, blue: 1), Colour(red: 0, green: 2, blue: 9)
    )
    let colours = model.morph(from: first, to: last, count: 3, along: .linear)
    #expect(
      colours == [first, Colour(red: 0.5, green: 1, blue: 1.5), model.reconstruct(last)])
    #expect(model.morph(from: first, to: last, count: 7).count == 7)
  }
}
