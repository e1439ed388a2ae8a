import LatentData
import Latents

/// A data set as a model sees it: one latent per sample.
struct EncodedData {
  let data: LabeledDataset<Picture>
  let latents: LatentBatch

  /// Reads a data set and encodes all of it, with progress.
  init(_ name: String, by vae: VAE<Picture>, _ invocation: Invocation) throws {
    data = try SampleSource.pictureData(name, fitting: vae.sampleShape)
    var meter = ProgressMeter(
      "encode", total: data.count, unit: "samples",
      style: ProgressMeter.style(isQuiet: invocation[Shared.quiet]))
    var latents = LatentBatch(dimension: vae.latentDimension)
    for start in stride(from: 0, to: data.count, by: 256) {
      let piece = data.samples[start..<min(start + 256, data.count)]
      latents.append(contentsOf: vae.encode(piece.map { SampleSource.fit($0, for: vae) }))
      meter.advance(to: latents.count)
    }
    meter.clear()
    self.latents = latents
  }

  /// The samples that are not kept for testing; all when none are.
  var trainIndices: [Int] {
    let test = Set(data.testIndices)
    return data.samples.indices.filter { !test.contains($0) }
  }

  /// The name and the content's hash, for what is made from the data.
  var origin: String { "\(data.name) \(data.contentHash)" }
}
