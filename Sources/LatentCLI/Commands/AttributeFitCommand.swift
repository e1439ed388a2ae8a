import Foundation
import LatentData
import Latents

/// `latent attribute fit`: the direction of an attribute, learned from labelled samples.
enum AttributeFitCommand {
  private static let name = Positional(
    "NAME",
    help: """
      an attribute of the data set: smiling, class=bag for one class of many, or one whose values \
      are numbers
      """)
  private static let output = Option(
    required: "output", short: "o", .file.called("JSON"), help: "the attribute file to write")

  static let command = Command(
    "attribute fit", "Learn an attribute from labelled samples",
    positionals: [Shared.model, Shared.data, name],
    options: [output, Shared.labelOfData, Shared.json, Shared.quiet],
    sections: [OptionSection("Method", AttributeMethod.options)],
    notes: [
      "The direction is learned from the data's training part and judged on its test part: the "
        + "area under the curve (AUC) is the chance that a sample with the attribute scores above "
        + "one without. A mean difference shows what comes with the attribute in the data, "
        + "--balance what does so among samples that agree in other attributes, a classifier what "
        + "tells the groups apart."
    ],
    examples: [
      "latent attribute fit avatars avatars smiling -o smiling.json",
      "latent attribute fit avatars avatars beard --balance grey_hair,glasses -o beard.json",
      "latent attribute fit fashion fashion class=bag --method logistic -o bag.json",
    ], run: run)

  private static func run(_ invocation: Invocation) throws {
    let file = try OutputFile(invocation[output])
    let method = try AttributeMethod(invocation)
    let model = try LoadedModel(
      invocation[Shared.model], label: invocation[Shared.label], needsLabel: false)
    let encoded = try EncodedData(invocation[Shared.data], by: model.pictures(), invocation) {
      try AttributeGroups.check(invocation[name], in: $0)
      try method.check($0, for: model)
    }
    var attribute = try fit(invocation[name], method, encoded, model)
    attribute.provenance.model = model.hash
    attribute.provenance.data = encoded.origin
    let bytes = try AttributeFile.bytes(of: attribute)
    try Interruption.uncut { try Files.write(bytes, to: URL(filePath: file.path)) }
    if invocation[Shared.json] {
      try Console.print(AttributeReport.members(of: attribute))
    } else if !invocation[Shared.quiet] {
      for line in AttributeReport.lines(for: attribute) { try Console.print(line) }
    }
  }

  private static func fit(
    _ name: String, _ method: AttributeMethod, _ encoded: EncodedData, _ model: LoadedModel
  ) throws -> AttributeVector {
    let data = encoded.data
    var attribute: AttributeVector
    let heldOut: (without: [Int], with: [Int])
    if let column = data.attribute(named: name), case .continuous(let values) = column.values {
      attribute = try method.fit(
        numbers: column, of: encoded.trainIndices, in: encoded, for: model)
      // As in training: those above the mean against the others.
      let known = encoded.trainIndices.compactMap { values[$0] }
      let mean = known.reduce(0, +) / Double(max(1, known.count))
      heldOut = (
        data.testIndices.filter { values[$0].map { $0 <= mean } ?? false },
        data.testIndices.filter { values[$0].map { $0 > mean } ?? false }
      )
    } else {
      let groups = try AttributeGroups(name, in: data)
      attribute = try method.fit(groups, of: encoded.trainIndices, in: encoded, for: model)
      heldOut = groups.split(data.testIndices)
    }
    if !heldOut.without.isEmpty, !heldOut.with.isEmpty {
      attribute.heldOut = attribute.evaluate(
        without: encoded.latents.selecting(heldOut.without),
        with: encoded.latents.selecting(heldOut.with), threshold: attribute.training?.threshold)
    }
    return attribute
  }
}
