import Foundation
import LatentSpace
import Testing

struct SeededGeneratorTests {
  @Test("Blocks agree with the published known answers of Random123")
  func knownAnswers() {
    // kat_vectors, philox4x32 with ten rounds: counter, key, result.
    let zero = Philox.block(counter: SIMD4(0, 0, 0, 0), key: SIMD2(0, 0))
    #expect(zero == SIMD4(0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8))
    let ones = Philox.block(counter: SIMD4(repeating: .max), key: SIMD2(repeating: .max))
    #expect(ones == SIMD4(0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd))
    let pi = Philox.block(
      counter: SIMD4(0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344),
      key: SIMD2(0xa409_3822, 0x299f_31d0))
    #expect(pi == SIMD4(0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1))
  }

  @Test("Numbers are the words of the blocks, low word first")
  func wordOrder() {
    var generator = SeededGenerator(seed: 0)
    #expect(generator.next() == 0xe169_c58d_6627_e8d5)
    #expect(generator.next() == 0x9b00_dbd8_bc57_ac4c)
  }

  @Test("The same seed gives the same numbers, another seed or stream others")
  func seeds() {
    func draw(_ generator: SeededGenerator) -> [UInt64] {
      var generator = generator
      return (0..<8).map { _ in generator.next() }
    }
    #expect(draw(SeededGenerator(seed: 7)) == draw(SeededGenerator(seed: 7)))
    #expect(draw(SeededGenerator(seed: 7)) != draw(SeededGenerator(seed: 8)))
    #expect(draw(SeededGenerator(seed: 7)) != draw(SeededGenerator(seed: 7, stream: 1)))
  }

  @Test("A sequence can be entered at any position")
  func positions() {
    var whole = SeededGenerator(seed: 5, stream: 9)
    let numbers = (0..<20).map { _ in whole.next() }
    for position in 0..<20 {
      var late = SeededGenerator(seed: 5, stream: 9, position: UInt64(position))
      #expect((position..<20).map { _ in late.next() } == Array(numbers[position...]))
      #expect(late == whole)
      #expect(late.hashValue == whole.hashValue)
    }
    #expect(whole.position == 20)
  }

  @Test("Streams depend on the index alone and differ from one another and from the parent")
  func streams() {
    let fresh = SeededGenerator(seed: 1)
    var used = fresh
    _ = used.next()
    #expect(used.stream(3) == fresh.stream(3))
    var firsts: Set<UInt64> = []
    for index in 0..<1000 {
      var stream = fresh.stream(index)
      firsts.insert(stream.next())
      var nested = stream.stream(0)
      firsts.insert(nested.next())
    }
    #expect(firsts.count == 2000)
  }

  @Test("Splitting moves on and gives a generator of its own")
  func splits() {
    var generator = SeededGenerator(seed: 1)
    var first = generator.split()
    var second = generator.split()
    #expect(generator.position == 4)
    #expect(first.next() != second.next())
  }

  @Test("A written generator goes on where it stood")
  func coding() throws {
    var generator = SeededGenerator(seed: .max, stream: .max - 1)
    for _ in 0..<3 { _ = generator.next() }
    let data = try JSONEncoder().encode(generator)
    var read = try JSONDecoder().decode(SeededGenerator.self, from: data)
    #expect(read == generator)
    #expect(read.next() == generator.next())
    #expect(read.next() == generator.next())
  }

  @Test("Bits are even, in every place")
  func bitFrequencies() {
    var generator = SeededGenerator(seed: 42)
    var counts = [Int](repeating: 0, count: 64)
    let draws = 20_000
    for _ in 0..<draws {
      let number = generator.next()
      for bit in 0..<64 where number >> UInt64(bit) & 1 == 1 { counts[bit] += 1 }
    }
    // Five standard deviations of a fair coin.
    for count in counts { #expect(abs(count - draws / 2) < 354) }
  }
}
