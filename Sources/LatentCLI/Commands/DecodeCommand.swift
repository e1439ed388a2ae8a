import Foundation
import LatentData
import Latents

/// `latent decode`: the samples that latent vectors stand for.
enum DecodeCommand {
  private static let output = Option(
    required: "output", short: "o", .file.called("PNG|DIR|NPY"),
    help: "a .png file for a sheet, a folder for one file each, or .npy for the values")
  private static let columns = Option<Int?>(
    optional: "columns", .wholeNumber(1...1000), help: "samples in a row (default: a square)")

  static let command = Command(
    "decode", "Make the samples that latent vectors stand for",
    positionals: [Shared.model, Shared.codes],
    options: [output, columns, Shared.label, Shared.scale, Shared.show, Shared.quiet],
    notes: ["In a folder the pictures are called 0.png, 1.png, … in the order of the vectors."],
    examples: [
      "latent decode fashion codes.npy -o sheet.png",
      "latent decode fashion codes.npy -o pictures/",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    switch OutputFile.fileExtension(of: invocation[output]) {
    case "npy" where FileKind(of: invocation[output]) != .folder: try writeValues(invocation)
    case "png" where FileKind(of: invocation[output]) != .folder: try writeSheet(invocation)
    default: try writeFolder(invocation)
    }
  }

  private static func writeSheet(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[output])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let pictures = try decode(model.pictures(), invocation)
    let square = Int(Double(pictures.count).squareRoot().rounded(.up))
    try delivery.deliver(
      pictures, columns: invocation[columns] ?? square, of: model,
      saying: counted(pictures.count, "sample"))
  }

  private static func writeFolder(_ invocation: Invocation) throws {
    let folder = try OutputFolder(invocation[output])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let pictures = try decode(model.pictures(), invocation)
    try folder.make()
    let digits = "\(pictures.count - 1)".count
    for (index, picture) in pictures.enumerated() {
      let number = String(repeating: "0", count: digits - "\(index)".count) + "\(index)"
      let url = URL(filePath: folder.file(number + ".png"))
      let recipe = Recipe(words: invocation.words, modelHash: model.hash, index: index)
      let scaled = picture.scaled(by: invocation[Shared.scale] ?? 1)
      try Interruption.uncut { try scaled.write(to: url, text: [Recipe.keyword: recipe.text]) }
      if invocation[Shared.show] {
        try Console.write(picture.drawing(on: Terminal(descriptor: 1)))
      }
    }
    if !invocation[Shared.quiet] {
      Console.remark("\(folder.path): \(counted(pictures.count, "picture"))")
    }
  }

  /// The decoded values as they are, before they become pictures: count × the sample's shape.
  private static func writeValues(_ invocation: Invocation) throws {
    if invocation[Shared.show] {
      throw UsageError("--show needs pictures; write a .png file or a folder.")
    }
    let file = try OutputFile(invocation[output])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let latents = try CodeFile.read(invocation[Shared.codes], dimension: model.latentDimension)
    let values =
      switch model.kind {
      case .pictures(let vae): vae.decodedValues(latents)
      case .vectors(let vae): vae.decodedValues(latents)
      }
    let bytes = NPY.encode(StoredTensor(values))
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if !invocation[Shared.quiet] { Console.remark("\(file.path): \(values.shape) numbers") }
  }

  private static func decode(_ vae: VAE<Picture>, _ invocation: Invocation) throws -> [Picture] {
    let latents = try CodeFile.read(invocation[Shared.codes], dimension: vae.latentDimension)
    guard !latents.isEmpty else {
      throw Failure(
        "'\(invocation[Shared.codes])' holds no vectors, so there is nothing to decode.")
    }
    return vae.decode(latents)
  }
}
