import LatentData

/// What the explorer's page shows, beside the page itself: the model and what is said of it.
package struct ExplorerContent: Sendable {
  /// The model's name, as the user gave it.
  package var name: String
  /// SHA-256 of the model's file.
  package var modelHash: String
  package var model: ExplorerModel

  package init(name: String, modelHash: String, model: ExplorerModel) {
    self.name = name
    self.modelHash = modelHash
    self.model = model
  }

  /// What the page's script reads.
  package var json: JSONValue {
    .object([
      "name": .string(name), "modelHash": .string(modelHash), "model": model.spec,
      "isRounded": .bool(model.isRounded), "version": .string(Program.version),
    ])
  }
}
