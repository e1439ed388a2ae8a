import Foundation
import LatentGallery
import Latents

let model = try Gallery.avatars.model()
let data = try Gallery.avatars.dataset()

// What to edit, and how: a picture of your own or a bundled face, and signed amounts of attributes.
let arguments = Array(CommandLine.arguments.dropFirst())
let original =
  if let path = arguments.first {
    try Picture(contentsOf: URL(filePath: path)).fitted(width: 64, height: 64, kind: .rgb)
  } else {
    data.samples[62]
  }
let edit = try LatentExpression(arguments.count > 1 ? arguments[1] : "smiling*1.5 + glasses")

// One vector per attribute. Beards never come with long hair in these data, so that the difference of
// all with and all without would be one of hair; balancing compares only faces of the same length.
let encodings = model.encode(data.train.samples)
let hair = Confounder(name: "long_hair", values: data.train.texts(of: "long_hair"))
let attributes = try ["smiling", "glasses", "beard", "long_hair", "grey_hair"].map { name in
  try AttributeVector(
    encodings, hasAttribute: data.train.flags(of: name),
    balancing: name == "beard" ? [hair] : [], leavingOutSmallCells: true, named: name)
}

// Before, after, and after with the details kept that the model does not know.
let change = try edit.evaluate(with: attributes)
let before = model.encode(original)
let after = before + change
let sheet = [
  original, model.decode(before), model.decode(after),
  model.edit(keepingResidualOf: original, by: change),
]
try Picture(strip: sheet, scale: 2).write(to: URL(filePath: "edited.png"))

// Above zero a face has the attribute. What else moved?
for attribute in attributes {
  let name = attribute.name!.padding(toLength: 10, withPad: " ", startingAt: 0)
  let scores = (attribute.score(of: before), attribute.score(of: after))
  print(name + String(format: "%7.1f →%6.1f", scores.0, scores.1))
}
print("Wrote edited.png.")
