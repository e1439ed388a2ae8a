import Foundation
import LatentGallery
import Latents

let avatars = try Gallery.avatars.model()
let data = try Gallery.avatars.dataset()
let (ada, grace) = (data.samples[3362], data.samples[5436])

// Morph between two samples.
let steps = avatars.morph(from: ada, to: grace, count: 9)
try Picture(strip: steps, scale: 2).write(to: URL(filePath: "morph.png"))

// Learn an attribute and add it.
let smile = AttributeVector(
  from: avatars.encode(data.samples(where: "smiling", is: false)),
  to: avatars.encode(data.samples(where: "smiling", is: true)))
let smilingGrace = avatars.decode(avatars.encode(grace) + 1.5 * smile)
try Picture(strip: [grace, smilingGrace], scale: 2).write(to: URL(filePath: "smile.png"))

// Sample random latent points: the same seed gives the same pictures on every machine.
var generator = SeededGenerator(seed: 7)
let dreams = avatars.sample(count: 16, using: &generator)
try Picture(sheet: dreams, columns: 4).write(to: URL(filePath: "dreams.png"))

print("Wrote morph.png, smile.png and dreams.png.")
