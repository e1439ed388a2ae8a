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
    layout: .mnist(
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
    layout: .sheets(count: 6, testFraction: 0.1))

  /// All entries, simplest first.
  public static let all = [fashion, avatars]

  /// The entry with a name; nil when there is none.
  public static func entry(named name: String) -> GalleryEntry? {
    all.first { $0.name == name }
  }
}
