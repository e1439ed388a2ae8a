import LatentData
import LatentGallery
import Latents

/// A data set as a model sees it: one posterior per sample.
struct EncodedData {
  let data: LabeledDataset<Picture>
  let posterior: Posterior
  /// The bundled set that this is; nil for data from files.
  let entry: GalleryEntry?

  /// Reads a data set and encodes all of it, with progress.
  init(_ name: String, by vae: VAE<Picture>, _ invocation: Invocation) throws {
    entry = FileKind(of: name) == .missing ? Gallery.entry(named: name) : nil
    data = try SampleSource.pictureData(name, fitting: vae.sampleShape)
    var meter = ProgressMeter(
      "encode", total: data.count, unit: "samples",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    var means = LatentBatch(dimension: vae.latentDimension)
    var logVariances = means
    for start in stride(from: 0, to: data.count, by: 256) {
      let piece = data.samples[start..<min(start + 256, data.count)]
      let posterior = vae.posterior(of: piece.map { SampleSource.fit($0, for: vae) })
      means.append(contentsOf: posterior.means)
      logVariances.append(contentsOf: posterior.logVariances)
      meter.advance(to: means.count)
    }
    meter.clear()
    posterior = Posterior(means: means, logVariances: logVariances)
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
