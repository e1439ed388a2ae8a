import Foundation
import LatentGallery
import Latents

// One request per line of standard input, one answer per line of standard output, until the input ends.
var editor = Editor(model: try Gallery.avatars.model(), data: try Gallery.avatars.dataset())

let encoder = JSONEncoder()
encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]

while let line = readLine() {
  if line.allSatisfy(\.isWhitespace) { continue }
  let answer = editor.answer(to: Data(line.utf8))
  try FileHandle.standardOutput.write(contentsOf: encoder.encode(answer) + Data("\n".utf8))
}
