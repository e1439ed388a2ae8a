import Foundation

/// Reading and writing pictures as Portable Network Graphics.
///
/// All colour types, bit depths 1 to 16, interlacing, palettes and transparency are read; what is
/// written is 8-bit grey, colour or colour with transparency. 16-bit samples are rounded to 8 bits.
/// Colour profiles and gamma are ignored: values are taken as they are.
///
/// For files, use ``Picture/init(contentsOf:)`` and ``Picture/write(to:text:)``.
public enum PNG {
  /// What a file holds: the picture and the texts that came with it.
  public struct Contents: Hashable, Sendable {
    /// The picture; of an animated file, the default picture.
    public var picture: Picture
    /// The texts by keyword, such as `Title` or `latents:recipe`; the last of equal keywords.
    public var text: [String: String]
  }

  static let signature: [UInt8] = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]

  /// The most pixels of a picture that is read: 8,192 × 8,192.
  public static let pixelLimit = 1 << 26

  /// Where the passes of an interlaced picture begin and how far apart their pixels are.
  static let passes: [(x: Int, y: Int, dx: Int, dy: Int)] = [
    (0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2),
    (0, 1, 1, 2),
  ]
}

extension Picture {
  /// Reads a PNG file.
  ///
  /// - Throws: `FileError` when the file cannot be read, `FormatError` when it is no PNG file or a
  ///   damaged one.
  public init(contentsOf url: URL) throws {
    self = try Files.parse(url) { try PNG.decode($0).picture }
  }

  /// Writes a PNG file; the path holds either the old file or all of the new one, never a part.
  ///
  /// - Parameters:
  ///   - url: where to; its folder must exist.
  ///   - text: texts to store by keyword; a keyword has 1 to 79 printable ASCII characters.
  /// - Throws: `FileError` when the file cannot be written.
  public func write(to url: URL, text: [String: String] = [:]) throws {
    try Files.write(PNG.encode(self, text: text), to: url)
  }
}
