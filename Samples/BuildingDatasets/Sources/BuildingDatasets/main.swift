import Foundation
import LatentGallery
import Latents

// Stands for your own pictures: 40 drawings in a folder, with a table of what they show.
let pictures = URL(filePath: "pictures")
try FileManager.default.createDirectory(at: pictures, withIntermediateDirectories: true)
var rows = ["file,shape,turned,angle"]
for (index, picture) in try Gallery.sprites.samples(0..<40).enumerated() {
  let sprite = Sprites().factors(at: index)
  try picture.write(to: pictures.appending(path: "drawing-\(index + 100).png"))
  rows.append("drawing-\(index + 100).png,\(sprite.shape),\(sprite.angle > 180),\(sprite.angle)")
}
try rows.joined(separator: "\n")
  .write(to: pictures.appending(path: "attributes.csv"), atomically: true, encoding: .utf8)

// A folder of PNG files is a data set; the table beside them gives the attributes.
let drawings = try LabeledDataset<Picture>(contentsOf: pictures)
for column in drawings.attributes {
  print("\(column.name): \(column.text(at: 0)), \(column.text(at: 1)), \(column.text(at: 2)), …")
}

// The same from arrays: samples, columns, and a part kept for testing.
let arrowPlaces = Set(drawings.indices(where: "shape", is: "arrow"))
var generator = SeededGenerator(seed: 1)
let data = LabeledDataset(
  name: "arrows",
  samples: drawings.samples,
  attributes: [
    AttributeColumn("arrow", .binary(drawings.samples.indices.map(arrowPlaces.contains))),
    AttributeColumn("angle", .continuous(drawings.numbers(of: "angle"))),
  ]
).split(testFraction: 0.2, using: &generator)
print("\(data.train.count) to train with, \(data.test.count) to test with")

// Written, it is a folder that any viewer opens, and reads back as the same pictures.
let folder = URL(filePath: "arrows")
try? FileManager.default.removeItem(at: folder)
try data.write(to: folder)
let again = try LabeledDataset<Picture>(contentsOf: folder)
precondition(again.train.contentHash == data.train.contentHash)
precondition(again.test.contentHash == data.test.contentHash)

let arrows = again.samples(where: "arrow", is: true)
try Picture(sheet: arrows, columns: 4, scale: 3).write(to: URL(filePath: "arrows.png"))
print("Wrote arrows.png with \(arrows.count) pictures.")
