import Foundation
import LatentData
import Latents

/// Files of latent vectors, one per row: `.npy`, `.csv`, `.json` and `.safetensors`.
enum CodeFile: String, CaseIterable {
  case npy, csv, json, safetensors

  /// The name of the tensor in a safetensors file.
  private static let tensorName = "latents"

  /// The format that a file's name asks for.
  static func format(of path: String) throws(UsageError) -> CodeFile {
    guard let format = CodeFile(rawValue: OutputFile.fileExtension(of: path)) else {
      throw UsageError(
        "'\(path)': latent vectors are kept in .npy, .csv, .json or .safetensors files; "
          + "give a name that ends in one of them.")
    }
    return format
  }

  // MARK: - Writing

  /// The bytes of a file; the recipe is kept where the format has a place for it.
  func bytes(of latents: LatentBatch, recipe: Recipe) -> [UInt8] {
    let shape: Tensor.Shape = [latents.count, latents.dimension]
    let tensor = StoredTensor(Tensor(shape: shape, values: latents.values))
    switch self {
    case .npy:
      return NPY.encode(tensor)
    case .csv:
      let columns = (0..<latents.dimension).map { "z\($0)" }
      return CSVTable.encode(columns: columns, rows: latents.map { $0.map(\.description) })
    case .json:
      let rows = latents.map { JSONValue.array($0.map { JSONValue.float($0) }).text }
      return Array(("[\n" + rows.joined(separator: ",\n") + "\n]\n").utf8)
    case .safetensors:
      var file = Safetensors(metadata: [Recipe.keyword: recipe.text])
      file[Self.tensorName] = tensor
      return file.encoded()
    }
  }

  // MARK: - Reading

  /// Reads a file of vectors, for a model of a dimension.
  static func read(_ path: String, dimension: Int) throws -> LatentBatch {
    let format = try format(of: path)
    let latents = try Files.parse(URL(filePath: path)) { try format.latents(in: $0, dimension) }
    guard latents.dimension == dimension else {
      throw Failure(
        "'\(path)' holds vectors of \(counted(latents.dimension, "dimension")), but the model has "
          + "\(dimension); encode with the same model.")
    }
    guard latents.values.allSatisfy(\.isFinite) else {
      throw Failure("'\(path)' holds numbers that are infinite or not numbers; mend them first.")
    }
    return latents
  }

  private func latents(in bytes: [UInt8], _ dimension: Int) throws -> LatentBatch {
    switch self {
    case .npy: return try Self.batch(NPY.decode(bytes), .npy)
    case .csv: return try Self.batch(CSVTable(decoding: bytes))
    case .json: return try Self.batch(JSONValue(bytes[...]), dimension)
    case .safetensors:
      let file = try Safetensors(decoding: bytes)
      guard
        let tensor = file[Self.tensorName] ?? (file.names.count == 1 ? file[file.names[0]] : nil)
      else {
        throw FormatError(
          .safetensors, .unsupported,
          "it has \(file.names.count) tensors, none of them called '\(Self.tensorName)'.")
      }
      return try Self.batch(tensor, .safetensors)
    }
  }

  /// Rows of a matrix, or one vector.
  private static func batch(
    _ stored: StoredTensor, _ format: FormatError.Format
  ) throws(FormatError) -> LatentBatch {
    let sizes = stored.shape.dimensions
    guard sizes.count == 1 || sizes.count == 2, sizes[sizes.count - 1] > 0 else {
      throw FormatError(
        format, .unsupported, "its numbers are \(stored.shape), not vectors × dimensions.")
    }
    return LatentBatch(
      values: stored.tensor.values, count: sizes.count == 2 ? sizes[0] : 1,
      dimension: sizes[sizes.count - 1])
  }

  private static func batch(_ table: CSVTable) throws(FormatError) -> LatentBatch {
    var columns: [[Float]] = []
    for name in table.columns {
      let numbers = (table.numbers(in: name) ?? [nil]).map { $0.map { Float($0) } }
      guard !numbers.contains(nil) else {
        throw FormatError(.csv, .unsupported, "not all of the column \"\(name)\" is numbers.")
      }
      columns.append(numbers.compactMap(\.self))
    }
    let values = (0..<table.rowCount).flatMap { row in columns.map { $0[row] } }
    return LatentBatch(values: values, count: table.rowCount, dimension: columns.count)
  }

  /// An array of arrays of numbers, all of one length.
  private static func batch(_ value: JSONValue, _ dimension: Int) throws(FormatError) -> LatentBatch
  {
    guard let rows = value.array else {
      throw FormatError(.json, .unsupported, "it is not an array of arrays of numbers.")
    }
    var values: [Float] = []
    let width = rows.first?.array?.count ?? dimension
    for row in rows {
      guard let numbers = row.array?.map(\.double), numbers.count == width, width > 0,
        !numbers.contains(nil)
      else {
        throw FormatError(
          .json, .unsupported, "it is not an array of equally long arrays of numbers.")
      }
      values += numbers.compactMap { $0.map { Float($0) } }
    }
    return LatentBatch(values: values, count: rows.count, dimension: width)
  }
}
