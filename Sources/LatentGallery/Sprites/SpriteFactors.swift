import Latents

/// Everything that a sprite depends on: its shape, colour, size, place and angle.
///
///     var sprite = SpriteFactors(seed: 0, index: 12)
///     sprite.angle = 90
///     let picture = sprite.picture
///
/// All factors of random sprites are independent and uniform, so that measures of disentanglement
/// have a ground truth; no shape looks the same after a part of a full turn.
public struct SpriteFactors: PictureFactors {
  /// Shapes that look like themselves only after a full turn.
  public enum Shape: Int, Hashable, Sendable, CaseIterable {
    /// A triangle on a shaft, pointing up.
    case arrow
    /// A disc with a tip, pointing up.
    case drop
    /// A cloth on the right of a pole: the one shape that is not its own mirror image.
    case flag
    /// Two bows above a tip.
    case heart
    /// A crescent, open to the right.
    case moon
  }

  /// What is drawn.
  public var shape: Shape
  /// 0 is red, then yellow, green, cyan; 1 is blue.
  public var hue: Double
  /// The radius of a circle that no shape leaves, as a part of the picture's side: 0.15 to 0.3.
  /// All shapes of a size cover as much.
  public var size: Double
  /// The centre of mass from the left edge, as a part of the picture's side: 0.3 to 0.7.
  public var x: Double
  /// The centre of mass from the upper edge, as a part of the picture's side: 0.3 to 0.7.
  public var y: Double
  /// The turn clockwise, 0 to 360 degrees.
  public var angle: Double

  /// A sprite with its factors.
  public init(
    shape: Shape, hue: Double = 0, size: Double = 0.25, x: Double = 0.5, y: Double = 0.5,
    angle: Double = 0
  ) {
    self.shape = shape
    self.hue = hue
    self.size = size
    self.x = x
    self.y = y
    self.angle = angle
  }

  /// The width and height of the pictures, in pixels.
  public static let side = 32

  private static let hues = 0.0...1.0
  private static let sizes = 0.15...0.3
  private static let places = 0.3...0.7
  private static let angles = 0.0...360.0

  /// A random sprite: the one at an index of the endless sequence of a seed.
  public init(seed: UInt64, index: Int) {
    var generator = SeededGenerator(seed: seed).stream(index)
    func draw(_ range: ClosedRange<Double>) -> Double {
      range.lowerBound + (range.upperBound - range.lowerBound) * generator.nextUniform()
    }
    shape = Shape.allCases[generator.nextIndex(below: Shape.allCases.count)]
    hue = draw(Self.hues)
    size = draw(Self.sizes)
    x = draw(Self.places)
    y = draw(Self.places)
    angle = draw(Self.angles)
  }

  /// Every combination of all shapes and evenly spaced values of the other factors.
  ///
  /// In the order of counting: shape first, angle fastest. Traps when a count is below 1.
  ///
  /// - Parameters:
  ///   - hues: how many hues, both ends included; a single value is the middle.
  ///   - sizes: how many sizes, likewise.
  ///   - places: how many places in each of the two directions, likewise.
  ///   - angles: how many angles of the full turn, beginning with 0.
  public static func factorial(
    hues: Int, sizes: Int, places: Int, angles: Int
  ) -> [SpriteFactors] {
    let places = spaced(Self.places, places)
    let (hues, sizes) = (spaced(Self.hues, hues), spaced(Self.sizes, sizes))
    require(angles >= 1, "A full factorial needs at least one angle, not \(angles).")
    var sprites: [SpriteFactors] = []
    for shape in Shape.allCases {
      for hue in hues {
        for size in sizes {
          for x in places {
            for y in places {
              for turn in 0..<angles {
                let angle = 360 * Double(turn) / Double(angles)
                sprites.append(
                  SpriteFactors(shape: shape, hue: hue, size: size, x: x, y: y, angle: angle))
              }
            }
          }
        }
      }
    }
    return sprites
  }

  private static func spaced(_ range: ClosedRange<Double>, _ count: Int) -> [Double] {
    require(count >= 1, "A full factorial needs at least one value of a factor, not \(count).")
    let width = range.upperBound - range.lowerBound
    if count == 1 { return [range.lowerBound + width / 2] }
    return (0..<count).map { range.lowerBound + width * Double($0) / Double(count - 1) }
  }
}

extension SpriteFactors {
  /// Shape, hue, size, x, y and angle.
  public static let factors: [KnownFactor] = [
    KnownFactor("shape", .categorical(names: Shape.allCases.map { "\($0)" })),
    KnownFactor("hue", .continuous(hues)), KnownFactor("size", .continuous(sizes)),
    KnownFactor("x", .continuous(places)), KnownFactor("y", .continuous(places)),
    KnownFactor("angle", .continuous(angles)),
  ]

  /// The value of a factor as a number; nil when there is none of that name.
  public func value(of name: String) -> Double? {
    switch name {
    case "shape": Double(shape.rawValue)
    case "hue": hue
    case "size": size
    case "x": x
    case "y": y
    case "angle": angle
    default: nil
    }
  }

  /// The same sprite with one factor changed; traps when there is no such one, or value.
  public func setting(_ name: String, to value: Double) -> SpriteFactors {
    guard let factor = Self.factors.first(where: { $0.name == name }) else {
      fatalError("A sprite has no factor \"\(name)\".")
    }
    require(
      factor.contains(value), "The factor \"\(name)\" cannot be \(value): it is \(factor.values).")
    var sprite = self
    switch name {
    case "shape": sprite.shape = Shape(rawValue: Int(value))!
    case "hue": sprite.hue = value
    case "size": sprite.size = value
    case "x": sprite.x = value
    case "y": sprite.y = value
    default: sprite.angle = value
    }
    return sprite
  }

  /// The factors of several sprites as columns of a data set.
  public static func attributes(of sprites: [SpriteFactors]) -> [AttributeColumn] {
    factors.map { factor in factor.column(sprites.map { $0.value(of: factor.name)! }) }
  }
}
