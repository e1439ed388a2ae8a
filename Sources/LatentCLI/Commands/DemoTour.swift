/// The steps of the demo: what each shows, and its command.
enum DemoTour {
  struct Step: Sendable {
    var title: String
    var story: String
    /// The picture's name, as the command has it.
    var file: String
    /// The command's words after `latent`.
    var words: [String]

    init(_ title: String, _ story: String, file: String, _ command: String) {
      self.title = title
      self.story = story
      self.file = file
      words = command.split(separator: " ").map(String.init) + ["-o", file]
    }
  }

  static let steps = [
    Step(
      "A morph",
      "From a sandal to a boot, and from there to a bag: nine steps each, evenly spaced on the way "
        + "between the pictures' places. Every step is a thing of its own.",
      file: "morph.png", "morph fashion fashion:6 fashion:20 fashion:41 --count 9"),
    Step(
      "New things",
      "Thirty-six random points, decoded. None of these clothes was ever photographed; the seed "
        + "brings them back.",
      file: "samples.png", "sample fashion --count 36 --seed 7 --columns 12"),
    Step(
      "What the model sees",
      "Pictures above, and below them what is left after they went through a few numbers.",
      file: "reconstructions.png", "reconstruct fashion fashion:0-11 --columns 12"),
  ]
}
