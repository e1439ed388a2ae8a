import LatentData
import Latents

/// What `--json` prints: objects on one line with sorted names.
extension JSONValue {
  /// A single-precision number with no more digits than it has.
  package static func float(_ value: Float) -> JSONValue {
    .number(Double(value.description) ?? Double(value))
  }

  /// A number with so many decimals at most, for figures whose further digits mean nothing.
  package static func rounded(_ value: Double, decimals: Int) -> JSONValue {
    Double(fixed(value, decimals: decimals)).map(JSONValue.number) ?? .null
  }

  /// A figure with its interval, its count and how it was measured.
  static func estimate(_ estimate: Estimate) -> JSONValue {
    var members: [String: JSONValue] = [
      "value": .number(estimate.value), "n": .integer(estimate.count),
      "estimator": .string(estimate.estimator),
    ]
    members["lower"] = estimate.interval.map { .number($0.lowerBound) }
    members["upper"] = estimate.interval.map { .number($0.upperBound) }
    return .object(members)
  }
}

extension Console {
  /// Prints an object as one line of JSON.
  package static func print(_ members: [String: JSONValue]) throws(Failure) {
    try print(JSONValue.object(members).text)
  }
}
