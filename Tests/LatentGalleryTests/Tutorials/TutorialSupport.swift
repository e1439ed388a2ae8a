import Foundation
import Latents
import Testing

/// Compares a picture with the one in `docs/pictures`, pixel by pixel.
///
/// With `LATENT_RECORD_PICTURES=1` a picture that differs is kept there instead.
func expectTutorialPicture(
  _ picture: Picture, _ name: String, sourceLocation: SourceLocation = #_sourceLocation
) throws {
  let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  let kept = root.appending(path: "docs/pictures/\(name).png")
  if ProcessInfo.processInfo.environment["LATENT_RECORD_PICTURES"] == "1",
    (try? Picture(contentsOf: kept)) != picture
  {
    try picture.write(to: kept)
  }
  #expect(try Picture(contentsOf: kept) == picture, "\(name)", sourceLocation: sourceLocation)
}

/// The mean squared error of pictures, values from 0 to 1.
func squaredError(_ first: [Picture], _ second: [Picture]) -> Double {
  var sum = 0
  var count = 0
  for (a, b) in zip(first, second) {
    for (x, y) in zip(a.bytes, b.bytes) {
      let difference: Int = Int(x) - Int(y)
      sum += difference * difference
      count += 1
    }
  }
  return Double(sum) / Double(count) / 65025
}

/// The share of positions for which a condition holds.
func share(_ positions: some Collection<Int>, where holds: (Int) -> Bool) -> Double {
  Double(positions.filter(holds).count) / Double(positions.count)
}
