extension Program {
  /// The tool with all its commands.
  package static let latent = Program(
    introduction:
      "latent: train, load, explore and edit the latent space of a generative model.",
    examples: [
      "latent demo",
      "latent morph fashion fashion:3 fashion:8 -o morph.png",
      "latent train pictures/ -o model.safetensors",
    ],
    sections: [
      CommandSection(
        "Look",
        [
          DemoCommand.command, ModelsCommand.command, DatasetsCommand.command, InfoCommand.command,
          ExploreCommand.command, NeighborsCommand.command, EvaluateCommand.command,
          CardCommand.command, ReportCommand.command,
        ]),
      CommandSection(
        "Make pictures",
        [
          MorphCommand.command, SampleCommand.command, ReconstructCommand.command,
          GridCommand.command, TraverseCommand.command, MapCommand.command, DiscoverCommand.command,
          ReplayCommand.command,
        ]),
      CommandSection("Work with latent vectors", [EncodeCommand.command, DecodeCommand.command]),
      CommandSection(
        "Change what a picture shows",
        [
          EditCommand.command, AnalogyCommand.command, AttributeFitCommand.command,
          AttributeCompareCommand.command, AttributeEvaluateCommand.command,
          AttributeListCommand.command, AttributeScoreCommand.command,
        ]),
      CommandSection("Learn", [TrainCommand.command]),
      CommandSection("Other", [CompletionCommand.command]),
    ])
}
