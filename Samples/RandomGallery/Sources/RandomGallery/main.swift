import Foundation
import LatentGallery
import Latents

let seed = CommandLine.arguments.dropFirst().first.flatMap { UInt64($0) } ?? 7
let model = try Gallery.avatars.model()
let faces = try Gallery.avatars.dataset().test

// Two densities to draw from: what training pulled the encodings towards, and what it reached.
let prior = DiagonalNormal.standard(dimension: model.latentDimension)
let mixture = model.samplingDensity

// How strange a draw is among faces that the model has never seen: 0.5 is an ordinary one.
let typicality = Typicality(of: mixture, for: model.encode(faces.samples))

// Every row draws six points from the same seed.
func draw(_ sampler: some LatentSampler, temperature: Float = 1) -> LatentBatch {
  var generator = SeededGenerator(seed: seed)
  return sampler.sample(count: 6, temperature: temperature, using: &generator)
}

func draw(_ percentiles: ClosedRange<Double>) -> LatentBatch {
  var generator = SeededGenerator(seed: seed)
  return typicality.sample(count: 6, from: mixture, percentiles: percentiles, using: &generator)
}

let rows = [
  ("prior, temperature 1.0", draw(prior)),
  ("mixture, temperature 0.2", draw(mixture, temperature: 0.2)),
  ("mixture, temperature 0.7", draw(mixture, temperature: 0.7)),
  ("mixture, temperature 1.0", draw(mixture)),
  ("mixture, temperature 1.5", draw(mixture, temperature: 1.5)),
  ("mixture, the usual half", draw(0...0.5)),
  ("mixture, the strangest tenth", draw(0.9...1)),
]

for (name, latents) in rows {
  let percentiles = typicality.percentiles(of: latents).sorted()
  let median = Int((50 * (percentiles[2] + percentiles[3])).rounded())
  print("\(name): stranger than \(median) of 100 faces")
}
let pictures = rows.flatMap { model.decode($0.1) }
try Picture(sheet: pictures, columns: 6).write(to: URL(filePath: "gallery.png"))
print("Wrote gallery.png, one row each, from the seed \(seed).")
