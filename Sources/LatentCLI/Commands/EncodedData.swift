import LatentData
import LatentGallery
import Latents

/// A data set as a model sees it: one posterior per sample.
///
/// A conditional model that was given a label sees the samples of that label, where the data tell;
/// one that was given none sees each sample with its own.
struct EncodedData {
  /// The samples that were encoded, which need not be all.
  let data: LabeledDataset<Picture>
  /// Where each of them stands in the data set.
  let places: [Int]
  let posterior: Posterior
  /// The bundled set that this is; nil for data from files, and for a part of a set.
  let entry: GalleryEntry?

  /// Reads a data set and encodes it, with progress.
  ///
  /// - Parameters:
  ///   - limit: how many samples to draw and to encode, evenly spread; nil for all.
  ///   - check: looks at the attributes before the work, and throws for what is not there.
  init(
    _ name: String, by vae: VAE<Picture>, _ invocation: Invocation, limit: Int? = nil,
    checking check: (LabeledDataset<Int>) throws -> Void = { _ in }
  ) throws {
    let subject = try DatasetSubject(name, fitting: vae.sampleShape)
    let labels = try SampleLabels(of: subject.outline, for: vae, invocation)
    let fitting = labels.fitting(subject.outline)
    let outline = labels.withoutConstant(subject.outline)
    try check(outline)
    places = limit.map { fitting.evenlySpread($0) } ?? fitting
    entry = places.count == subject.count ? subject.entry : nil

    var meter = ProgressMeter(
      "encode", total: places.count, unit: "samples",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    var means = LatentBatch(dimension: vae.latentDimension)
    var logVariances = means
    var samples: [Picture] = []
    for start in stride(from: 0, to: places.count, by: 256) {
      let piece = Array(places[start..<min(start + 256, places.count)])
      // What is drawn when it is asked for is drawn here, so that the meter counts that too.
      let pictures = try subject.samples(piece)
      let posterior = labels.posterior(
        of: pictures.map { SampleSource.fit($0, for: vae) }, at: piece, by: vae)
      samples += pictures
      means.append(contentsOf: posterior.means)
      logVariances.append(contentsOf: posterior.logVariances)
      meter.advance(to: means.count)
    }
    meter.clear()
    posterior = Posterior(means: means, logVariances: logVariances)
    let test = Set(outline.testIndices)
    data = LabeledDataset(
      name: outline.name, samples: samples,
      attributes: places.count == outline.count
        ? outline.attributes : outline.attributes.map { [places] in $0.selecting(places) },
      testIndices: places.indices.filter { [places] in test.contains(places[$0]) })
  }

  /// The posteriors' means.
  var latents: LatentBatch { posterior.means }

  /// The samples that are not kept for testing; all when none are.
  var trainIndices: [Int] { data.trainIndices }

  /// The name and the content's hash, for what is made from the data.
  var origin: String { "\(data.name) \(data.contentHash)" }
}

extension LabeledDataset {
  /// The samples that are not kept for testing; all when none are.
  var trainIndices: [Int] {
    let test = Set(testIndices)
    return samples.indices.filter { !test.contains($0) }
  }

  /// The samples to judge by: those kept for testing; all when none are.
  var judgedIndices: [Int] { testIndices.isEmpty ? Array(samples.indices) : testIndices }
}
