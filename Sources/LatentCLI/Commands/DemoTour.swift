/// The steps of the demo: what each shows, and the commands that make it.
package enum DemoTour {
  package struct Step: Sendable {
    package var title: String
    package var story: String
    /// The bundled model that the step needs.
    package var model: String
    /// The picture that the last command writes.
    package var file: String
    /// The words of each command after `latent`.
    package var commands: [[String]]

    init(
      _ title: String, model: String, file: String, _ story: String, commands: String...
    ) {
      self.title = title
      self.story = story
      self.model = model
      self.file = file
      self.commands = commands.map { $0.split(separator: " ").map(String.init) }
    }
  }

  package static let steps = [
    Step(
      "A morph", model: "fashion", file: "morph.png",
      "From a boot to a bag, and from the bag to a shirt: nine steps each, evenly spaced on the way "
        + "between the places of the pictures. Every step is a thing of its own.",
      commands: "morph fashion fashion:40 fashion:55 fashion:38 --count 9 -o morph.png"),
    Step(
      "The same, moving", model: "fashion", file: "loop.png",
      "Through the three and back to the first, as an animated PNG.",
      commands: "morph fashion fashion:40 fashion:55 fashion:38 --count 13 --animate loop.png"),
    Step(
      "A smile, added", model: "avatars", file: "smile.png",
      "What smiling faces have on average and others do not is a direction. Faces move along it, from "
        + "left to right, and keep the rest.",
      commands: "attribute fit avatars avatars smiling -o smiling.json",
      "edit avatars avatars:8 avatars:17 avatars:19 smiling*1.5 --count 7 -o smile.png"),
    Step(
      "New faces", model: "avatars", file: "faces.png",
      "Random points, decoded. Nobody drew these faces; the seed brings them back.",
      commands: "sample avatars --count 36 --seed 7 --columns 9 -o faces.png"),
    Step(
      "New things", model: "fashion", file: "things.png",
      "Random points again: clothes that were never photographed.",
      commands: "sample fashion --count 36 --seed 7 --columns 12 -o things.png"),
    Step(
      "What the model sees", model: "fashion", file: "reconstructions.png",
      "Pictures above, and below them what is left after they went through a few numbers.",
      commands: "reconstruct fashion fashion:32-43 --columns 12 -o reconstructions.png"),
  ]
}
