import LatentData
import Latents

/// `latent analogy`: what is to C as B is to A.
enum AnalogyCommand {
  private static let samples = ["A", "B", "C"].map {
    Positional($0, help: "a picture file, or a sample of a data set such as avatars:12")
  }

  static let command = Command(
    "analogy", "Find what is to C as B is to A", positionals: [Shared.model] + samples,
    options: [Shared.pictureOutput, Shared.label, Shared.scale, Shared.show, Shared.quiet],
    notes: [
      "Draws A and B above C and the answer, all as the model sees them; the answer lies at "
        + "C + B − A."
    ],
    examples: ["latent analogy avatars avatars:0 avatars:1 avatars:2 -o answer.png"], run: run)

  private static func run(_ invocation: Invocation) throws {
    let delivery = try PictureDelivery(invocation, to: invocation[Shared.pictureOutput])
    let model = try LoadedModel(invocation[Shared.model], label: invocation[Shared.label])
    let vae = try model.pictures()
    let words = samples.map { invocation[$0] }
    let latents = vae.encode(try SampleSource.pictures(words, for: vae, invocation))
    guard latents.count == 3 else {
      throw UsageError("an analogy needs one sample each for A, B and C.")
    }
    var corners = latents
    corners.append(latents[2] + latents[1] - latents[0])
    try delivery.deliver(
      vae.decode(corners), columns: 2, of: model, saying: "A, B, C and the answer")
  }
}
