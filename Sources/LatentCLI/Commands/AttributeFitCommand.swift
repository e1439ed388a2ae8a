import Foundation
import LatentData
import Latents

/// `latent attribute fit`: the direction of an attribute, learned from labelled samples.
enum AttributeFitCommand {
  private static let name = Positional(
    "NAME", help: "an attribute of the data set: smiling, or class=bag for one class of many")
  private static let output = Option(
    required: "output", short: "o", .file.called("JSON"), help: "the attribute file to write")

  static let command = Command(
    "attribute fit", "Learn an attribute from labelled samples",
    positionals: [Shared.model, Shared.data, name],
    options: [output, Shared.json, Shared.quiet],
    notes: [
      "The direction is the difference of the groups' mean vectors. It is learned from the data's "
        + "training part and judged on its test part: the area under the curve (AUC) is the chance "
        + "that a sample with the attribute scores above one without."
    ],
    examples: [
      "latent attribute fit avatars avatars smiling -o smiling.json",
      "latent attribute fit fashion fashion class=bag -o bag.json",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let file = try OutputFile(invocation[output])
    let model = try LoadedModel(invocation[Shared.model])
    let vae = try model.pictures()
    let data = try SampleSource.pictureData(invocation[Shared.data], fitting: vae.sampleShape)
    let groups = try AttributeGroups(invocation[name], in: data)
    let test = Set(data.testIndices)
    let train = groups.split(data.samples.indices.filter { !test.contains($0) })
    guard !train.without.isEmpty, !train.with.isEmpty else {
      throw Failure(
        "'\(groups.name)' needs samples with and without it, but '\(data.name)' has "
          + "\(train.with.count) with and \(train.without.count) without.")
    }
    let heldOut = groups.split(data.testIndices)
    var meter = ProgressMeter(
      "encode", total: data.count, unit: "samples",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    var done = 0
    func encode(_ indices: [Int]) -> LatentBatch {
      var latents = LatentBatch(dimension: vae.latentDimension)
      for start in stride(from: 0, to: indices.count, by: 256) {
        let piece = indices[start..<min(start + 256, indices.count)]
        latents.append(
          contentsOf: vae.encode(piece.map { SampleSource.fit(data.samples[$0], for: vae) }))
        done += piece.count
        meter.advance(to: done)
      }
      return latents
    }
    var attribute = AttributeVector(
      from: encode(train.without), to: encode(train.with), named: groups.name)
    if !heldOut.without.isEmpty, !heldOut.with.isEmpty {
      attribute.heldOut = attribute.evaluate(
        without: encode(heldOut.without), with: encode(heldOut.with),
        threshold: attribute.training?.threshold)
    }
    meter.clear()
    attribute.provenance.model = model.hash
    attribute.provenance.data = "\(data.name) \(data.contentHash)"
    let bytes = try AttributeFile.bytes(of: attribute)
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if invocation[Shared.json] {
      try Console.print(AttributeReport.members(of: attribute))
    } else if !invocation[Shared.quiet] {
      for line in AttributeReport.lines(for: attribute) { try Console.print(line) }
    }
  }
}
