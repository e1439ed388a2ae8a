import Foundation
import LatentData
import Latents

extension InfoCommand {
  /// Everything that the model's file says, as one object.
  static func members(of description: ModelDescription) throws -> [String: JSONValue] {
    let architecture = description.architecture
    var members: [String: JSONValue] = [
      "architecture": try value(of: architecture),
      "latent": .integer(architecture.latentDimension),
      "precision": .string(description.precision.rawValue),
      "sampleShape": .array(architecture.sampleShape.dimensions.map { .integer($0) }),
      "outputLogVariance": .float(description.outputLogVariance),
    ]
    members["density"] = description.density.map { .string($0) }
    members["provenance"] = try description.provenance.map { try value(of: $0) }
    return members
  }

  private static func value(of encodable: some Encodable) throws -> JSONValue {
    try JSONValue(Array(JSONEncoder().encode(encodable))[...])
  }
}
