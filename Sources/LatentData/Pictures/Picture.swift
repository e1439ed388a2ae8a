import LatentSpace

/// A picture in memory: 8-bit grey, colour, or colour with transparency, in one array of bytes.
///
///     var picture = Picture(width: 2, height: 1, kind: .rgb)     // black
///     picture[x: 1, y: 0] = Picture.Color(red: 255, green: 128, blue: 0)
///     picture.bytes                                              // [0, 0, 0, 255, 128, 0]
///
/// Rows run from top to bottom, pixels from left to right, channels red, green, blue, alpha. Pixels
/// are never premultiplied by alpha. As values for a model a picture has the shape
/// `[height, width, channels]`, each value byte / 255.
public struct Picture: Hashable, Sendable {
  /// What the bytes of a pixel mean.
  public enum Kind: String, Hashable, Sendable, Codable, CaseIterable {
    /// One byte per pixel: 0 is black, 255 is white.
    case grey
    /// Three bytes per pixel: red, green, blue.
    case rgb
    /// Four bytes per pixel: red, green, blue, alpha (0 is transparent, 255 is opaque).
    case rgba

    /// The number of bytes in a pixel: 1, 3 or 4.
    public var channels: Int {
      switch self {
      case .grey: 1
      case .rgb: 3
      case .rgba: 4
      }
    }

    /// The kind with this number of channels; nil unless it is 1, 3 or 4.
    public init?(channels: Int) {
      switch channels {
      case 1: self = .grey
      case 3: self = .rgb
      case 4: self = .rgba
      default: return nil
      }
    }
  }

  /// The number of pixels in a row, at least 1.
  public let width: Int

  /// The number of rows, at least 1.
  public let height: Int

  /// What the bytes of a pixel mean.
  public let kind: Kind

  /// All pixels, row by row from the top, `width × height × channels` bytes.
  public internal(set) var bytes: [UInt8]

  /// Makes a picture from its bytes; traps when their count does not fit the size and kind.
  public init(width: Int, height: Int, kind: Kind, bytes: [UInt8]) {
    let count = Self.byteCount(width, height, kind)
    require(
      bytes.count == count,
      "A \(kind) picture of \(width) × \(height) needs \(count) bytes, "
        + "but \(bytes.count) were given.")
    self.width = width
    self.height = height
    self.kind = kind
    self.bytes = bytes
  }

  /// Makes a picture of one colour, black unless another is given.
  public init(width: Int, height: Int, kind: Kind = .grey, color: Color = .black) {
    let count = Self.byteCount(width, height, kind)
    let pixel = color.bytes(as: kind)
    self.width = width
    self.height = height
    self.kind = kind
    self.bytes = [UInt8](repeating: pixel[0], count: count)
    if pixel.contains(where: { $0 != pixel[0] }) {
      for offset in stride(from: 0, to: count, by: pixel.count) {
        for channel in pixel.indices { bytes[offset + channel] = pixel[channel] }
      }
    }
  }

  /// The number of bytes in a pixel: 1, 3 or 4.
  public var channels: Int { kind.channels }

  /// The colour of the pixel in column `x` (from the left) and row `y` (from the top), from 0.
  public subscript(x x: Int, y y: Int) -> Color {
    get {
      let offset = offset(x, y)
      switch kind {
      case .grey: return Color(grey: bytes[offset])
      case .rgb:
        return Color(red: bytes[offset], green: bytes[offset + 1], blue: bytes[offset + 2])
      case .rgba:
        return Color(
          red: bytes[offset], green: bytes[offset + 1], blue: bytes[offset + 2],
          alpha: bytes[offset + 3])
      }
    }
    set {
      let offset = offset(x, y)
      for (channel, byte) in newValue.bytes(as: kind).enumerated() {
        bytes[offset + channel] = byte
      }
    }
  }

  /// The byte of one channel of the pixel in column `x` and row `y`.
  public subscript(x x: Int, y y: Int, channel channel: Int) -> UInt8 {
    get { bytes[offset(x, y) + checked(channel)] }
    set { bytes[offset(x, y) + checked(channel)] = newValue }
  }

  private func offset(_ x: Int, _ y: Int) -> Int {
    require(
      x >= 0 && x < width && y >= 0 && y < height,
      "The pixel (\(x), \(y)) is outside a picture of \(width) × \(height).")
    return (y * width + x) * channels
  }

  private func checked(_ channel: Int) -> Int {
    require(
      channel >= 0 && channel < channels,
      "There is no channel \(channel) in a \(kind) picture.")
    return channel
  }

  private static func byteCount(_ width: Int, _ height: Int, _ kind: Kind) -> Int {
    require(width > 0 && height > 0, "A picture cannot have the size \(width) × \(height).")
    return Tensor.Shape([height, width, kind.channels]).count
  }
}

extension Picture: CustomStringConvertible {
  /// Size and kind, such as `28 × 28 grey`.
  public var description: String { "\(width) × \(height) \(kind)" }
}
