import Foundation
import LatentSpace
import Testing

struct LatentBatchTests {
  let batch = LatentBatch([[1, 2, 3], [4, 5, 6]])

  @Test("Rows are vectors, in order")
  func rows() {
    #expect(batch.count == 2 && batch.dimension == 3)
    #expect(batch[1] == [4, 5, 6])
    #expect(batch.values == [1, 2, 3, 4, 5, 6])
    #expect(batch == LatentBatch(values: [1, 2, 3, 4, 5, 6], count: 2, dimension: 3))
    #expect(batch.map(\.norm).count == 2)
    #expect(Array(batch.dropFirst()) == [[4, 5, 6]])
  }

  @Test("An empty batch keeps its dimension")
  func empty() {
    let empty = LatentBatch(dimension: 7)
    #expect(empty.isEmpty && empty.dimension == 7)
    #expect(LatentBatch([LatentVector](), dimension: 4).dimension == 4)
    #expect((empty + .zero(dimension: 7)).dimension == 7)
    #expect((2 * empty).dimension == 7)
    #expect(empty.selecting([]).dimension == 7)
    #expect(empty.norms.isEmpty && empty.isFinite)
  }

  @Test("A batch of vectors without coordinates still counts them")
  func noCoordinates() {
    let batch = LatentBatch([[], []])
    #expect(batch.count == 2 && batch.dimension == 0)
    #expect(batch.norms == [0, 0])
    #expect(batch.mean == [])
  }

  @Test("Vectors are appended, replaced and selected")
  func editing() {
    var batch = batch
    batch.append([7, 8, 9])
    batch[0] = [0, 0, 0]
    #expect(batch.selecting([2, 0, 2]) == LatentBatch([[7, 8, 9], [0, 0, 0], [7, 8, 9]]))
    batch.append(contentsOf: LatentBatch(repeating: [1, 1, 1], count: 2))
    #expect(batch.count == 5)
    #expect(batch[4] == [1, 1, 1])
  }

  @Test("A vector or a batch is added to every row")
  func arithmetic() {
    #expect(batch + [1, 0, -1] == LatentBatch([[2, 2, 2], [5, 5, 5]]))
    #expect(batch - [1, 2, 3] == LatentBatch([[0, 0, 0], [3, 3, 3]]))
    #expect(batch + batch == 2 * batch)
    #expect(batch - batch == 0 * batch)
    #expect(batch * 2 == 2 * batch)
  }

  @Test("Means, deviations, lengths and inner products have their closed forms")
  func statistics() {
    #expect(batch.mean == [2.5, 3.5, 4.5])
    #expect(batch.standardDeviation == [1.5, 1.5, 1.5])
    #expect(LatentBatch([[3, 4], [0, 2]]).norms == [5, 2])
    #expect(batch.dot([1, 0, 1]) == [4, 10])
    #expect(LatentBatch([[9, 9]]).standardDeviation == [0, 0])
  }

  @Test("The mean of many equal vectors is that vector, to the last bit")
  func stableMean() {
    #expect(LatentBatch(repeating: [0.1, 3e7], count: 10_000).mean == [0.1, 3e7])
  }

  @Test("A batch survives JSON, and damaged ones are refused")
  func coding() throws {
    let data = try JSONEncoder().encode(batch)
    #expect(try JSONDecoder().decode(LatentBatch.self, from: data) == batch)
    let empty = try JSONEncoder().encode(LatentBatch(dimension: 5))
    #expect(try JSONDecoder().decode(LatentBatch.self, from: empty).dimension == 5)
    for text in [
      #"{"count":2,"dimension":2,"values":[1,2,3]}"#,
      #"{"count":-1,"dimension":-1,"values":[1]}"#,
      #"{"count":4611686018427387904,"dimension":4,"values":[]}"#,
    ] {
      #expect(throws: DecodingError.self) {
        try JSONDecoder().decode(LatentBatch.self, from: Data(text.utf8))
      }
    }
  }

  #if compiler(>=6.2)
    @Test("Rows of another dimension, and the mean of nothing, stop the program")
    func bugs() async {
      await #expect(processExitsWith: .failure) {
        var batch = LatentBatch([[1, 2]])
        batch.append([1])
      }
      await #expect(processExitsWith: .failure) { _ = LatentBatch(dimension: 2).mean }
      await #expect(processExitsWith: .failure) { _ = LatentBatch([[1, 2]])[1] }
    }
  #endif
}
