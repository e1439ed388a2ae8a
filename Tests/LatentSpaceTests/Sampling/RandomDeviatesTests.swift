import LatentSpace
import Testing

struct RandomDeviatesTests {
  @Test("Uniform numbers lie in [0, 1), for hostile generators too")
  func uniformRange() {
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    #expect(zeros.nextUniform() == 0)
    #expect(ones.nextUniform() == 1 - 0x1p-53)
    #expect(zeros.nextUniformFloat() == 0)
    #expect(ones.nextUniformFloat() == 1 - 0x1p-24)
  }

  @Test("Uniform numbers fill their bins evenly")
  func uniformFrequencies() {
    var generator = SeededGenerator(seed: 11)
    var counts = [Int](repeating: 0, count: 20)
    for _ in 0..<40_000 { counts[Int(generator.nextUniform() * 20)] += 1 }
    // χ² with 19 degrees of freedom: 43.8 is the 0.999 quantile.
    let statistic = counts.reduce(0.0) { $0 + Double(($1 - 2000) * ($1 - 2000)) / 2000 }
    #expect(statistic < 43.8)
    #expect(statistic > 4)
  }

  @Test("Indices stay below the bound, reach each value, and are even")
  func indices() {
    var generator = SeededGenerator(seed: 12)
    var counts = [Int](repeating: 0, count: 7)
    for _ in 0..<70_000 { counts[generator.nextIndex(below: 7)] += 1 }
    let statistic = counts.reduce(0.0) {
      $0 + Double(($1 - 10_000) * ($1 - 10_000)) / 10_000
    }
    #expect(statistic < 22.5)
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    for bound in [1, 2, 7, 1 << 40, .max] {
      #expect(zeros.nextIndex(below: bound) == 0)
      #expect(ones.nextIndex(below: bound) == bound - 1)
    }
  }

  @Test("Normal deviates of hostile generators are finite and symmetric")
  func hostileNormals() {
    var (zeros, ones) = (ConstantGenerator.zeros, ConstantGenerator.ones)
    // Φ⁻¹(2⁻⁵³) by an independent computation with 30 digits.
    #expect(abs(zeros.nextNormal() + 8.209536151601387) < 1e-12)
    #expect(ones.nextNormal() == -zeros.nextNormal())
    var middle = ConstantGenerator(bits: 1 << 63)
    #expect(middle.nextNormal() > 0)
    #expect(middle.nextNormal() < 1e-15)
  }

  @Test("Normal deviates grow with the bits")
  func monotone() {
    var last = -Double.infinity
    for step in 0..<4096 {
      var generator = ConstantGenerator(bits: UInt64(step) << 52)
      let deviate = generator.nextNormal()
      #expect(deviate > last)
      last = deviate
    }
  }

  @Test("Normal deviates have the moments and the tails of N(0, 1)")
  func normalMoments() {
    var generator = SeededGenerator(seed: 13)
    let count = 40_000
    let deviates = (0..<count).map { _ in generator.nextNormal() }
    let mean = deviates.reduce(0, +) / Double(count)
    let second = deviates.reduce(0) { $0 + $1 * $1 } / Double(count)
    let third = deviates.reduce(0) { $0 + $1 * $1 * $1 } / Double(count)
    let fourth = deviates.reduce(0) { $0 + $1 * $1 * $1 * $1 } / Double(count)
    #expect(abs(mean) < 0.02)
    #expect(abs(second - 1) < 0.03)
    #expect(abs(third) < 0.08)
    #expect(abs(fourth - 3) < 0.25)
    let outside = deviates.count { abs($0) > 1.959963984540054 }
    #expect(abs(outside - count / 20) < 220)
  }

  @Test("Each number takes one draw, a permutation one less than its count")
  func draws() {
    var generator = CountingGenerator()
    _ = generator.nextUniform()
    _ = generator.nextNormal()
    _ = generator.nextIndex(below: 3)
    #expect(generator.draws == 3)
    _ = generator.nextNormalVector(dimension: 5)
    #expect(generator.draws == 8)
    _ = generator.nextPermutation(count: 10)
    #expect(generator.draws == 17)
    #expect(generator.nextPermutation(count: 0).isEmpty)
    #expect(generator.nextPermutation(count: 1) == [0])
    #expect(generator.draws == 17)
  }

  @Test("Permutations are permutations, and all orders are equally frequent")
  func permutations() {
    var generator = SeededGenerator(seed: 14)
    var counts: [[Int]: Int] = [:]
    for _ in 0..<24_000 { counts[generator.nextPermutation(count: 4), default: 0] += 1 }
    #expect(counts.count == 24)
    let statistic = counts.values.reduce(0.0) { $0 + Double(($1 - 1000) * ($1 - 1000)) / 1000 }
    // χ² with 23 degrees of freedom: 49.7 is the 0.999 quantile.
    #expect(statistic < 49.7)
    var zeros = ConstantGenerator.zeros
    #expect(zeros.nextPermutation(count: 5).sorted() == [0, 1, 2, 3, 4])
    var ones = ConstantGenerator.ones
    #expect(ones.nextPermutation(count: 5) == [0, 1, 2, 3, 4])
  }
}
