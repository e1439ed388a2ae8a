import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Products {
    /// Rows, inner, columns: none, one, primes, tile and panel borders and their neighbours, and
    /// more than one block of each.
    static let sizes: [(Int, Int, Int)] = [
      (0, 5, 7), (3, 0, 17), (1, 1, 1), (1, 7, 130), (1, 700, 67), (2, 13, 40), (3, 5, 16),
      (4, 31, 33), (5, 289, 15), (6, 16, 16), (7, 17, 17), (8, 100, 31), (9, 3, 48), (11, 64, 1),
      (12, 288, 32), (13, 577, 3), (25, 37, 20), (64, 50, 100), (193, 11, 19), (200, 300, 47),
      (300, 21, 7), (601, 37, 50), (400, 30, 40),
    ]

    @Test func `A product is one ascending chain per element, on every machine`() {
      for (m, k, n) in Self.sizes {
        let a = testValues(m * k, seed: 1)
        let b = testValues(k * n, seed: 2)
        let transposed = (0..<k * n).map { b[$0 % k * n + $0 / k] }
        let bias = testValues(n, seed: 3)
        for (useBias, activation) in [
          (false, FusedActivation.identity), (true, .relu), (true, .identity),
        ] {
          let expected = naiveProduct(
            a, b, m, k, n, start: useBias ? bias : [Float](repeating: 0, count: n), activation)
          forEachMachine { machine in
            for stored in [false, true] {
              var packed = [Float](
                repeating: .nan, count: Kernels.packedCount(rows: k, columns: n))
              if stored {
                Kernels.packTransposed(transposed, rows: k, columns: n, into: &packed)
              } else {
                Kernels.pack(b, rows: k, columns: n, into: &packed)
              }
              var c = [Float](repeating: .nan, count: m * n)
              bias.withUnsafeBufferPointer { bias in
                Kernels.multiply(
                  a, byPacked: packed, into: &c, rows: m, inner: k, columns: n,
                  bias: useBias ? bias.baseAddress : nil, activation: activation)
              }
              #expect(firstDifference(c, expected) == nil, "\(m) × \(k) × \(n), \(machine)")

              c = [Float](repeating: .nan, count: m * n)
              bias.withUnsafeBufferPointer { bias in
                let bias = useBias ? bias.baseAddress : nil
                if stored {
                  Kernels.multiply(
                    a, byTransposed: transposed, into: &c, rows: m, inner: k, columns: n,
                    bias: bias, activation: activation)
                } else {
                  Kernels.multiply(
                    a, by: b, into: &c, rows: m, inner: k, columns: n, bias: bias,
                    activation: activation)
                }
              }
              #expect(firstDifference(c, expected) == nil, "\(m) × \(k) × \(n), \(machine)")
            }
          }
        }
      }
    }

    @Test func `A transposed product is one chain over ascending rows, on every machine`() {
      for (m, k, n) in Self.sizes {
        let a = testValues(m * k, seed: 4)
        let b = testValues(m * n, seed: 5)
        let before = testValues(k * n, seed: 6)
        for accumulate in [false, true] {
          var expected = accumulate ? before : [Float](repeating: 0, count: k * n)
          for i in 0..<k {
            for j in 0..<n {
              for r in 0..<m { expected[i * n + j].addProduct(a[r * k + i], b[r * n + j]) }
            }
          }
          forEachMachine { machine in
            var c = before
            Kernels.multiplyTransposed(
              a, b, into: &c, rows: m, inner: k, columns: n, accumulate: accumulate)
            #expect(firstDifference(c, expected) == nil, "\(m) × \(k) × \(n), \(machine)")
          }
        }
      }
    }

    @Test func `Column sums are one chain over ascending rows, on every machine`() {
      let sizes = [(0, 3), (1, 1), (7, 2), (300, 3), (13, 4), (5, 31), (4000, 100), (9, 141)]
      for (rows, columns) in sizes {
        let x = testValues(rows * columns, seed: 7)
        let before = testValues(columns, seed: 8)
        for accumulate in [false, true] {
          var expected = accumulate ? before : [Float](repeating: 0, count: columns)
          for r in 0..<rows {
            for j in 0..<columns { expected[j] += x[r * columns + j] }
          }
          forEachMachine { machine in
            var sums = before
            Kernels.columnSums(
              x, rows: rows, columns: columns, into: &sums, accumulate: accumulate)
            #expect(firstDifference(sums, expected) == nil, "\(rows) × \(columns), \(machine)")
          }
        }
      }
    }

    @Test func `A row's product does not depend on the rows around it`() {
      let (m, k, n) = (61, 70, 90)
      let a = testValues(m * k, seed: 9)
      let b = testValues(k * n, seed: 10)
      var packed = [Float](repeating: 0, count: Kernels.packedCount(rows: k, columns: n))
      Kernels.pack(b, rows: k, columns: n, into: &packed)
      var all = [Float](repeating: 0, count: m * n)
      Kernels.multiply(a, byPacked: packed, into: &all, rows: m, inner: k, columns: n)
      for row in 0..<m {
        var one = [Float](repeating: 0, count: n)
        Kernels.multiply(
          Array(a[row * k..<(row + 1) * k]), byPacked: packed, into: &one, rows: 1, inner: k,
          columns: n)
        #expect(firstDifference(one, Array(all[row * n..<(row + 1) * n])) == nil)
      }
    }

    @Test func `Rectifying turns negative numbers and NaN into zero and keeps infinity`() {
      let a: [Float] = [-1, .nan, .infinity, 2, -.infinity, 0]
      var packed = [Float](repeating: 0, count: Kernels.packedCount(rows: 1, columns: 1))
      Kernels.pack([1], rows: 1, columns: 1, into: &packed)
      forEachMachine { machine in
        var c = [Float](repeating: .nan, count: a.count)
        Kernels.multiply(
          a, byPacked: packed, into: &c, rows: a.count, inner: 1, columns: 1, activation: .relu)
        #expect(c == [0, 0, .infinity, 2, 0, 0], "\(machine)")
      }
    }

    private func naiveProduct(
      _ a: [Float], _ b: [Float], _ m: Int, _ k: Int, _ n: Int, start: [Float],
      _ activation: FusedActivation
    ) -> [Float] {
      var c = [Float](repeating: 0, count: m * n)
      for i in 0..<m {
        for j in 0..<n {
          var sum = start[j]
          for p in 0..<k { sum.addProduct(a[i * k + p], b[p * n + j]) }
          c[i * n + j] = activation == .relu && !(sum > 0) ? 0 : sum
        }
      }
      return c
    }
  }
}
