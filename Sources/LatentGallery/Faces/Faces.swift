/// Rendered faces without end.
public typealias Faces = DrawnPictures<FaceFactors>

extension DrawnPictures where Factors == FaceFactors {
  /// The faces of a seed.
  ///
  /// - Parameters:
  ///   - seed: the same seed gives the same faces; `Gallery.faces` has those of 0.
  ///   - size: width and height of the pictures in pixels, 1 to 1024.
  /// - Throws: `MissingResources`, `FileError` or `FormatError` when the head cannot be read.
  public init(seed: UInt64 = 0, size: Int = 64) throws {
    let renderer = try FaceRenderer()
    self.init(
      name: "faces", count: nil, factorsAt: { FaceFactors(seed: seed, index: $0) },
      draw: { renderer.pictures(of: $0, size: size) })
  }
}
