import Foundation
import LatentSpace

/// Pictures shown one after another, written as an animated PNG.
///
/// Browsers and most viewers play such a file; others show its first picture.
///
///     try AnimatedPicture(frames: steps, framesPerSecond: 12).write(to: url)
public struct AnimatedPicture: Hashable, Sendable {
  /// The pictures in order, all of one size and kind.
  public let frames: [Picture]

  /// How long each picture is shown, in milliseconds, 1 to 65,535.
  public let millisecondsPerFrame: Int

  /// How often the pictures are shown in all; 0 means for ever.
  public let repetitions: Int

  /// Makes an animation.
  ///
  /// - Parameters:
  ///   - frames: at least one picture; all of one size. Different kinds become the richest one.
  ///   - framesPerSecond: how many pictures are shown in a second, 0.02 to 1,000.
  ///   - repetitions: how often the pictures are shown in all; 0 means for ever.
  public init(frames: [Picture], framesPerSecond: Double = 12, repetitions: Int = 0) {
    require(!frames.isEmpty, "An animation needs at least one picture.")
    let (width, height) = (frames[0].width, frames[0].height)
    require(
      frames.allSatisfy { $0.width == width && $0.height == height },
      "The pictures of an animation need one size, and not all are \(width) × \(height).")
    require(
      framesPerSecond >= 0.02 && framesPerSecond <= 1000,
      "An animation can show 0.02 to 1,000 pictures in a second, not \(framesPerSecond).")
    require(
      repetitions >= 0 && repetitions <= Int32.max,
      "An animation cannot be repeated \(repetitions) times.")
    let kind = frames.reduce(Picture.Kind.grey) { $0.channels >= $1.channels ? $0 : $1.kind }
    self.frames = frames.map { $0.converted(to: kind) }
    self.millisecondsPerFrame = Int((1000 / framesPerSecond).rounded())
    self.repetitions = repetitions
  }

  /// Writes an animated PNG file; the path holds the old file or all of the new one, never a part.
  ///
  /// - Parameters:
  ///   - url: where to; its folder must exist.
  ///   - text: texts to store by keyword; a keyword has 1 to 79 printable ASCII characters.
  /// - Throws: `FileError` when the file cannot be written.
  public func write(to url: URL, text: [String: String] = [:]) throws {
    try Files.write(PNG.encode(self, text: text), to: url)
  }
}

extension PNG {
  /// The bytes of an animated PNG file, each picture whole.
  public static func encode(
    _ animation: AnimatedPicture, text: [String: String] = [:]
  ) -> [UInt8] {
    let first = animation.frames[0]
    var bytes = signature
    var sequence = 0
    append("IHDR", header(of: first), to: &bytes)
    append(
      "acTL", bigEndian(animation.frames.count) + bigEndian(animation.repetitions), to: &bytes)
    append(text, to: &bytes)
    for (index, frame) in animation.frames.enumerated() {
      let size = bigEndian(frame.width) + bigEndian(frame.height)
      let delay = bigEndian(animation.millisecondsPerFrame << 16 | 1000)
      let control = bigEndian(sequence) + size + bigEndian(0) + bigEndian(0) + delay + [0, 0]
      append("fcTL", control, to: &bytes)
      sequence += 1
      if index == 0 {
        append("IDAT", packedPixels(of: frame), to: &bytes)
      } else {
        append("fdAT", bigEndian(sequence) + packedPixels(of: frame), to: &bytes)
        sequence += 1
      }
    }
    append("IEND", [], to: &bytes)
    return bytes
  }
}
