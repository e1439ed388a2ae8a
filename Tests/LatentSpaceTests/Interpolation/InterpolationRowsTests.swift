import LatentSpace
import Testing

extension KernelTests {
  /// What batches give must be what single points give, on every machine.
  @Suite struct InterpolationRows {
    let dimension = 21

    func batch(_ count: Int, seed: UInt64) -> LatentBatch {
      LatentBatch(
        values: testValues(count * dimension, seed: seed).map { 3 * $0 }, count: count,
        dimension: dimension)
    }

    /// Rows that are parallel, opposite and zero, among others.
    func ends() -> (LatentBatch, LatentBatch) {
      let a = batch(40, seed: 1)
      var b = batch(40, seed: 2)
      b[3] = 2 * a[3]
      b[4] = -a[4]
      b[5] = .zero(dimension: dimension)
      b[6][0] = 40
      b[7][1] = .nan
      return (a, b)
    }

    @Test func `Batches are interpolated as their vectors are`() {
      let (a, b) = ends()
      for kind in Interpolation.all + [Interpolation { a, b, t in a + t * b }] {
        for t: Float in [0, 0.3, 1, 1.5, -0.25] {
          let single = LatentBatch((0..<a.count).map { kind.point(from: a[$0], to: b[$0], at: t) })
          forEachMachine { machine in
            let all = kind.points(from: a, to: b, at: t)
            #expect(all.count == a.count)
            #expect(
              all.values.map(\.bitPattern) == single.values.map(\.bitPattern),
              "\(kind.name) at \(t), \(machine)")
          }
        }
      }
    }

    @Test func `The written kinds follow their formulas`() {
      let (a, b) = (batch(1, seed: 3)[0], batch(1, seed: 4)[0])
      let t = Double(Float(0.3))
      let scale = ((1 - t) * (1 - t) + t * t).squareRoot()
      let mixed = a.indices.map { (1 - t) * Double(a[$0]) + t * Double(b[$0]) }
      let gaussian = a.indices.map { index in
        let (x, y) = (Double(a[index]), Double(b[index]))
        func mix(_ sign: Double) -> Double {
          (1 - t) * Elementary.normalDistribution(sign * x)
            + t * Elementary.normalDistribution(sign * y)
        }
        return mix(1) <= 0.5
          ? Float(Elementary.normalQuantile(mix(1))) : Float(-Elementary.normalQuantile(mix(-1)))
      }
      forEachMachine { machine in
        #expect(
          Interpolation.linear.point(from: a, to: b, at: 0.3).values == mixed.map { Float($0) })
        #expect(
          Interpolation.variancePreserving.point(from: a, to: b, at: 0.3).values
            == mixed.map { Float($0 / scale) }, "\(machine)")
        #expect(
          Interpolation.gaussian.point(from: a, to: b, at: 0.3).values == gaussian, "\(machine)")
        let arc = Arc(from: a, to: b)?.point(at: t)
        #expect(Interpolation.spherical.point(from: a, to: b, at: 0.3) == arc, "\(machine)")
      }
    }

    @Test func `Paths and grids are those of single points`() {
      let keys = batch(4, seed: 5)
      for kind in [Interpolation.spherical, .linear, Interpolation { a, b, t in a + t * (b - a) }] {
        let path = LatentPath(through: keys, along: kind, isClosed: true)
        let spline = LatentPath.spline(through: keys)
        let times = (0..<50).map { Float(Double($0) / 50) }
        let points = LatentBatch(times.map { path.point(at: $0) })
        let smooth = LatentBatch(
          (0..<50).map { spline.point(at: Float(Double($0) / Double(49))) })
        let rows = LatentBatch(
          (0..<9).map { step in
            kind.point(from: keys[0], to: keys[1], at: Float(Double(step) / 8))
          })
        forEachMachine { machine in
          #expect(path.points(count: 50) == points, "\(kind.name), \(machine)")
          #expect(spline.points(count: 50) == smooth, "\(machine)")
          #expect(keys[0].path(to: keys[1], count: 9, along: kind) == rows, "\(machine)")
          let grid = LatentGrid.gradient(
            topLeft: keys[0], topRight: keys[1], bottomLeft: keys[2], bottomRight: keys[3], rows: 3,
            columns: 9, along: kind)
          #expect(grid.latents.selecting(0..<9) == rows, "\(machine)")
        }
      }
    }
  }
}
