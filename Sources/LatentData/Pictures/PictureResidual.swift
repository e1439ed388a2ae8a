import LatentSpace

/// Edits of real pictures that keep what the model does not reconstruct.
extension Picture: ResidualEditable {
  /// Adds to each byte what it gained between two pictures of the same size and kind, from 0 to 255.
  public func applyingChange(from before: Picture, to after: Picture) -> Picture {
    require(
      before.tensorShape == tensorShape && after.tensorShape == tensorShape,
      "A change from a \(before) to a \(after) picture cannot be applied to a \(self) picture.")
    let bytes = self.bytes.indices.map { index in
      let value = Int(self.bytes[index]) + Int(after.bytes[index]) - Int(before.bytes[index])
      return UInt8(min(255, max(0, value)))
    }
    return Picture(width: width, height: height, kind: kind, bytes: bytes)
  }
}
