import CLatentKernels
import LatentSpace
import Testing

extension KernelTests {
  @Suite struct Dense {
    let shapes = [(1, 1), (3, 2), (17, 7), (130, 19), (65, 33), (200, 64)]

    @Test func `Row dots and distances are the lane sums of each row`() {
      for (rows, columns) in shapes {
        let x = testValues(rows * columns, seed: 1)
        let v = testValues(columns, seed: 2)
        let lines = (0..<rows).map { row in (0..<columns).map { Double(x[row * columns + $0]) } }
        let dots = lines.map { line in laneSum(line.indices.map { line[$0] * Double(v[$0]) }) }
        let squares = lines.map { line in
          laneSum(line.indices.map { (line[$0] - Double(v[$0])) * (line[$0] - Double(v[$0])) })
        }
        forEachMachine { machine in
          var out = [Double](repeating: .nan, count: rows)
          Kernels.rowDots(x, rows: rows, columns: columns, with: v, into: &out)
          #expect(out == dots, "\(rows) × \(columns), \(machine)")
          Kernels.rowSquaredDistances(x, rows: rows, columns: columns, to: v, into: &out)
          #expect(out == squares, "\(rows) × \(columns), \(machine)")
        }
      }
    }

    @Test func `Column sums and squares are chains over the rows`() {
      for (rows, columns) in shapes {
        let x = testValues(rows * columns, seed: 3)
        let centre = testValues(columns, seed: 4).map(Double.init)
        var sums = [Double](repeating: 0, count: columns)
        var squares = sums
        for row in 0..<rows {
          for column in 0..<columns {
            let value = Double(x[row * columns + column])
            sums[column] += value
            squares[column] += (value - centre[column]) * (value - centre[column])
          }
        }
        forEachMachine { machine in
          var out = [Double](repeating: .nan, count: columns)
          Kernels.columnSums(x, rows: rows, columns: columns, into: &out)
          #expect(out == sums, "\(rows) × \(columns), \(machine)")
          let positions = (0..<rows).filter { $0 % 3 != 1 }
          Kernels.columnSums(x, at: positions, columns: columns, into: &out)
          for column in 0..<columns {
            let sum = positions.reduce(0.0) { $0 + Double(x[$1 * columns + column]) }
            #expect(out[column] == sum, "\(rows) × \(columns), \(machine)")
          }
          Kernels.columnSquares(x, rows: rows, columns: columns, around: centre, into: &out)
          #expect(out == squares, "\(rows) × \(columns), \(machine)")
        }
      }
    }

    @Test func `A Gram matrix is a chain per element, rows of weight zero passed over`() {
      for (rows, columns) in shapes {
        var x = testValues(rows * columns, seed: 5)
        let centre = testValues(columns, seed: 6).map(Double.init)
        var weights = testValues(rows, seed: 7).map(Double.init)
        for row in stride(from: 1, to: rows, by: 3) {
          weights[row] = 0
          x[row * columns] = .nan
        }
        let stride = columns + 1
        let start = testValues(columns * stride, seed: 8).map(Double.init)
        var expected = start
        for row in 0..<rows where weights[row] != 0 {
          let line = (0..<columns).map { Double(x[row * columns + $0]) - centre[$0] }
          for first in 0..<columns {
            for second in first..<columns {
              expected[first * stride + second] += weights[row] * line[first] * line[second]
            }
          }
        }
        forEachMachine { machine in
          var out = start
          Kernels.addGram(
            x, rows: rows, columns: columns, around: centre, weights: weights, to: &out,
            stride: stride)
          for first in 0..<columns {
            let line = first * stride + first..<first * stride + columns
            #expect(out[line] == expected[line], "\(rows) × \(columns), \(machine)")
          }
        }
      }
    }

    @Test func `Weighted sums are chains over the rows, list by list`() {
      let (rows, columns, lists) = (131, 21, 3)
      let x = testValues(rows * columns, seed: 9)
      let centre = testValues(columns, seed: 10).map(Double.init)
      let weights = testValues(rows * lists, seed: 11).map(Double.init)
      let start = testValues(lists * columns, seed: 12).map(Double.init)
      var expected = start
      for list in 0..<lists {
        for row in 0..<rows {
          for column in 0..<columns {
            expected[list * columns + column] +=
              weights[list * rows + row] * (Double(x[row * columns + column]) - centre[column])
          }
        }
      }
      forEachMachine { machine in
        var out = start
        Kernels.addWeightedSums(
          x, rows: rows, columns: columns, around: centre, weights: weights, lists: lists, to: &out)
        #expect(out == expected, "\(machine)")
      }
    }

    @Test func `Products are chains over the inner index, in a triangle too`() {
      for (rows, inner, columns) in [(1, 1, 1), (5, 3, 7), (13, 9, 35), (24, 40, 16)] {
        let a = testValues(rows * (inner + rows), seed: 13).map(Double.init)
        let b = testValues((inner + rows) * columns, seed: 14).map(Double.init)
        for isLower in [false, true] {
          var expected = [Double](repeating: 0, count: rows * columns)
          for row in 0..<rows {
            for k in 0..<(isLower ? inner + row : inner) {
              for column in 0..<columns {
                expected[row * columns + column] +=
                  a[row * (inner + rows) + k] * b[k * columns + column]
              }
            }
          }
          forEachMachine { machine in
            var out = [Double](repeating: .nan, count: rows * columns)
            out.withUnsafeMutableBufferPointer { out in
              a.withUnsafeBufferPointer { a in
                b.withUnsafeBufferPointer { b in
                  var product = latents_dense(
                    a: a.baseAddress, aRow: inner + rows, aInner: 1, b: b.baseAddress,
                    bInner: columns, c: out.baseAddress, cRow: columns, rows: rows, inner: inner,
                    columns: columns, lower: isLower, accumulate: false)
                  latents_dense_product(&product)
                }
              }
            }
            #expect(out == expected, "\(rows), \(inner), \(columns), \(isLower), \(machine)")
          }
        }
      }
    }

    @Test func `Rotations, multiples and rank two changes go element by element`() {
      let size = 21
      let (x, y) = (
        testValues(size, seed: 15).map(Double.init), testValues(size, seed: 16).map(Double.init)
      )
      let square = testValues(size * size, seed: 17).map(Double.init)
      let changed = square.indices.map { index in
        let (row, column) = (index / size, index % size)
        return square[index] - (x[row] * y[column] + y[row] * x[column])
      }
      forEachMachine { machine in
        var (left, right) = (x, y)
        latents_dense_rotate(&left, &right, 0.6, 0.8, size)
        #expect(left == x.indices.map { 0.6 * x[$0] - 0.8 * y[$0] }, "\(machine)")
        #expect(right == x.indices.map { 0.8 * x[$0] + 0.6 * y[$0] }, "\(machine)")
        var sum = x
        latents_dense_add_multiple(&sum, y, 0.3, size)
        #expect(sum == x.indices.map { x[$0] + 0.3 * y[$0] }, "\(machine)")
        var matrix = square
        latents_dense_rank_two(&matrix, size, x, y, size)
        #expect(matrix == changed, "\(machine)")
        #expect(
          latents_dense_dot(x, y, size) == laneSum(x.indices.map { x[$0] * y[$0] }), "\(machine)")
      }
    }

    @Test func `Reflections, transpositions and the largest are those of the definitions`() {
      let (rows, columns) = (11, 37)
      let x = testValues(rows * columns, seed: 18).map(Double.init)
      let v = testValues(columns, seed: 19).map(Double.init)
      let reflected = (0..<rows).flatMap { row in
        let line = Array(x[row * columns..<(row + 1) * columns])
        let factor = -0.7 * laneSum(line.indices.map { line[$0] * v[$0] })
        return line.indices.map { line[$0] + factor * v[$0] }
      }
      let turned = (0..<columns).flatMap { column in
        (0..<rows).map { x[$0 * columns + column] / 4 }
      }
      forEachMachine { machine in
        var out = x
        latents_dense_reflect(&out, columns, rows, v, 0.7, columns)
        #expect(out == reflected, "\(machine)")
        latents_dense_transpose(x, columns, &out, rows, rows, columns, 4)
        #expect(out == turned, "\(machine)")
        #expect(latents_dense_largest(x, x.count) == x.map { abs($0) }.max(), "\(machine)")
        #expect(latents_dense_largest([-3, .infinity, 2], 3) == .infinity)
        #expect(latents_dense_largest([-3, .infinity, -.nan, 2], 4).isNaN)
        #expect(latents_dense_largest([], 0) == 0)
      }
    }

    @Test func `Centred columns and their squares are chains over the rows`() {
      for (rows, columns) in [(3, 5), (9, 16), (20, 75)] {
        let x = testValues(rows * columns, seed: 20)
        let centre = testValues(rows, seed: 21).map(Double.init)
        let moved = x.indices.map { Double(x[$0]) - centre[$0 / columns] }
        var squares = [Double](repeating: 0, count: columns)
        for index in moved.indices { squares[index % columns] += moved[index] * moved[index] }
        let scale = testValues(columns, seed: 22).map(Double.init)
        let scaled = moved.indices.map { index in
          Float(scale[index % columns] + scale[index % columns] * moved[index])
        }
        let dots = (0..<rows).map { row in
          laneSum((0..<columns).map { moved[row * columns + $0] * scale[$0] })
        }
        forEachMachine { machine in
          var centred = [Double](repeating: .nan, count: rows * columns)
          latents_centre_columns(x, rows, columns, centre, &centred)
          #expect(centred == moved, "\(rows) × \(columns), \(machine)")
          var sums = [Double](repeating: .nan, count: columns)
          latents_square_sums(moved, rows, columns, &sums)
          #expect(sums == squares, "\(rows) × \(columns), \(machine)")
          var floats = [Float](repeating: .nan, count: rows * columns)
          latents_scale_and_move(moved, rows, columns, scale, scale, &floats)
          #expect(floats == scaled, "\(rows) × \(columns), \(machine)")
          var products = [Double](repeating: .nan, count: rows)
          latents_dense_row_dots(moved, rows, columns, scale, &products)
          #expect(products == dots, "\(rows) × \(columns), \(machine)")
        }
      }
    }

    @Test func `A Cholesky factor is the same on every machine, and none where there is none`() {
      let size = 19
      var matrix = MatrixExamples.random(size, size)
      matrix = matrix * matrix.transposed
      var factors: [[Double]] = []
      forEachMachine { machine in
        var factor = [Double](repeating: .nan, count: size * size)
        #expect(latents_cholesky(matrix.values, &factor, size), "\(machine)")
        factors.append(factor)
        #expect(factor == factors[0], "\(machine)")
        var flat = matrix.values
        for column in 0..<size { flat[5 * size + column] = flat[4 * size + column] }
        for row in 0..<size { flat[row * size + 5] = flat[row * size + 4] }
        #expect(!latents_cholesky(flat, &factor, size), "\(machine)")
        flat[0] = .nan
        #expect(!latents_cholesky(flat, &factor, size), "\(machine)")
      }
      let upper = DenseMatrix(rows: size, columns: size, values: factors[0])
      #expect(MatrixExamples.difference(upper.transposed * upper, matrix) < 1e-12)
    }
  }
}
