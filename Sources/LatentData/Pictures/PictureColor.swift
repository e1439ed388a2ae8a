extension Picture {
  /// A colour of a pixel: red, green, blue and alpha, each 0 to 255.
  public struct Color: Hashable, Sendable {
    /// The red part, 0 to 255.
    public var red: UInt8
    /// The green part, 0 to 255.
    public var green: UInt8
    /// The blue part, 0 to 255.
    public var blue: UInt8
    /// How opaque the colour is: 0 is transparent, 255 is opaque.
    public var alpha: UInt8

    /// Makes a colour, opaque unless said otherwise.
    public init(red: UInt8, green: UInt8, blue: UInt8, alpha: UInt8 = 255) {
      self.red = red
      self.green = green
      self.blue = blue
      self.alpha = alpha
    }

    /// Makes an opaque grey: 0 is black, 255 is white.
    public init(grey: UInt8) { self.init(red: grey, green: grey, blue: grey) }

    /// Opaque black.
    public static let black = Color(grey: 0)
    /// Opaque white.
    public static let white = Color(grey: 255)
    /// Fully transparent.
    public static let clear = Color(red: 0, green: 0, blue: 0, alpha: 0)

    /// The brightness as a grey value, with the weights of ITU-R BT.601 (as Pillow's "L").
    public var grey: UInt8 {
      // The weights sum to 65,536, so that grey stays the same grey.
      let sum: Int = Int(red) * 19595 + Int(green) * 38470 + Int(blue) * 7471
      return UInt8((sum + 32768) >> 16)
    }

    /// The least kind of picture that shows this colour exactly.
    var leastKind: Kind {
      alpha != 255 ? .rgba : red == green && green == blue ? .grey : .rgb
    }

    func bytes(as kind: Kind) -> [UInt8] {
      switch kind {
      case .grey: [grey]
      case .rgb: [red, green, blue]
      case .rgba: [red, green, blue, alpha]
      }
    }
  }

  /// The picture in another kind: grey by brightness, transparency laid over a background.
  ///
  /// - Parameters:
  ///   - kind: the kind wanted; grey becomes colour by repeating the value, and alpha becomes 255
  ///     where there was none.
  ///   - background: what shows through transparent pixels when transparency is given up.
  public func converted(to kind: Kind, background: Color = .white) -> Picture {
    if kind == self.kind { return self }
    var result = Picture(width: width, height: height, kind: kind)
    let from = channels
    let to = kind.channels
    for pixel in 0..<(width * height) {
      let source = pixel * from
      var color: Color
      switch self.kind {
      case .grey: color = Color(grey: bytes[source])
      case .rgb, .rgba:
        color = Color(red: bytes[source], green: bytes[source + 1], blue: bytes[source + 2])
        if self.kind == .rgba { color = color.over(background, alpha: Int(bytes[source + 3])) }
      }
      let target = pixel * to
      switch kind {
      case .grey: result.bytes[target] = color.grey
      case .rgb, .rgba:
        result.bytes[target] = color.red
        result.bytes[target + 1] = color.green
        result.bytes[target + 2] = color.blue
        if kind == .rgba { result.bytes[target + 3] = 255 }
      }
    }
    return result
  }
}

extension Picture.Color {
  fileprivate func over(_ background: Picture.Color, alpha: Int) -> Picture.Color {
    func mix(_ front: UInt8, _ back: UInt8) -> UInt8 {
      UInt8((Int(front) * alpha + Int(back) * (255 - alpha) + 127) / 255)
    }
    return Picture.Color(
      red: mix(red, background.red), green: mix(green, background.green),
      blue: mix(blue, background.blue))
  }
}
