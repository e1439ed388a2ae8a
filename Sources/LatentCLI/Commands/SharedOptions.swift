/// Options and places that several commands have in common.
package enum Shared {
  static let model = Positional("MODEL", help: "a bundled model's name or a model file")

  static let samples = Positional(
    "SAMPLE", count: 1...Int.max,
    help: "a picture file, or one or more samples of a data set: fashion:12, fashion:0-15")

  static let data = Positional(
    "DATA",
    help: """
      a bundled data set's name, a folder of PNG files (sub-folders are labels), a folder with \
      the IDX files of MNIST, or an IDX, .npy or .csv file
      """)

  static let codes = Positional(
    "CODES", help: "a file of latent vectors: .npy, .csv, .json or .safetensors")

  static let pictureOutput = Option(
    required: "output", short: "o", .file.called("PNG"), help: "the picture to write")

  static let label = Option<String?>(
    optional: "label", .text("NAME"),
    help: "the label of the samples, for a conditional model (see info)")

  /// The same for a command that looks at a whole data set.
  static let labelOfData = Option<String?>(
    optional: "label", .text("NAME"),
    help: """
      the label, for a conditional model (see info); of data that have it only the samples with \
      this label are taken
      """)

  static let seed = Option<UInt64>(
    "seed", .wholeNumber(0...), default: 0, help: "the same seed gives the same result")

  static let scale = Option<Int?>(
    optional: "scale", .wholeNumber(1...64),
    help: "how many pixels wide each pixel is drawn (default: what makes small pictures visible)")

  static let show = Flag("show", help: "draw the picture in the terminal as well")

  static let json = Flag("json", help: "print figures as JSON, one object on a line")

  static let quiet = Flag("quiet", short: "q", help: "print no progress and no remarks")
}
