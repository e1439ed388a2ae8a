import Foundation
import Latents

/// The bundled letters: every family in four styles, so that an edit of style has a true answer.
struct GlyphFiles: Sendable {
  private let samples: [Picture]
  private let attributes: [AttributeColumn]
  private let families: [String]
  private let letters: [String]

  /// The pictures lie family by family, regular, bold, italic and bold italic, then by letter.
  private static let styleCount = 4

  init(in folder: URL) throws {
    let url = folder.appending(path: "images-idx3-ubyte.gz")
    samples = try LabeledDataset<Picture>(contentsOf: url).samples
    let attributes = try AttributeColumn.table(
      folder.appending(path: "attributes.csv.gz"), count: samples.count)
    func damage(_ detail: String) -> FormatError {
      FormatError(.dataset, .damaged, detail, path: folder.path(percentEncoded: false))
    }
    func column(_ name: String) throws -> AttributeColumn {
      guard let column = attributes.first(where: { $0.name == name }) else {
        throw damage("it has no column \"\(name)\".")
      }
      return column
    }
    self.attributes = attributes
    families = try column("family").classNames
    letters = try column("letter").classNames
    let (bold, italic) = (try column("bold"), try column("italic"))
    let (family, letter) = (try column("family"), try column("letter"))
    let size = letters.count * Self.styleCount
    guard letters.count > 0, samples.count == families.count * size else {
      throw damage("it does not have every letter of every family in four styles.")
    }
    for index in samples.indices {
      let style = index % size / letters.count
      guard bold.text(at: index) == (style & 1 == 1 ? "1" : "0"),
        italic.text(at: index) == (style & 2 == 2 ? "1" : "0"),
        letter.text(at: index) == letters[index % letters.count],
        family.text(at: index) == family.text(at: index - index % size)
      else { throw damage("its row \(index + 1) is out of order.") }
    }
  }

  func dataset(_ name: String, testFamilies: [String]) -> LabeledDataset<Picture> {
    let data = LabeledDataset(name: name, samples: samples, attributes: attributes)
    let test = testFamilies.flatMap { data.indices(where: "family", is: $0) }
    return LabeledDataset(
      name: name, samples: samples, attributes: attributes, testIndices: test)
  }

  /// The same letter in another style, another letter in the same style, or another family.
  var trueEdits: TrueEdits {
    let size = letters.count * Self.styleCount
    // Families are classes in the order of their names, and lie in an order of their own.
    let names = stride(from: 0, to: samples.count, by: size).map { start in
      attributes.first { $0.name == "family" }!.text(at: start)
    }
    let places = families.map { names.firstIndex(of: $0)! }
    let (samples, letters) = (samples, letters)
    return TrueEdits(
      factors: [
        KnownFactor("bold", .binary), KnownFactor("italic", .binary),
        KnownFactor("uppercase", .binary), KnownFactor("letter", .categorical(names: letters)),
        KnownFactor("family", .categorical(names: families)),
      ],
      sampleCount: samples.count
    ) { index, factor, value in
      var (family, letter) = (index / size, index % letters.count)
      var style = index % size / letters.count
      let number = Int(value)
      switch factor.name {
      case "bold": style = style & ~1 | number
      case "italic": style = style & ~2 | number << 1
      case "uppercase":
        let text = number == 1 ? letters[letter].uppercased() : letters[letter].lowercased()
        letter = letters.firstIndex(of: text)!
      case "letter": letter = number
      default: family = places[number]
      }
      return samples[(family * Self.styleCount + style) * letters.count + letter]
    }
  }
}
