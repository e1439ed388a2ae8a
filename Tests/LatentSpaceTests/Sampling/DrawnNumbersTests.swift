import LatentSpace
import Testing

/// A seeded generator that nothing can recognise as one.
private struct Disguised: RandomNumberGenerator {
  var inner: SeededGenerator
  mutating func next() -> UInt64 { inner.next() }
}

extension KernelTests {
  /// Samples must not depend on who draws, on how many are asked for, or on the machine.
  @Suite struct DrawnNumbers {
    let dimension = 7

    var samplers: [any LatentSampler] {
      var generator = SeededGenerator(seed: 2)
      let latents = DiagonalNormal.standard(dimension: dimension).sample(
        count: 60, using: &generator)
      return [
        DiagonalNormal(fitting: latents), FullNormal(fitting: latents),
        TruncatedNormal(.standard(dimension: dimension), limit: 1),
        GaussianMixture(fitting: latents, componentCount: 3, using: &generator),
      ]
    }

    func expectSame(_ draw: (inout any RandomNumberGenerator) -> LatentBatch) {
      var first: LatentBatch?
      for position: UInt64 in [0, 3] {
        first = nil
        forEachMachine { machine in
          let start = SeededGenerator(seed: 5, stream: 1, position: position)
          for isDisguised in [false, true] {
            var generator: any RandomNumberGenerator =
              isDisguised ? Disguised(inner: start) : start
            let batch = draw(&generator)
            #expect(batch == first ?? batch, "\(machine), \(isDisguised)")
            first = batch
            // Both stand where as many single draws would have left them.
            let end = (generator as? Disguised)?.inner ?? generator as? SeededGenerator
            #expect(end?.position == (end?.position ?? 0))
            var next = SeededGenerator(seed: 5, stream: 1, position: end?.position ?? 0)
            #expect(generator.next() == next.next(), "\(machine)")
          }
        }
      }
    }

    @Test func `Samples do not depend on the generator's type or the machine`() {
      for sampler in samplers {
        expectSame { sampler.sample(count: 400, temperature: 0.8, using: &$0) }
      }
      func vary(_ generator: inout some RandomNumberGenerator) -> LatentBatch {
        LatentVector([1, -2, 0.5, 0, 3, 1, 1]).variations(count: 400, using: &generator)
      }
      // Written out: the compiler loses its way in the short form without optimisation.
      expectSame { (generator: inout any RandomNumberGenerator) -> LatentBatch in vary(&generator) }
    }

    @Test func `The first samples do not depend on how many are asked for`() {
      for sampler in samplers {
        var (one, other) = (SeededGenerator(seed: 8), SeededGenerator(seed: 8))
        let few = sampler.sample(count: 3, using: &one)
        let many = sampler.sample(count: 500, using: &other)
        #expect(few == many.selecting(0..<3))
        #expect(other.position > one.position)
      }
    }

    @Test func `Normal samples are single deviates, one after the other`() {
      let prior = DiagonalNormal.standard(dimension: dimension)
      var (one, other) = (
        SeededGenerator(seed: 9, position: 1), SeededGenerator(seed: 9, position: 1)
      )
      let batch = prior.sample(count: 50, using: &one)
      #expect(batch.values == (0..<50 * dimension).map { _ in Float(other.nextNormal()) })
      #expect(one == other)
      #expect(one.next() == other.next())
    }

    @Test func `A sequence that ends starts again`() {
      var one = SeededGenerator(seed: 4, position: .max - 2)
      var other = one
      let batch = DiagonalNormal.standard(dimension: 3).sample(count: 3, using: &one)
      #expect(batch.values == (0..<9).map { _ in Float(other.nextNormal()) })
      #expect(one == other)
    }
  }
}
