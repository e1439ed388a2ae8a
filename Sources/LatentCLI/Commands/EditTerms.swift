import Foundation
import LatentData
import Latents

/// The vectors that an edit on the command line names: attributes in files, and samples.
struct EditTerms {
  let model: LoadedModel
  /// The folder with the attribute files.
  let folder: String

  /// Reads the text of an edit.
  static func expression(_ text: String) throws(UsageError) -> LatentExpression {
    do {
      return try LatentExpression(text)
    } catch {
      throw UsageError(
        "\(error)\nWrite a sum of attributes and samples such as 'smiling*1.5 - glasses'.")
    }
  }

  /// The change that an expression stands for.
  func vector(of expression: LatentExpression, _ invocation: Invocation) throws -> LatentVector {
    var vectors: [String: LatentVector] = [:]
    for reference in expression.references where vectors[reference.description] == nil {
      vectors[reference.description] = try vector(of: reference, in: expression, invocation)
    }
    do {
      return try expression.evaluate { vectors[$0.description] }
    } catch {
      throw UsageError("\(error)")
    }
  }

  /// The attribute with a name: NAME.json in the folder, with its place in the expression for errors.
  func attribute(
    _ reference: LatentExpression.Reference, in expression: LatentExpression
  ) throws -> AttributeVector {
    let path = folder == "." ? "\(reference.name).json" : "\(folder)/\(reference.name).json"
    guard FileKind(of: path) != .missing else {
      let error = LatentExpressionError(
        reason: "there is no attribute '\(reference.name)': '\(path)' does not exist",
        column: reference.column, expression: expression.description)
      let others = (try? Files.names(in: URL(filePath: folder))) ?? []
      let near = nearestName(
        to: reference.name,
        in: others.filter { $0.hasSuffix(".json") }.map { String($0.dropLast(5)) }.sorted())
      throw Failure(
        "\(error)\n" + (near.map { "Did you mean '\($0)'? " } ?? "")
          + "Learn it with 'latent attribute fit', or say with --attributes where it is.")
    }
    return try AttributeFile.read(path, for: model)
  }

  /// All attributes of the model in the folder, in the order of their files' names.
  func all() throws -> [AttributeVector] {
    let names = try Files.names(in: URL(filePath: folder)).filter { $0.hasSuffix(".json") }.sorted()
    let files = names.compactMap { name in
      // Other JSON files, and attributes of other models, are none of this edit's.
      (try? AttributeFile.read(folder == "." ? name : "\(folder)/\(name)", for: model))
        .map { (path: name, attribute: $0) }
    }
    let labels = AttributeFile.labels(of: files.map(\.attribute), in: files.map(\.path))
    return zip(files, labels).map { file, label in
      var attribute = file.attribute
      attribute.provenance.name = label
      return attribute
    }
  }

  private func vector(
    of reference: LatentExpression.Reference, in expression: LatentExpression,
    _ invocation: Invocation
  ) throws -> LatentVector {
    guard let index = reference.index else {
      return try attribute(reference, in: expression).vector
    }
    let vae = try model.pictures()
    let word = "\(reference.name):\(index)"
    return try vae.encode(SampleSource.pictures([word], for: vae, invocation))[0]
  }
}
