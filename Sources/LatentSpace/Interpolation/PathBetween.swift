extension LatentVector {
  /// Evenly spaced steps to another vector, both ends included.
  ///
  /// The first is this vector and the last the other, bit for bit. A count of 1 gives this vector
  /// alone, 0 gives none.
  public func path(
    to end: LatentVector, count: Int, along interpolation: Interpolation = .spherical
  ) -> LatentBatch {
    require(count >= 0, "A path's count cannot be negative, but is \(count).")
    requireSameDimension(end)
    return interpolation.points(from: LatentBatch([self]), to: LatentBatch([end]), count: count) {
      step in
      (0, 0, count == 1 ? 0 : Float(Double(step) / Double(count - 1)))
    }
  }
}

extension LatentModel {
  /// Samples along a path from one sample to another, both included as the model sees them.
  ///
  /// The first and the last are the reconstructions of the ends; `count` includes them.
  public func morph(
    from start: Sample, to end: Sample, count: Int,
    along interpolation: Interpolation = .spherical
  ) throws(Failure) -> [Sample] {
    let ends = try encode([start, end])
    require(
      ends.count == 2,
      "An encoder must give one vector per sample, but gave \(ends.count) for two samples.")
    return try decode(ends[0].path(to: ends[1], count: count, along: interpolation))
  }
}
