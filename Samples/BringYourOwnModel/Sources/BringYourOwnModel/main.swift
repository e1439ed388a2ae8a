import Foundation
import LatentGallery
import Latents

let data = try Gallery.fashion.dataset()

// The other model takes and gives plain numbers.
func numbers(of picture: Picture) -> [Double] { picture.bytes.map { Double($0) / 255 } }
func picture(of numbers: [Double]) -> Picture {
  let bytes = numbers.map { UInt8(255 * min(1, max(0, $0))) }
  return Picture(width: 28, height: 28, kind: .grey, bytes: bytes)
}
let examples = Array(data.train.samples.prefix(1000))
let other = Eigenpictures(of: examples.map(numbers), count: 24)

// Two closures make it a latent model: samples to vectors, and vectors to samples.
let model = ModelAdapter<Picture, Never>(
  latentDimension: 24,
  encode: { pictures in
    LatentBatch(
      pictures.map { LatentVector(other.codes(numbers(of: $0)).map { Float($0) }) }, dimension: 24)
  },
  decode: { latents in latents.map { picture(of: other.numbers($0.map { Double($0) })) } })

// Does it keep the promises that operations build on?
let violations = checkLatentModel(model, samples: Array(data.test.samples.prefix(8)))
for violation in violations { print(violation) }
print("\(violations.count) promises broken")

// From here on nothing is special: every operation takes this model as it takes a VAE.
func kind(_ name: String) -> [Picture] { data.test.samples(where: "class", is: name) }
let boot = kind("ankle boot")[0]
let encodings = model.encode(examples)
var generator = SeededGenerator(seed: 7)

let sleeves = AttributeVector(
  from: model.encode(kind("T-shirt/top")), to: model.encode(kind("pullover")), named: "sleeves")
let mixture = GaussianMixture(fitting: encodings, componentCount: 12, using: &generator)
let likeBoot = encodings.indices(closestTo: model.encode(boot), count: 9).map { examples[$0] }

let rows: [(name: String, pictures: [Picture])] = [
  ("pictures", Array(data.test.samples.prefix(9))),
  ("reconstructions", model.reconstruct(Array(data.test.samples.prefix(9)))),
  ("morph", model.morph(from: kind("sneaker")[0], to: boot, count: 9)),
  (
    "attribute",
    (0..<9).map { model.edit(kind("T-shirt/top")[2], by: Float($0) / 4 * sleeves.vector) }
  ),
  ("random", model.sample(count: 9, from: mixture, temperature: 0.8, using: &generator)),
  ("variations", model.variations(of: boot, count: 9, angle: 0.3, using: &generator)),
  ("neighbours", likeBoot),
]
try Picture(sheet: rows.flatMap(\.pictures), columns: 9, scale: 2)
  .write(to: URL(filePath: "eigenclothes.png"))
print("Wrote eigenclothes.png: " + rows.map(\.name).joined(separator: ", ") + ".")
