import LatentCLI
import Testing

@Suite struct NearestNameTests {
  @Test(arguments: [
    ("", "", 0), ("", "abc", 3), ("kitten", "sitting", 3), ("morph", "morhp", 1),
    ("same", "same", 0), ("ca", "abc", 3), ("flaw", "lawn", 2),
  ])
  func `The edit distance of known pairs`(first: String, second: String, distance: Int) {
    #expect(editDistance(first, second) == distance)
    #expect(editDistance(second, first) == distance)
  }

  @Test func `A slip finds the name that was meant`() {
    let names = ["models", "morph", "sample", "train"]
    #expect(nearestName(to: "mroph", in: names) == "morph")
    #expect(nearestName(to: "MODEL", in: names) == "models")
    #expect(nearestName(to: "sampel", in: names) == "sample")
    #expect(nearestName(to: "tr", in: names) == "train")
  }

  @Test func `A word unlike all names finds none`() {
    #expect(nearestName(to: "xylophone", in: ["morph", "train"]) == nil)
    #expect(nearestName(to: "x", in: ["a", "b"]) == nil)
    #expect(nearestName(to: "mo", in: ["models", "morph"]) == nil)
    #expect(nearestName(to: "", in: ["a"]) == nil)
  }

  @Test func `A suggestion ends the sentence either way`() {
    #expect(suggestion(for: "trian", in: ["train"]) == "; did you mean 'train'?")
    #expect(suggestion(for: "zzz", in: ["train"]) == ".")
  }
}
