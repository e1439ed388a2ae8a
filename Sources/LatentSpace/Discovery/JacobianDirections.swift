extension DifferentiableDecoder {
  /// The directions that change the decoded values most at one latent, strongest first.
  ///
  ///     let directions = try model.jacobianDirections(at: z)
  ///     directions.strengths[0]     // how fast values change along the first, per unit
  ///
  /// The right singular vectors of the decoder's Jacobian J with its singular values as strengths,
  /// found as the eigenvectors of G = JᵀJ in Double; each vector has its largest component positive.
  /// They hold near this latent only: elsewhere the decoder bends another way. J is formed by one
  /// Jacobian–vector product per dimension, `valueCount` × dimension floats in all, which for latents
  /// of up to some hundreds of dimensions is quicker than iterations; singular values below about
  /// 10⁻⁶ of the largest are rounding. The step is one over the strength, and zero where that is zero:
  /// it changes the values by about one in Euclidean length.
  public func jacobianDirections(at latent: LatentVector) throws(Failure) -> LatentDirections {
    let size = latent.dimension
    let metric = try pullbackMetrics(at: LatentBatch([latent]), along: .axes(size))[0]
    let eigen = SymmetricEigen(metric)
    let strengths = eigen.values.map { max(0, $0).squareRoot() }
    return LatentDirections(
      vectors: LatentBatch(
        values: eigen.vectors.values.map { Float($0) }, count: size, dimension: size),
      strengths: strengths, names: (0..<size).map { "J \($0 + 1)" },
      strengthName: "change of the values per unit",
      steps: strengths.map { $0 > 0 ? 1 / $0 : 0 })
  }

  /// VᵀJᵀJV at each latent, the rows of `directions` being the columns of V, in Double.
  ///
  /// With the axes it is the pullback metric G. One Jacobian–vector product per latent and direction.
  package func pullbackMetrics(
    at latents: LatentBatch, along directions: LatentBatch
  ) throws(Failure) -> [DenseMatrix] {
    latents.requireDimension(directions.dimension)
    let (count, size) = (directions.count, valueCount)
    var metrics: [DenseMatrix] = []
    metrics.reserveCapacity(latents.count)
    // About 64 products at a time: enough for the processor, little memory.
    let together = max(1, 64 / max(1, count))
    for first in stride(from: 0, to: latents.count, by: together) {
      let part = first..<min(latents.count, first + together)
      var (points, tangents) = (
        LatentBatch(dimension: latents.dimension), LatentBatch(dimension: latents.dimension)
      )
      for index in part {
        points.append(contentsOf: LatentBatch(repeating: latents[index], count: count))
        tangents.append(contentsOf: directions)
      }
      let products = try pushforward(at: points, tangents)
      for place in 0..<part.count {
        metrics.append(.gram(products, from: place * count * size, count: count, size: size))
      }
    }
    return metrics
  }
}

extension LatentBatch {
  /// The unit vectors of the axes.
  static func axes(_ dimension: Int) -> LatentBatch {
    LatentBatch(
      (0..<dimension).map { axis in
        LatentVector((0..<dimension).map { $0 == axis ? 1 : 0 })
      }, dimension: dimension)
  }
}

extension DenseMatrix {
  /// The inner products of `count` vectors of `size` floats that lie one after the other.
  static func gram(_ values: [Float], from start: Int, count: Int, size: Int) -> DenseMatrix {
    var result = DenseMatrix(rows: count, columns: count)
    result.values.withUnsafeMutableBufferPointer { result in
      values.withUnsafeBufferPointer { values in
        guard let base = values.baseAddress.map({ $0 + start }) else { return }
        nonisolated(unsafe) let result = result
        Threads.forEach(slices: count, work: count * count * size) { range in
          for row in range {
            for column in 0...row {
              result[row * count + column] = Kernels.dotInDouble(
                base + row * size, base + column * size, count: size)
            }
          }
        }
      }
      for row in 0..<count {
        for column in 0..<row { result[column * count + row] = result[row * count + column] }
      }
    }
    return result
  }
}
