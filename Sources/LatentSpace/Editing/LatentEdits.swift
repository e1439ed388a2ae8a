extension LatentVector {
  /// The vector moved along an attribute by a multiple of it.
  public func moved(along attribute: AttributeVector, by amount: Float) -> LatentVector {
    self + amount * attribute.vector
  }

  /// The vector moved along an attribute's normal to a signed distance from its boundary.
  ///
  /// z + (τ − ⟨z, n⟩ − b) n with n = v/‖v‖ and b = bias/‖v‖: distance 0 lies on the boundary, above
  /// zero on the side that has the attribute. An attribute of length zero moves nothing.
  public func moved(
    toDistance distance: Float, from attribute: AttributeVector
  ) -> LatentVector {
    let direction = attribute.vector
    let square = direction.dotInDouble(direction)
    requireSameDimension(direction)
    guard square > 0 else { return self }
    let score = direction.dotInDouble(self) + Double(attribute.bias)
    let amount = (Double(distance) * square.squareRoot() - score) / square
    return LatentVector(
      values.indices.map { Float(Double(values[$0]) + amount * Double(direction[$0])) })
  }
}

/// A sample that can take over the change between two others, such as a picture, value by value.
public protocol ResidualEditable {
  /// This sample plus the difference of two others, kept within the range of valid samples.
  func applyingChange(from before: Self, to after: Self) -> Self
}

extension LatentModel {
  /// A sample after a move in the latent space: encoded, moved, decoded.
  public func edit(_ sample: Sample, by change: LatentVector) throws(Failure) -> Sample {
    try decode(encode(sample) + change)
  }

  /// Samples after the same move in the latent space, in the same order.
  public func edit(_ samples: [Sample], by change: LatentVector) throws(Failure) -> [Sample] {
    try decode(encode(samples) + change)
  }

  /// The sample that relates to `c` as `b` relates to `a`.
  ///
  /// Decodes z(c) + z(b) − z(a).
  public func analogy(from a: Sample, to b: Sample, appliedTo c: Sample) throws(Failure) -> Sample {
    let latents = try encode([a, b, c])
    require(
      latents.count == 3,
      "An encoder must give one vector per sample, but gave \(latents.count) for three samples.")
    return try decode(latents[2] + (latents[1] - latents[0]))
  }
}

extension LatentModel where Sample: ResidualEditable {
  /// A sample after a move, with the details that the model does not reconstruct kept.
  ///
  /// x + D(z + δ) − D(z), within the range of valid samples: where the edit changes nothing, the
  /// original stays as it is. With a change of zero the sample itself comes back.
  public func edit(
    keepingResidualOf sample: Sample, by change: LatentVector
  ) throws(Failure) -> Sample {
    let latent: LatentVector = try encode(sample)
    let decoded = try decode(LatentBatch([latent, latent + change]))
    require(
      decoded.count == 2,
      "A decoder must give one sample per vector, but gave \(decoded.count) for two vectors.")
    return sample.applyingChange(from: decoded[0], to: decoded[1])
  }
}
