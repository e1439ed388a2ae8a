import LatentData

extension Failure {
  /// There is no attribute of a name; says which there are, and which is meant perhaps.
  ///
  /// - Parameter purpose: what it is wanted for, such as "to balance over".
  init<Sample>(missing name: String, in data: LabeledDataset<Sample>, _ purpose: String = "") {
    let names = data.attributeNames
    self.init(
      "the data set '\(data.name)' has no attribute '\(name)'"
        + (purpose.isEmpty ? "" : " " + purpose) + suggestion(for: name, in: names)
        + (names.isEmpty
          ? " It has none at all." : " It has \(names.joined(separator: ", "))."))
  }
}
