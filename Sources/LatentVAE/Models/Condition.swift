/// What a conditional model is told about every sample: one of several labels.
public struct Condition: Hashable, Sendable, Codable {
  /// What the labels are of, such as `clothing`.
  public var name: String
  /// The labels' names; a label is an index into them.
  public var labels: [String]

  /// A condition of two labels or more, all different.
  public init(name: String, labels: [String]) {
    self.name = name
    self.labels = labels
  }

  /// The label of that name; nil when there is none.
  public func index(of label: String) -> Int? { labels.firstIndex(of: label) }
}

extension Architecture {
  /// The same networks, told a label: a model of p(x | label) (Sohn et al. 2015).
  ///
  /// Encoder and decoder get a label embedding after their first layer with weights, which is what
  /// joining the label to that layer's input would be. An encoder without such a layer gets one on the
  /// sample itself. To place the embeddings yourself, put them into the layers and set `condition`.
  ///
  /// - Parameters:
  ///   - name: what the labels are of, such as `clothing`.
  ///   - labels: the labels' names, two or more.
  public func conditional(on name: String, labels: [String]) -> Architecture {
    var architecture = self
    architecture.condition = Condition(name: name, labels: labels)
    architecture.encoder = Self.inserting(.labelEmbedding, into: encoder)
    architecture.decoder = Self.inserting(.labelEmbedding, into: decoder)
    return architecture
  }

  private static func inserting(_ layer: Layer, into layers: [Layer]) -> [Layer] {
    let place = layers.firstIndex { layer in
      switch layer {
      case .dense, .convolution, .transposedConvolution: true
      default: false
      }
    }
    var layers = layers
    layers.insert(layer, at: place.map { $0 + 1 } ?? 0)
    return layers
  }

  /// How many labels the networks are told of; 0 for an unconditional model.
  var labelCount: Int { condition?.labels.count ?? 0 }

  /// Throws when the labels are ones that no model can have.
  func checkCondition() throws(ArchitectureError) {
    guard let condition else { return }
    guard (2...65536).contains(condition.labels.count) else {
      throw ArchitectureError(
        "A conditional model has 2 to 65536 labels, but was given \(condition.labels.count).")
    }
    guard Set(condition.labels).count == condition.labels.count else {
      throw ArchitectureError("Two labels of '\(condition.name)' have the same name.")
    }
    guard Self.hasEmbedding(decoder) else {
      throw ArchitectureError(
        "A conditional model's decoder needs a label embedding; use `conditional(on:labels:)`.")
    }
  }

  private static func hasEmbedding(_ layers: [Layer]) -> Bool {
    layers.contains { layer in
      switch layer {
      case .labelEmbedding: true
      case .residual(let body): hasEmbedding(body)
      default: false
      }
    }
  }
}
