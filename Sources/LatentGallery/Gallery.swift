import Latents

/// The data sets and models that come with the package.
///
///     let data = try Gallery.avatars.dataset()
///     for entry in Gallery.all { print(entry.name, entry.summary) }
public enum Gallery {
  /// Photographs of clothes, 28 × 28 grey, in ten classes: a balanced subset of Fashion-MNIST.
  ///
  /// 6,000 pictures for training, then 1,000 for testing, each from the same part of the original.
  public static let fashion = GalleryEntry(
    name: "fashion",
    title: "Fashion-MNIST, 7,000 of 70,000",
    summary: "clothes, 28 × 28 grey, ten classes",
    credit: "Zalando SE, MIT licence",
    sampleCount: 7000,
    sampleShape: [28, 28, 1],
    source: .mnist(
      classNames: [
        "T-shirt/top", "trouser", "pullover", "dress", "coat", "sandal", "shirt", "sneaker", "bag",
        "ankle boot",
      ]))

  /// Cartoon faces, 64 × 64 in colour, with attributes such as `smiling` and `glasses`.
  ///
  /// 6,000 pictures; 600 of them, drawn once and for all with the seed 0, are for testing. Each part
  /// of a face is drawn independently, except that beards exclude long hair.
  public static let avatars = GalleryEntry(
    name: "avatars",
    title: "Avataaars, 6,000 faces",
    summary: "cartoon faces, 64 × 64 colour, with attributes",
    credit: "Avataaars by Pablo Stanley, free for personal and commercial use; "
      + "python-avatars, MIT licence",
    sampleCount: 6000,
    sampleShape: [64, 64, 3],
    source: .sheets(count: 6, testFraction: 0.1))

  /// Faces rendered from a head mesh, 64 × 64 in colour: every factor is known exactly.
  ///
  /// 10,000 pictures of the seed 0, the last 1,000 for testing; `Faces` draws any number of others.
  /// Nobody is depicted.
  public static let faces = GalleryEntry(
    name: "faces",
    title: "Rendered faces, 10,000 of an endless sequence",
    summary: "rendered faces, 64 × 64 colour, with exact factors and true edits",
    credit: "MakeHuman's head, Mika Suominen's face units; CC0",
    sampleCount: 10_000,
    sampleShape: [64, 64, 3],
    source: .faces)

  /// Silhouettes of animals, 28 × 28 grey, in ten classes, cats and dogs among them.
  ///
  /// 8,700 pictures for training, then 1,016 for testing.
  public static let animals = GalleryEntry(
    name: "animals",
    title: "Animal silhouettes, 9,716",
    summary: "silhouettes of animals, 28 × 28 grey, ten classes",
    credit: "animal-mnist by SinaSR-6, MIT licence",
    sampleCount: 9716,
    sampleShape: [28, 28, 1],
    source: .mnist(
      classNames: [
        "bear", "bird", "cat", "cow", "dog", "elephant", "giraffe", "horse", "sheep", "zebra",
      ]))

  /// Handwritten digits, 28 × 28 grey: a balanced subset of MNIST.
  ///
  /// 4,000 pictures for training, then 1,000 for testing.
  public static let digits = GalleryEntry(
    name: "digits",
    title: "MNIST, 5,000 of 70,000",
    summary: "handwritten digits, 28 × 28 grey, ten classes",
    credit: "Yann LeCun, Corinna Cortes and Christopher J. C. Burges, CC BY-SA 3.0",
    sampleCount: 5000,
    sampleShape: [28, 28, 1],
    source: .mnist(classNames: (0..<10).map(String.init)))

  /// Letters of 112 open font families, 28 × 28 grey, each regular, bold, italic and bold italic.
  ///
  /// 23,296 pictures; the twelve families for testing have no near twin among the others.
  public static let glyphs = GalleryEntry(
    name: "glyphs",
    title: "Letters of 112 font families, 23,296",
    summary: "letters in four styles, 28 × 28 grey, with true edits",
    credit: "rendered from fonts under the SIL Open Font License; pictures CC0",
    sampleCount: 23_296,
    sampleShape: [28, 28, 1],
    source: .glyphs(
      testFamilies: [
        "Caladea", "Cuprum", "EB Garamond", "Ibarra Real Nova", "JetBrains Mono", "Josefin Sans",
        "Merriweather", "Old Standard", "Overlock", "Quattrocento Sans", "Roboto Serif", "Rosario",
      ]))

  /// Simple shapes, 32 × 32 in colour, drawn from independent factors.
  ///
  /// 10,000 pictures of the seed 0, the last 1,000 for testing; `Sprites` draws any number of
  /// others, or every combination of values.
  public static let sprites = GalleryEntry(
    name: "sprites",
    title: "Sprites, 10,000 of an endless sequence",
    summary: "shapes, 32 × 32 colour, with exact factors and true edits",
    credit: "part of this package, CC0",
    sampleCount: 10_000,
    sampleShape: [32, 32, 3],
    source: .sprites)

  /// All entries, each with a model.
  public static let all = [fashion, avatars, faces, animals, digits, glyphs, sprites]

  /// The entry with a name; nil when there is none.
  public static func entry(named name: String) -> GalleryEntry? {
    all.first { $0.name == name }
  }
}
