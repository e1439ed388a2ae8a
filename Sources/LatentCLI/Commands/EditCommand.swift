import LatentData
import Latents

/// `latent edit`: samples moved along attributes.
enum EditCommand {
  private static let edit = Positional(
    "EDIT", acceptsDash: true,
    help: "a sum of attributes, such as \"smiling*1.5 - glasses\"; NAME is read from NAME.json")
  private static let attributes = Option<String>(
    "attributes", .file.called("DIR"), default: ".", shown: "the current one",
    help: "the folder with the attribute files")
  private static let count = Option(
    "count", .wholeNumber(1...100), default: 2,
    help: "pictures from unedited to edited, both ends included; 1 for the edited one alone")
  private static let residual = Flag(
    "keep-residual", help: "put back what the model loses of the sample, so that details stay")

  static let command = Command(
    "edit", "Add attributes to samples and take them away",
    positionals: [Shared.model, Shared.samples, edit],
    options: [
      Shared.pictureOutput, count, residual, attributes, Shared.scale, Shared.show, Shared.quiet,
    ],
    notes: ["One row for each sample. 1 is the mean distance of samples with and without."],
    examples: [
      "latent edit avatars avatars:3 \"smiling*1.5 - glasses\" -o edited.png",
      "latent edit avatars avatars:0-7 smiling --count 5 -o smiles.png",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let expression = try EditExpression(invocation[edit])
    let model = try LoadedModel(invocation[Shared.model])
    let vae = try model.pictures()
    let direction = try direction(of: expression, in: invocation[attributes], for: model)
    let samples = try SampleSource.pictures(invocation.all(Shared.samples), for: vae, invocation)
    let latents = vae.encode(samples)
    let count = invocation[count]
    var moved = LatentBatch(dimension: vae.latentDimension)
    for latent in latents {
      for step in 0..<count {
        let amount = count == 1 ? 1 : Float(step) / Float(count - 1)
        moved.append(latent + amount * direction)
      }
    }
    var pictures = vae.decode(moved)
    if invocation[residual] { pictures = restored(pictures, samples, vae) }
    let picture = sheet(pictures, columns: count, scale: invocation[Shared.scale])
    try delivery.deliver(picture, of: model, saying: counted(samples.count, "edited sample"))
  }

  private static func direction(
    of expression: EditExpression, in folder: String, for model: LoadedModel
  ) throws -> LatentVector {
    var sum = LatentVector.zero(dimension: model.latentDimension)
    for term in expression.terms {
      let path = folder == "." ? "\(term.name).json" : "\(folder)/\(term.name).json"
      guard FileKind(of: path) != .missing else {
        throw Failure(
          "there is no attribute '\(term.name)': '\(path)' does not exist; learn it with "
            + "'latent attribute fit', or say with --attributes where it is.")
      }
      sum = sum + term.amount * (try AttributeFile.read(path, for: model)).vector
    }
    return sum
  }

  /// Adds to each picture the difference between its sample and the sample's reconstruction.
  private static func restored(
    _ pictures: [Picture], _ samples: [Picture], _ vae: VAE<Picture>
  ) -> [Picture] {
    let seen = vae.reconstruct(samples)
    let count = pictures.count / max(1, samples.count)
    return pictures.enumerated().map { index, picture in
      let (sample, lossy) = (samples[index / count].bytes, seen[index / count].bytes)
      let bytes = picture.bytes.indices.map { byte in
        let value = Int(picture.bytes[byte]) + Int(sample[byte]) - Int(lossy[byte])
        return UInt8(min(255, max(0, value)))
      }
      return Picture(
        width: picture.width, height: picture.height, kind: picture.kind, bytes: bytes)
    }
  }
}
