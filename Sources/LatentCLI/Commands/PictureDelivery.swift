import Foundation
import Latents

/// Where a command's picture goes: a PNG file with its recipe, and the terminal if asked.
///
/// In the file's name `%model` and `%seed` stand for the model and the seed, and `%index` for the
/// number of a picture, when each goes into a file of its own.
struct PictureDelivery {
  private static let index = "%index"

  private let invocation: Invocation
  private let file: OutputFile

  /// Checks the output before the work begins.
  init(_ invocation: Invocation, to path: String) throws {
    self.invocation = invocation
    file = try OutputFile(try Self.expanded(path, invocation))
    guard file.fileExtension == "png" else {
      throw UsageError("'\(path)': pictures are written as PNG; give a name that ends in .png.")
    }
  }

  private static func expanded(_ path: String, _ invocation: Invocation) throws -> String {
    let known = ["%model", "%seed", index]
    let rest = known.reduce(path) { $0.replacingOccurrences(of: $1, with: "") }
    if let unknown = rest.firstMatch(of: #/%[A-Za-z]+/#) {
      let word = String(unknown.output)
      throw UsageError(
        "'\(path)': '\(word)' means nothing in a name" + suggestion(for: word, in: known)
          + " %model, %seed and %index do.")
    }
    var name = path
    if name.contains("%model") {
      let model = invocation[Shared.model].split(separator: "/").last.map(String.init) ?? ""
      let bare = model.hasSuffix(".safetensors") ? String(model.dropLast(12)) : model
      name = name.replacingOccurrences(of: "%model", with: bare)
    }
    if name.contains("%seed") {
      guard invocation.command.options.contains(where: { $0.name == Shared.seed.name }) else {
        throw UsageError("'\(path)': this command has no seed, so %seed means nothing in a name.")
      }
      name = name.replacingOccurrences(of: "%seed", with: "\(invocation[Shared.seed])")
    }
    return name
  }

  /// Lays pictures out on a sheet, or writes each into its own file when the name has `%index`.
  func deliver(
    _ pictures: [Picture], columns: Int, of model: LoadedModel, seed: UInt64? = nil,
    saying words: String
  ) throws {
    let scale = invocation[Shared.scale]
    guard file.path.contains(Self.index) else {
      try deliver(
        sheet(pictures, columns: columns, scale: scale), of: model, seed: seed, saying: words)
      return
    }
    let digits = "\(max(0, pictures.count - 1))".count
    for (index, picture) in pictures.enumerated() {
      let recipe = recipe(of: model, seed: seed, index: index)
      let number = String(repeating: "0", count: digits - "\(index)".count) + "\(index)"
      let scaled = picture.scaled(by: scale ?? 1)
      try write(
        scaled, to: file.path.replacingOccurrences(of: Self.index, with: number), recipe: recipe)
      try show(scaled)
    }
    remark("\(words), in \(counted(pictures.count, "file"))")
  }

  /// Writes the picture and says what it is.
  func deliver(
    _ picture: Picture, of model: LoadedModel, seed: UInt64? = nil, saying words: String
  ) throws {
    try deliver(picture, recipe: recipe(of: model, seed: seed), saying: words)
  }

  /// Writes a picture that no model made and says what it is.
  func deliver(_ picture: Picture, saying words: String) throws {
    try deliver(
      picture, recipe: Recipe(words: invocation.words, modelHash: nil), saying: words)
  }

  private func deliver(_ picture: Picture, recipe: Recipe, saying words: String) throws {
    try write(picture, to: try singlePath, recipe: recipe)
    remark(words + ", \(picture.width) × \(picture.height)")
    try show(picture)
  }

  /// Writes an animation and says what it is; the terminal shows its first picture.
  func deliver(
    _ animation: AnimatedPicture, of model: LoadedModel, seed: UInt64? = nil, saying words: String
  ) throws {
    let text = [Recipe.keyword: recipe(of: model, seed: seed).text]
    let url = URL(fileURLWithPath: try singlePath)
    try Interruption.uncut { try animation.write(to: url, text: text) }
    let first = animation.frames[0]
    remark(words + ", \(first.width) × \(first.height)")
    try show(first)
  }

  /// The path of what is one picture, and so has no number.
  private var singlePath: String {
    get throws(UsageError) {
      guard !file.path.contains(Self.index) else {
        throw UsageError(
          "'\(file.path)': this is one picture, so %index means nothing in its name.")
      }
      return file.path
    }
  }

  private func recipe(of model: LoadedModel, seed: UInt64?, index: Int? = nil) -> Recipe {
    Recipe(words: invocation.words, modelHash: model.hash, seed: seed, index: index)
  }

  private func write(_ picture: Picture, to path: String, recipe: Recipe) throws {
    let text = [Recipe.keyword: recipe.text]
    try Interruption.uncut { try picture.write(to: URL(fileURLWithPath: path), text: text) }
  }

  private func remark(_ words: String) {
    if !invocation[Shared.quiet] { Console.remark("\(file.path): \(words)") }
  }

  private func show(_ picture: Picture) throws {
    if invocation[Shared.show] {
      try Console.write(picture.drawing(on: Terminal(descriptor: 1)))
    }
  }
}

extension Picture {
  /// The picture in the letters of a terminal.
  func drawing(on terminal: Terminal) -> String {
    let colors = converted(to: .rgb)
    return TerminalPicture(width: width, height: height, bytes: colors.bytes)
      .drawing(on: terminal)
  }

  /// How many pixels wide each pixel is drawn, unless the user says: small pictures are enlarged so
  /// that a person can see them.
  static func defaultScale(for pictures: [Picture]) -> Int {
    let side = pictures.reduce(1) { max($0, $1.width, $1.height) }
    return max(1, 128 / side)
  }
}

/// The picture that lays out several, as the user asked.
func sheet(_ pictures: [Picture], columns: Int, scale: Int?) -> Picture {
  Picture(
    sheet: pictures, columns: columns, gap: 2,
    scale: scale ?? Picture.defaultScale(for: pictures))
}
