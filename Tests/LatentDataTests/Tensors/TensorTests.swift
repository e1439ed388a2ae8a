import Foundation
import LatentData
import Testing

@Suite struct TensorTests {
  @Test("Values lie in row-major order")
  func rowMajor() {
    var tensor = Tensor(zeros: [2, 3])
    tensor[1, 2] = 5
    tensor[0, 1] = 4
    #expect(tensor.values == [0, 4, 0, 0, 0, 5])
    #expect(tensor[1, 2] == 5 && tensor.count == 6)
    #expect(tensor.reshaped(to: [6]).values == tensor.values)
  }

  @Test("A shape counts its values, and an empty shape is one number")
  func shapeCounts() {
    let shape: Tensor.Shape = [28, 28, 1]
    #expect(shape.count == 784 && shape.rank == 3 && shape[0] == 28)
    #expect(shape.description == "28 × 28 × 1")
    #expect(([] as Tensor.Shape).count == 1 && ([3, 0] as Tensor.Shape).count == 0)
  }

  @Test("Sizes from outside that are negative or too large make no shape")
  func hostileShapes() {
    #expect(Tensor.Shape(checking: [-1, 2]) == nil)
    #expect(Tensor.Shape(checking: [Int.max, 2]) == nil)
    #expect(Tensor.Shape(checking: [0, Int.max, Int.max]) == nil)
    #expect(Tensor.Shape(checking: [1 << 30, 1 << 30]) == nil)
    #expect(Tensor.Shape(checking: [7])?.count == 7)
  }

  @Test("A shape is a plain list in JSON, and a hostile list is an error")
  func shapeCodable() throws {
    let data = try JSONEncoder().encode([2, 3] as Tensor.Shape)
    #expect(String(decoding: data, as: UTF8.self) == "[2,3]")
    #expect(try JSONDecoder().decode(Tensor.Shape.self, from: data) == [2, 3])
    for text in ["[-1]", "[4611686018427387904,4]", "[\"a\"]", "{}"] {
      #expect(throws: (any Error).self) {
        try JSONDecoder().decode(Tensor.Shape.self, from: Data(text.utf8))
      }
    }
  }

  @Test("Tensors and arrays turn into values and back unchanged")
  func convertible() {
    let tensor = Tensor(shape: [2, 2], values: [1, -2, .infinity, 0.25])
    #expect(Tensor(tensor.tensor) == tensor)
    let vector: [Float] = [3, 1, 4]
    #expect(vector.tensor == Tensor(shape: [3], values: vector))
    #expect([Float](vector.tensor) == vector)
    #expect([Float].accepts([3]) && ![Float].accepts([3, 1]) && Tensor.accepts([3, 1, 1, 1]))
    #expect(([1] as [Float]).contentBytes == [0, 0, 128, 63])
  }
}
