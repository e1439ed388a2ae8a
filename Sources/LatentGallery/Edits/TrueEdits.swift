import Latents

/// The true answers to edits: what a sample of a data set looks like with one factor changed.
///
///     let edits = try #require(try Gallery.faces.trueEdits())
///     let smiling = edits.picture(ofSample: 12, setting: "smile", to: 1)
///
/// An edit in latent space claims to change one thing and nothing else. Where pictures are made from
/// known factors, the claim can be checked: compare the edited picture with the true one.
public struct TrueEdits: Sendable {
  /// What can be changed.
  public let factors: [KnownFactor]

  /// The number of samples that can be asked for; nil when there is no end to them.
  public let sampleCount: Int?

  private let answer: @Sendable (Int, KnownFactor, Double) -> Picture

  /// Makes true edits from a function.
  ///
  /// - Parameters:
  ///   - factors: what can be changed.
  ///   - sampleCount: the number of samples; nil when there is no end to them.
  ///   - answer: the picture of a sample with a factor set to one of its values; the same for the
  ///     same arguments, and callable from several threads at once.
  public init(
    factors: [KnownFactor], sampleCount: Int?,
    answer: @escaping @Sendable (_ sample: Int, _ factor: KnownFactor, _ value: Double) -> Picture
  ) {
    self.factors = factors
    self.sampleCount = sampleCount
    self.answer = answer
  }

  /// The factor with a name; nil when there is none.
  public func factor(named name: String) -> KnownFactor? {
    factors.first { $0.name == name }
  }

  /// The true picture of a sample with one factor set to a value and all else as it was.
  ///
  /// Traps when there is no such sample, factor or value: look with `factor(named:)` first when the
  /// name comes from outside.
  ///
  /// - Parameters:
  ///   - index: the sample's index in the data set.
  ///   - name: the factor's name.
  ///   - value: a number; 0 or 1 for no or yes, the index of a class.
  public func picture(ofSample index: Int, setting name: String, to value: Double) -> Picture {
    answer(checked(index), checked(name, value), value)
  }

  /// The true pictures of several samples with one factor set to a value, worked out in parallel.
  public func pictures(
    ofSamples indices: [Int], setting name: String, to value: Double
  ) -> [Picture] {
    let factor = checked(name, value)
    for index in indices { _ = checked(index) }
    return PictureDrawing.pictures(count: indices.count) { answer(indices[$0], factor, value) }
  }

  private func checked(_ index: Int) -> Int {
    require(
      index >= 0 && index < sampleCount ?? Int.max,
      "There is no sample \(index)\(sampleCount.map { " among \($0)" } ?? "").")
    return index
  }

  private func checked(_ name: String, _ value: Double) -> KnownFactor {
    guard let factor = factor(named: name) else {
      fatalError(
        "There is no factor \"\(name)\"; there are \(factors.map(\.name).joined(separator: ", ")).")
    }
    require(
      factor.contains(value), "The factor \"\(name)\" cannot be \(value): it is \(factor.values).")
    return factor
  }
}
