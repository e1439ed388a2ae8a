import LatentSpace

/// Samples with named attributes, and which of them are kept for testing.
///
///     let data = try Gallery.avatars.dataset()
///     data.samples[3]                                  // one picture
///     data.samples(where: "smiling", is: true)         // those that smile
///     data.train.samples(where: "accessory", is: "round")
///
/// An index means the same sample everywhere: in `samples` and in every attribute.
public struct LabeledDataset<Sample: Sendable>: Sendable {
  /// A short name, such as `avatars`; empty when it has none.
  public var name: String

  /// All samples, those for testing included.
  public let samples: [Sample]

  /// The attributes, each with one value per sample.
  public let attributes: [AttributeColumn]

  /// The indices of the samples kept for testing, ascending; empty when none are.
  public let testIndices: [Int]

  /// Makes a data set.
  ///
  /// - Parameters:
  ///   - name: a short name, such as `avatars`.
  ///   - samples: the samples.
  ///   - attributes: columns with different names, each with one value per sample.
  ///   - testIndices: the samples kept for testing, in any order.
  public init(
    name: String = "", samples: [Sample], attributes: [AttributeColumn] = [],
    testIndices: some Sequence<Int> = EmptyCollection()
  ) {
    for column in attributes {
      require(
        column.count == samples.count,
        "The attribute \"\(column.name)\" has \(column.count) values for \(samples.count) samples.")
    }
    require(
      Set(attributes.map(\.name)).count == attributes.count,
      "Two attributes of a data set have the same name.")
    let test = Set(testIndices).sorted()
    require(
      test.first ?? 0 >= 0 && test.last ?? -1 < samples.count,
      "A test index is outside the \(samples.count) samples.")
    self.name = name
    self.samples = samples
    self.attributes = attributes
    self.testIndices = test
  }

  /// The number of samples.
  public var count: Int { samples.count }

  /// The names of the attributes, in order.
  public var attributeNames: [String] { attributes.map(\.name) }

  /// The attribute with a name; nil when there is none.
  public func attribute(named name: String) -> AttributeColumn? {
    attributes.first { $0.name == name }
  }

  /// The samples not kept for testing: all when none are.
  public var train: LabeledDataset {
    if testIndices.isEmpty { return self }
    let test = Set(testIndices)
    return selecting(samples.indices.filter { !test.contains($0) })
  }

  /// The samples kept for testing; empty when none are.
  public var test: LabeledDataset { selecting(testIndices) }

  /// Some of the samples with their attributes, in the order of the indices, with no test part.
  public func selecting(_ indices: some Sequence<Int>) -> LabeledDataset {
    let indices = Array(indices)
    for index in indices {
      require(
        samples.indices.contains(index), "There is no sample \(index) among \(samples.count).")
    }
    return LabeledDataset(
      name: name, samples: indices.map { samples[$0] },
      attributes: attributes.map { $0.selecting(indices) })
  }

  /// The same samples with a random part of them kept for testing instead of the present one.
  ///
  /// - Parameters:
  ///   - fraction: the part to keep, 0 to 1, rounded to the nearest number of samples.
  ///   - generator: where chance comes from; one draw per sample but the first.
  public func split(
    testFraction fraction: Double, using generator: inout some RandomNumberGenerator
  ) -> LabeledDataset {
    require(fraction >= 0 && fraction <= 1, "The test part is \(fraction), not within 0 and 1.")
    let order = generator.nextPermutation(count: count)
    let test = order.prefix(Int((fraction * Double(count)).rounded()))
    return LabeledDataset(
      name: name, samples: samples, attributes: attributes, testIndices: test)
  }
}

extension LabeledDataset where Sample: TensorConvertible {
  /// The shape that all samples share; nil when there are none or their shapes differ.
  public var sampleShape: Tensor.Shape? {
    guard let shape = samples.first?.tensorShape else { return nil }
    return samples.allSatisfy { $0.tensorShape == shape } ? shape : nil
  }

  /// A hash of all samples, attributes and the test part: 64 hexadecimal digits (SHA-256).
  ///
  /// Equal hashes mean equal data, whatever file format they came in; the name does not matter.
  public var contentHash: String {
    var hash = SHA256()
    hash.update(samples: samples)
    for column in attributes {
      hash.update(column.name)
      for index in 0..<count { hash.update(column.text(at: index)) }
    }
    hash.update("\(testIndices)")
    return hash.finish()
  }
}

extension SHA256 {
  /// Takes in samples: how many there are, and each one's shape and content.
  mutating func update<Sample: TensorConvertible>(samples: some Collection<Sample>) {
    update("\(samples.count) samples")
    for sample in samples {
      update("\(sample.tensorShape.dimensions)")
      update(sample.contentBytes)
    }
  }
}
