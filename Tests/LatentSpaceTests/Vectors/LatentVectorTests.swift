import Foundation
import LatentSpace
import Testing

struct LatentVectorTests {
  let a: LatentVector = [1, -2, 3]
  let b: LatentVector = [0.5, 4, -1]

  @Test("Sums, differences and multiples work coordinate by coordinate")
  func arithmetic() {
    #expect(a + b == [1.5, 2, 2])
    #expect(a - b == [0.5, -6, 4])
    #expect(-a == [-1, 2, -3])
    #expect(2 * a == [2, -4, 6])
    #expect(a * 2 == 2 * a)
    #expect(a / 2 == [0.5, -1, 1.5])
    var c = a
    c += b
    c -= b
    c *= 3
    #expect(c == [3, -6, 9])
  }

  @Test("Inner products, lengths, distances and cosines have their closed forms")
  func geometry() {
    #expect(a.dot(b) == 0.5 - 8 - 3)
    #expect(([3, 4] as LatentVector).norm == 5)
    #expect(([1, 1] as LatentVector).distance(to: [4, 5]) == 5)
    #expect(a.cosine(to: a) == 1)
    #expect(a.cosine(to: -2 * a) == -1)
    #expect(([1, 0] as LatentVector).cosine(to: [0, 3]) == 0)
    #expect(a.cosine(to: .zero(dimension: 3)) == 0)
    #expect(([3, 4] as LatentVector).normalized == [0.6, 0.8])
    #expect(LatentVector.zero(dimension: 2).normalized == [0, 0])
    #expect(LatentVector([]).norm == 0)
  }

  @Test("Lengths neither overflow nor vanish at the ends of the range of floats")
  func extremes() {
    let large = LatentVector(repeating: .greatestFiniteMagnitude / 4, dimension: 4)
    #expect(large.norm == .greatestFiniteMagnitude / 2)
    #expect(large.cosine(to: large) == 1)
    let small = LatentVector(repeating: .leastNonzeroMagnitude, dimension: 4)
    #expect(small.norm == 2 * .leastNonzeroMagnitude)
    #expect(small.normalized == [0.5, 0.5, 0.5, 0.5])
  }

  @Test("Inner products follow the order of sixteen lanes, for every length")
  func laneOrder() {
    for count in 0..<70 {
      let x = (0..<count).map { Float(sin(0.7 * Double($0))) * 1e3 }
      let y = (0..<count).map { Float(cos(1.3 * Double($0))) }
      var lanes = [Double](repeating: 0, count: 16)
      for index in 0..<count { lanes[index % 16] += Double(x[index]) * Double(y[index]) }
      for width in [8, 4, 2, 1] {
        for lane in 0..<width { lanes[lane] += lanes[lane + width] }
      }
      #expect(LatentVector(x).dot(LatentVector(y)) == Float(lanes[0]))
    }
  }

  @Test("A vector is a collection of its coordinates")
  func collection() {
    var vector = a
    #expect(vector.count == 3)
    #expect(vector.max() == 3)
    #expect(Array(vector) == [1, -2, 3])
    vector[1] = 7
    #expect(vector == [1, 7, 3])
    #expect(LatentVector(repeating: 2, dimension: 2) == [2, 2])
    #expect(LatentVector(stride(from: Float(0), to: 3, by: 1)) == [0, 1, 2])
    #expect(!LatentVector([1, .infinity]).isFinite && a.isFinite)
    #expect(a.description == "[1.0, -2.0, 3.0]")
  }

  @Test("A vector is written as a plain array and read back with the same bits")
  func coding() throws {
    let vector: LatentVector = [0.1, -1e-30, 3.4e38]
    let data = try JSONEncoder().encode(vector)
    #expect(try JSONDecoder().decode(LatentVector.self, from: data) == vector)
    #expect(try JSONDecoder().decode(LatentVector.self, from: Data("[1,2]".utf8)) == [1, 2])
  }

  #if compiler(>=6.2)
    @Test("Vectors of different dimensions stop the program with a sentence")
    func wrongDimension() async {
      await #expect(processExitsWith: .failure) {
        _ = ([1, 2] as LatentVector) + ([1] as LatentVector)
      }
      await #expect(processExitsWith: .failure) {
        _ = ([1, 2] as LatentVector).cosine(to: [0])
      }
    }
  #endif
}
