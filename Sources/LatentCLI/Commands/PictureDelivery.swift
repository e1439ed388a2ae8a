import Foundation
import Latents

/// Where a command's picture goes: a PNG file with its recipe, and the terminal if asked.
struct PictureDelivery {
  private let invocation: Invocation
  private let file: OutputFile

  /// Checks the output before the work begins.
  init(_ invocation: Invocation, to path: String) throws {
    self.invocation = invocation
    file = try OutputFile(path)
    guard file.fileExtension == "png" else {
      throw UsageError("'\(path)': pictures are written as PNG; give a name that ends in .png.")
    }
  }

  /// Writes the picture and says what it is.
  func deliver(
    _ picture: Picture, of model: LoadedModel, seed: UInt64? = nil, saying words: String
  ) throws {
    try write(picture, recipe: recipe(of: model, seed: seed))
    remark(words + ", \(picture.width) × \(picture.height)")
    try show(picture)
  }

  /// Writes an animation and says what it is; the terminal shows its first picture.
  func deliver(
    _ animation: AnimatedPicture, of model: LoadedModel, seed: UInt64? = nil, saying words: String
  ) throws {
    let text = [Recipe.keyword: recipe(of: model, seed: seed).text]
    try Interruption.uncut { try animation.write(to: URL(fileURLWithPath: file.path), text: text) }
    let first = animation.frames[0]
    remark(words + ", \(first.width) × \(first.height)")
    try show(first)
  }

  private func recipe(of model: LoadedModel, seed: UInt64?) -> Recipe {
    Recipe(words: invocation.words, modelHash: model.hash, seed: seed)
  }

  private func write(_ picture: Picture, recipe: Recipe) throws {
    let text = [Recipe.keyword: recipe.text]
    try Interruption.uncut { try picture.write(to: URL(fileURLWithPath: file.path), text: text) }
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
