import Latents

/// The true results of one edit of several samples, beside what a model makes of them.
///
///     let edits = try #require(try Gallery.faces.trueEdits())
///     let truth = EditTruth(
///       edits, of: samples, at: indices, setting: "smiling", to: 1, by: model)
///     let accuracy = truth.accuracy(of: edited, using: &generator)
///
/// Drawn and reconstructed once, so that several ways to make the same edit can be compared.
public struct EditTruth: Sendable {
  /// The samples before the edit; those that the true edit leaves as they are, are not among them.
  public let samples: [Picture]

  /// The places of the samples in what was given, ascending.
  public let places: [Int]

  /// The true results.
  public let pictures: [Picture]

  private let original: LatentBatch
  private let unedited: LatentBatch
  private let truth: LatentBatch
  private let reconstructedTruth: LatentBatch

  /// Draws the true results and reconstructs them and the samples.
  ///
  /// Traps when there is no such factor, value or sample. There is no truth (nil) when the edit
  /// changes none of the samples.
  ///
  /// - Parameters:
  ///   - edits: who knows the truth.
  ///   - samples: samples of the data set, of the model's size.
  ///   - indices: their indices in the data set.
  ///   - name: the factor that the edit is to change.
  ///   - value: what it is to become.
  ///   - model: what reconstructs.
  public init?<Model: LatentModel<Picture>>(
    _ edits: TrueEdits, of samples: [Picture], at indices: [Int], setting name: String,
    to value: Double, by model: Model
  ) throws(Model.Failure) {
    require(
      samples.count == indices.count,
      "Each of \(samples.count) samples needs its index in the data set, but there are "
        + "\(indices.count).")
    let pictures = edits.pictures(ofSamples: indices, setting: name, to: value)
    let places = samples.indices.filter { pictures[$0] != samples[$0] }
    guard !places.isEmpty else { return nil }
    self.places = places
    self.samples = places.map { samples[$0] }
    self.pictures = places.map { pictures[$0] }
    original = Self.values(self.samples)
    truth = Self.values(self.pictures)
    unedited = Self.values(try model.reconstruct(self.samples))
    reconstructedTruth = Self.values(try model.reconstruct(self.pictures))
  }

  /// How near edited samples come to the truth.
  ///
  /// - Parameters:
  ///   - edited: the result for each of `samples`, in the same order.
  ///   - bootstrap: how the intervals are made.
  ///   - generator: what the resamples are drawn with; four numbers are taken from it.
  public func accuracy(
    of edited: [Picture], bootstrap: Bootstrap = Bootstrap(),
    using generator: inout some RandomNumberGenerator
  ) -> EditAccuracy {
    EditAccuracy(
      edited: Self.values(edited), unedited: unedited, truth: truth, original: original,
      reconstructedTruth: reconstructedTruth, bootstrap: bootstrap, using: &generator)
  }

  /// A row of values from 0 to 1 for each picture.
  private static func values(_ pictures: [Picture]) -> LatentBatch {
    LatentBatch(pictures.map { picture in LatentVector(picture.bytes.map { Float($0) / 255 }) })
  }
}
