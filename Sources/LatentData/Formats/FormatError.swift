import Foundation

/// A file whose content cannot be used: its format, what is wrong with it, and what to do.
public struct FormatError: Error, Hashable, Sendable {
  /// A file format that this package reads.
  public enum Format: String, Hashable, Sendable {
    /// Portable Network Graphics.
    case png = "PNG"
    /// The format of MNIST.
    case idx = "IDX"
    /// Compressed with gzip.
    case gzip
    /// NumPy's `.npy`.
    case npy
    /// NumPy's `.npz`, a ZIP archive.
    case npz
    /// Hugging Face's safetensors.
    case safetensors
    /// Comma-separated values.
    case csv = "CSV"
    /// JavaScript Object Notation.
    case json = "JSON"
    /// A data set that is made of several files.
    case dataset = "data set"
  }

  /// The kind of trouble.
  public enum Problem: Hashable, Sendable {
    /// The content is of another format.
    case wrongFormat
    /// The content ends too early.
    case truncated
    /// The content contradicts itself or the rules of its format.
    case damaged
    /// The content follows its format in a way that this package does not read.
    case unsupported
    /// The content claims, or unpacks to, more than is sensible for its size.
    case tooLarge
  }

  /// The format that was expected.
  public let format: Format

  /// The kind of trouble.
  public let problem: Problem

  /// What exactly is wrong, as a sentence.
  public let detail: String

  /// The path of the file, where it came from one.
  public var path: String?

  /// Makes an error with a sentence that says what exactly is wrong.
  public init(_ format: Format, _ problem: Problem, _ detail: String, path: String? = nil) {
    self.format = format
    self.problem = problem
    self.detail = detail
    self.path = path
  }
}

extension FormatError: CustomStringConvertible, LocalizedError {
  /// The path, what is wrong, and what to do about it.
  public var description: String {
    let advice =
      switch problem {
      case .wrongFormat: "Check that this is the right file."
      case .truncated, .damaged: "Copy, download or export it again."
      case .unsupported: "Convert it to one that is."
      case .tooLarge: "Use a smaller file."
      }
    let trouble =
      switch problem {
      case .wrongFormat: "not a \(format.rawValue) file"
      case .truncated: "incomplete \(format.rawValue)"
      case .damaged: "damaged \(format.rawValue)"
      case .unsupported: "\(format.rawValue) of a kind that is not supported"
      case .tooLarge: "\(format.rawValue) is too large"
      }
    return "\(path.map { "\($0): " } ?? "")\(trouble): \(detail) \(advice)"
  }

  /// The same text, for interfaces that show errors to people.
  public var errorDescription: String? { description }
}

extension Files {
  /// Reads a file and hands its bytes to a parser, whose errors get the path.
  package static func parse<Result>(
    _ url: URL, with parser: ([UInt8]) throws -> Result
  ) throws -> Result {
    let bytes = try read(url)
    do {
      return try parser(bytes)
    } catch var error as FormatError where error.path == nil {
      error.path = url.path(percentEncoded: false)
      throw error
    }
  }
}
