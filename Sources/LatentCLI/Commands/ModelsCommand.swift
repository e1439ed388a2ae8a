import Foundation
import LatentData
import LatentGallery
import Latents

/// `latent models`: the bundled models.
enum ModelsCommand {
  static let command = Command(
    "models", "List the bundled models", options: [Shared.json], examples: ["latent models"],
    run: run)

  private static func run(_ invocation: Invocation) throws {
    var rows: [[String]] = []
    for entry in Gallery.all {
      let description = try ModelDescription(contentsOf: entry.modelURL())
      let latent = description.architecture.latentDimension
      if invocation[Shared.json] {
        var members = try InfoCommand.members(of: description)
        members["name"] = .string(entry.name)
        try Console.print(members)
      } else {
        rows.append([entry.name, counted(latent, "dimension"), entry.summary])
      }
    }
    for line in table(rows) { try Console.print(line) }
  }
}
