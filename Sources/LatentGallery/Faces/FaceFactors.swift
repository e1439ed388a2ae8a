import Latents

/// Everything that a rendered face depends on, as numbers and choices.
///
///     var face = FaceFactors(seed: 0, index: 12)
///     face.smile = 1                              // the same face, smiling
///     let picture = try FaceRenderer().picture(of: face)
///
/// Random faces draw every factor independently but for a few that would look odd: see the page on
/// the data sets. Values outside the ranges are not refused, but look like nobody.
public struct FaceFactors: PictureFactors {
  /// 0 is feminine, 1 is masculine.
  public var gender = 0.3
  /// 0 is a child, 0.5 a young adult, 1 old.
  public var age = 0.5
  /// −1 is a frown, 1 an open smile.
  public var smile = 0.0
  /// How far the mouth is open, 0 to 1.
  public var mouthOpen = 0.0
  /// −1 draws the brows down, 1 raises them.
  public var browRaise = 0.0
  /// 0 is open eyes, 1 is shut ones.
  public var blink = 0.0
  /// Whether the face wears glasses.
  public var glasses = false
  /// 0 is round glasses, 1 square ones.
  public var glassesSquare = 0.0
  /// The colour of the glasses.
  public var frameColor = FrameColor.black
  /// 0 is no beard, 1 a full one.
  public var beardFullness = 0.0
  /// 0 is shaved, 1 below the shoulder.
  public var hairLength = 0.2
  /// How far the hair stands off, as a factor: 0.75 to 1.25.
  public var hairVolume = 1.0
  /// How far the hair falls over the forehead, 0 to 1.
  public var fringeLength = 0.1
  /// Where the hair parts: −1 to 1 tilts the hairline.
  public var parting = 0.4
  /// The colour of hair, brows and beard before they turn grey.
  public var hairColor = HairColor.brown
  /// 0 is no grey in the hair, 1 is all grey.
  public var grey = 0.0
  /// Whether the head is bald.
  public var bald = false
  /// 0 is light, 1 is dark.
  public var skinTone = 0.3
  /// The colour of the eyes.
  public var irisColor = IrisColor.blue
  /// 0 is thin, 1 is heavy.
  public var weight = 0.5
  /// The mixture of ancestries.
  public var ancestry = Ancestry(african: 0.2, asian: 0.2, caucasian: 0.6)
  /// Coefficients of 18 shapes of head, eyes, nose, mouth, chin and cheeks, −0.9 to 0.9.
  public var identity = [Double](repeating: 0, count: identityNames.count)
  /// The turn to the side, in radians.
  public var yaw = 0.0
  /// The nod, in radians.
  public var pitch = 0.0
  /// The tilt, in radians.
  public var roll = 0.0
  /// Where the light comes from: −0.5 is the left of the picture, 0.5 the right.
  public var lightX = 0.25
  /// How high the light stands: 0.25 to 0.6.
  public var lightY = 0.45
  /// The backdrop's hue, 0 to 1 around the circle.
  public var backgroundHue = 0.58
  /// The backdrop's lightness, 0 to 1.
  public var backgroundLight = 0.55

  /// A plain face, looking straight ahead.
  public init() {}

  /// The names of the coefficients of identity, in order.
  public static let identityNames = [
    "head_round", "head_square", "head_width", "forehead_height", "eye_size", "eye_open",
    "eye_tilt", "eye_distance", "nose_width", "nose_length", "nose_hump", "nose_point_up",
    "mouth_width", "lip_volume", "chin_width", "chin_height", "cheek_bones", "cheek_volume",
  ]

  /// Colours of glasses.
  public enum FrameColor: Int, Hashable, Sendable, CaseIterable {
    /// Near black.
    case black
    /// Brown.
    case brown
    /// Blue.
    case blue
    /// Red.
    case red
  }

  /// Colours of hair.
  public enum HairColor: Int, Hashable, Sendable, CaseIterable {
    /// Near black.
    case black
    /// Dark brown.
    case darkBrown
    /// Brown.
    case brown
    /// Red.
    case red
    /// Dark blond.
    case darkBlond
    /// Blond.
    case blond
  }

  /// Colours of eyes.
  public enum IrisColor: Int, Hashable, Sendable, CaseIterable {
    /// Brown.
    case brown
    /// Between brown and green.
    case hazel
    /// Blue.
    case blue
    /// Green.
    case green
  }

  /// The parts of three ancestries in the shape of a head; they sum to 1.
  ///
  /// They are the names that MakeHuman gives to its shapes; the tone of the skin is independent.
  public struct Ancestry: Hashable, Sendable {
    /// The part of the shape called African.
    public let african: Double
    /// The part of the shape called Asian.
    public let asian: Double
    /// The part of the shape called Caucasian.
    public let caucasian: Double

    /// Makes a mixture from three weights that are not negative; traps when all are 0.
    public init(african: Double, asian: Double, caucasian: Double) {
      let sum = african + asian + caucasian
      require(
        african >= 0 && asian >= 0 && caucasian >= 0 && sum > 0,
        "Ancestries need weights of 0 or more and one above 0, not \(african), \(asian), "
          + "\(caucasian).")
      self.african = african / sum
      self.asian = asian / sum
      self.caucasian = caucasian / sum
    }

    subscript(index: Int) -> Double { [african, asian, caucasian][index] }

    /// The mixture with one part set, and the other two in their old proportion.
    func setting(_ index: Int, to value: Double) -> Ancestry {
      var weights = [african, asian, caucasian]
      let others = (0..<3).filter { $0 != index }
      let rest = others.reduce(0) { $0 + weights[$1] }
      for other in others {
        weights[other] = rest > 0 ? weights[other] / rest * (1 - value) : (1 - value) / 2
      }
      weights[index] = value
      return Ancestry(african: weights[0], asian: weights[1], caucasian: weights[2])
    }
  }
}
