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
      let file = try entry.modelURL()
      guard Files.exists(file) else { continue }
      let description = try ModelDescription(contentsOf: file)
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

/// `latent datasets`: the bundled data sets.
enum DatasetsCommand {
  static let command = Command(
    "datasets", "List the bundled data sets", options: [Shared.json],
    notes: ["A sample of a data set is written NAME:INDEX, such as fashion:12."],
    examples: ["latent datasets"], run: run)

  private static func run(_ invocation: Invocation) throws {
    var rows: [[String]] = []
    for entry in Gallery.all {
      if invocation[Shared.json] {
        try Console.print([
          "name": .string(entry.name), "title": .string(entry.title),
          "summary": .string(entry.summary), "credit": .string(entry.credit),
          "count": .integer(entry.sampleCount),
          "sampleShape": .array(entry.sampleShape.dimensions.map { .integer($0) }),
        ])
      } else {
        rows.append([
          entry.name, counted(entry.sampleCount, "sample"), entry.summary, entry.credit,
        ])
      }
    }
    for line in table(rows) { try Console.print(line) }
  }
}
