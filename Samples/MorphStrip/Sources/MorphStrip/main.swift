import Foundation
import LatentGallery
import Latents

let avatars = try Gallery.avatars.model()
let data = try Gallery.avatars.dataset()
let (ada, alan) = (data.samples[3], data.samples[8])

// Morph between two samples.
let steps = avatars.morph(from: ada, to: alan, count: 9)
try Picture(strip: steps).write(to: URL(filePath: "morph.png"))

// Learn an attribute and add it.
let smile = AttributeVector(
  from: avatars.encode(data.samples(where: "smiling", is: false)),
  to: avatars.encode(data.samples(where: "smiling", is: true)))
let smilingAlan = avatars.decode(avatars.encode(alan) + 1.5 * smile)
try Picture(strip: [alan, smilingAlan]).write(to: URL(filePath: "smile.png"))

// Sample random latent points: the same seed gives the same pictures on every machine.
var generator = SeededGenerator(seed: 7)
let dreams = avatars.sample(count: 16, using: &generator)
try Picture(sheet: dreams, columns: 4).write(to: URL(filePath: "dreams.png"))

print("Wrote morph.png, smile.png and dreams.png.")
