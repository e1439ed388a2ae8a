import Foundation
import LatentGallery
import Latents

// Your own pictures, a folder of PNG files made fit for the model, or else two thousand sprites.
let data =
  if let folder = CommandLine.arguments.dropFirst().first {
    try LabeledDataset<Picture>(contentsOf: URL(filePath: folder), fitting: [32, 32, 3])
  } else {
    Sprites(of: SpriteFactors.factorial(hues: 10, sizes: 4, places: 1, angles: 12))
      .dataset(count: 2400)
  }
var generator = SeededGenerator(seed: 1)
let parts = data.split(testFraction: 0.1, using: &generator)
let (train, test) = (parts.train.samples, parts.test.samples)

// A small network, and some passes over the pictures. One number, the seed, decides everything.
var model = try VAE<Picture>(
  .convolutional(
    sampleShape: [32, 32, 3], latentDimension: 12, channels: [16, 32, 64], hidden: 128,
    activation: .silu, likelihood: .normal(standardDeviation: 0.05)),
  scaledTo: train, using: &generator)
let trainer = Trainer(epochs: 30, batchSize: 32, learningRate: 0.003, schedule: .cosine)
try trainer.fit(
  &model, to: train, validation: test, using: &generator,
  onEpoch: { epoch in
    guard epoch.number % 3 == 0 else { return }
    let (loss, unseen) = (Int(epoch.training.loss), Int(epoch.validation!.loss))
    print("epoch \(epoch.number): loss \(loss), of unseen pictures \(unseen)")
  })

// Random pictures come from where the encodings lie.
model.fittedDensity = GaussianMixture(
  fitting: model.encode(train), componentCount: 20, using: &generator)

// One file holds it all, and reads back as the same model.
let file = URL(filePath: "model.safetensors")
try model.write(to: file)
let again = try VAE<Picture>(contentsOf: file)

let unseen = (0..<12).map { test[$0 * test.count / 12] }
let dreams = again.sample(count: 12, using: &generator)
try Picture(sheet: unseen + again.reconstruct(unseen) + dreams, columns: 12)
  .write(to: URL(filePath: "trained.png"))
print("Wrote model.safetensors and trained.png.")
