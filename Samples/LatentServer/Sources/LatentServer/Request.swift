import Latents

/// What one line asks for: one of the five operations.
struct Request: Decodable {
  var id: ID?
  var encode: Subject?
  var decode: [Float]?
  var edit: Edit?
  var morph: Morph?
  var sample: Draw?
  /// Where the picture goes; without it, it comes with the answer.
  var output: String?

  struct Edit: Decodable {
    var sample: Subject
    var expression: String
  }

  struct Morph: Decodable {
    var from: Subject
    var to: Subject
    var count: Int
  }

  struct Draw: Decodable {
    var seed: UInt64
    var count: Int?
    var temperature: Float?
  }
}

/// What tells an answer's request from others.
enum ID: Codable {
  case number(Int)
  case text(String)

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let number = try? container.decode(Int.self) {
      self = .number(number)
    } else if let text = try? container.decode(String.self) {
      self = .text(text)
    } else {
      throw Refusal("An id is a whole number or a text.")
    }
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    switch self {
    case .number(let number): try container.encode(number)
    case .text(let text): try container.encode(text)
    }
  }
}

/// A sample: a bundled picture by its index, a picture file by its path, or a latent.
enum Subject: Decodable {
  case index(Int)
  case path(String)
  case latent([Float])

  init(from decoder: any Decoder) throws {
    let container = try decoder.singleValueContainer()
    if let index = try? container.decode(Int.self) {
      self = .index(index)
    } else if let path = try? container.decode(String.self) {
      self = .path(path)
    } else if let values = try? container.decode([Float].self) {
      self = .latent(values)
    } else {
      throw Refusal("A sample is an index, the path of a picture, or the numbers of a latent.")
    }
  }
}

/// What one line says back.
struct Answer: Encodable {
  var id: ID?
  /// The latents that the request led to, in order.
  var latents: [[Float]]?
  /// Their pictures side by side, as PNG; base64 in JSON.
  var png: String?
  /// The file that the picture was written to instead.
  var wrote: String?
  /// What was wrong, and nothing else.
  var error: String?
}

/// A request that cannot be done, and why.
struct Refusal: Error {
  let reason: String

  init(_ reason: String) { self.reason = reason }
}
