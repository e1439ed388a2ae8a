extension Program {
  /// The tool with all its commands.
  package static let latent = Program(
    introduction: """
      latent: train, load, explore and edit the latent space of a generative model.
      """,
    examples: ["latent demo"],
    sections: [])
}
