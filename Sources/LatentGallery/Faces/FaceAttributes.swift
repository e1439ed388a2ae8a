import Latents

extension FaceFactors {
  /// One factor by name, as a number that can be read and set.
  struct Access: Sendable {
    let factor: KnownFactor
    let get: @Sendable (FaceFactors) -> Double
    let set: @Sendable (inout FaceFactors, Double) -> Void
  }

  /// A yes or no that follows from the factors, and the least change that brings it about.
  struct Label: Sendable {
    let name: String
    let holds: @Sendable (FaceFactors) -> Bool
    /// Makes it so, with a typical value; called only when it is not so already.
    let make: @Sendable (inout FaceFactors, Bool) -> Void
  }

  /// All factors in the order of the table of attributes.
  static let accesses: [Access] =
    [
      number("gender", 0...1, \.gender), number("age", 0...1, \.age),
      number("smile", -1...1, \.smile), number("mouth_open", 0...1, \.mouthOpen),
      number("brow_raise", -1...1, \.browRaise), number("blink", 0...1, \.blink),
      flag("glasses", \.glasses), number("glasses_square", 0...1, \.glassesSquare),
      choice("frame_color", \.frameColor), number("beard_fullness", 0...1, \.beardFullness),
      number("hair_length", 0...1, \.hairLength), number("hair_volume", 0.75...1.25, \.hairVolume),
      number("fringe_length", 0...1, \.fringeLength), number("parting", -1...1, \.parting),
      number("skin_tone", 0...1, \.skinTone), choice("hair_color", \.hairColor),
      number("grey", 0...1, \.grey), flag("bald", \.bald), choice("iris_color", \.irisColor),
      number("weight", 0...1, \.weight),
    ]
    + ["african", "asian", "caucasian"].enumerated().map { index, name in
      Access(
        factor: KnownFactor(name, .continuous(0...1)), get: { $0.ancestry[index] },
        set: { $0.ancestry = $0.ancestry.setting(index, to: $1) })
    }
    + identityNames.enumerated().map { index, name in
      Access(
        factor: KnownFactor(name, .continuous(-0.9...0.9)), get: { $0.identity[index] },
        set: { $0.identity[index] = $1 })
    }
    + [
      number("yaw", -0.3...0.3, \.yaw), number("pitch", -0.1...0.1, \.pitch),
      number("roll", -0.06...0.06, \.roll), number("light_x", -0.5...0.5, \.lightX),
      number("light_y", 0.25...0.6, \.lightY), number("background_hue", 0...1, \.backgroundHue),
      number("background_light", 0...1, \.backgroundLight),
    ]

  /// Yes and no beside the factors; `glasses` and `bald` are factors themselves.
  static let labels: [Label] = [
    label("smiling", \.smile, above: 0.25, no: -0.325, yes: 0.725),
    label("beard", \.beardFullness, above: 0, no: 0, yes: 0.725),
    label("masculine", \.gender, above: 0.5, no: 0.11, yes: 0.89),
    label("old", \.age, above: 0.6, no: 0.34, yes: 0.8),
    Label(
      name: "long_hair", holds: { $0.hairLength > 0.4 && !$0.bald },
      make: { face, yes in
        if yes { face.bald = false }
        if !yes || face.hairLength <= 0.4 { face.hairLength = yes ? 0.725 : 0.2 }
      }),
    label("dark_skin", \.skinTone, above: 0.5, no: 0.25, yes: 0.75),
    label("fringe", \.fringeLength, above: 0.4, no: 0.1, yes: 0.7),
  ]

  /// What can be changed in a face: every factor, and the labels that follow from them.
  ///
  /// A label is changed to the middle of what faces with it, or without it, have; a face that has it
  /// already stays as it is.
  public static let factors: [KnownFactor] =
    labels.map { KnownFactor($0.name, .binary) } + accesses.map(\.factor)

  /// The value of a factor or label as a number; nil when there is none of that name.
  public func value(of name: String) -> Double? {
    if let access = Self.accesses.first(where: { $0.factor.name == name }) {
      return access.get(self)
    }
    return Self.labels.first { $0.name == name }.map { $0.holds(self) ? 1 : 0 }
  }

  /// The same face with one factor or label changed; traps when there is no such one, or value.
  public func setting(_ name: String, to value: Double) -> FaceFactors {
    var face = self
    if let label = Self.labels.first(where: { $0.name == name }) {
      require(value == 0 || value == 1, "The label \"\(name)\" is 0 or 1, not \(value).")
      if label.holds(self) != (value == 1) { label.make(&face, value == 1) }
      return face
    }
    guard let access = Self.accesses.first(where: { $0.factor.name == name }) else {
      fatalError("A face has no factor \"\(name)\".")
    }
    require(
      access.factor.contains(value),
      "The factor \"\(name)\" cannot be \(value): it is \(access.factor.values).")
    access.set(&face, value)
    return face
  }

  /// The labels and factors of several faces as columns of a data set.
  public static func attributes(of faces: [FaceFactors]) -> [AttributeColumn] {
    let flags = labels.map { label in
      AttributeColumn(label.name, .binary(faces.map { label.holds($0) }))
    }
    let columns = accesses.map { access in
      access.factor.column(faces.map { access.get($0) })
    }
    // Everything of yes and no comes first.
    return flags + columns.filter(\.isBinary) + columns.filter { !$0.isBinary }
  }

  private static func number(
    _ name: String, _ range: ClosedRange<Double>,
    _ path: WritableKeyPath<FaceFactors, Double> & Sendable
  ) -> Access {
    Access(
      factor: KnownFactor(name, .continuous(range)), get: { $0[keyPath: path] },
      set: { $0[keyPath: path] = $1 })
  }

  private static func flag(
    _ name: String, _ path: WritableKeyPath<FaceFactors, Bool> & Sendable
  ) -> Access {
    Access(
      factor: KnownFactor(name, .binary), get: { $0[keyPath: path] ? 1 : 0 },
      set: { $0[keyPath: path] = $1 == 1 })
  }

  private static func choice<Choice: CaseIterable & RawRepresentable & Sendable>(
    _ name: String, _ path: WritableKeyPath<FaceFactors, Choice> & Sendable
  ) -> Access where Choice.RawValue == Int {
    Access(
      factor: KnownFactor(name, .categorical(names: Choice.allCases.map { snakeCased("\($0)") })),
      get: { Double($0[keyPath: path].rawValue) },
      set: { $0[keyPath: path] = Choice(rawValue: Int($1))! })
  }

  private static func label(
    _ name: String, _ path: WritableKeyPath<FaceFactors, Double> & Sendable, above limit: Double,
    no: Double, yes: Double
  ) -> Label {
    Label(
      name: name, holds: { $0[keyPath: path] > limit },
      make: { $0[keyPath: path] = $1 ? yes : no })
  }
}

/// `darkBrown` as `dark_brown`.
private func snakeCased(_ name: String) -> String {
  name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
}

extension AttributeColumn {
  fileprivate var isBinary: Bool {
    if case .binary = values { true } else { false }
  }
}
