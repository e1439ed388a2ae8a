import Foundation
import LatentGallery
import Latents

/// Does what requests ask for, with one model. Whatever a request says, an answer comes back.
struct Editor {
  let model: VAE<Picture>
  let data: LabeledDataset<Picture>

  /// Learned when the first edit needs them, from the encodings of all pictures for training.
  private lazy var attributes: [AttributeVector] = {
    let encodings = model.encode(data.train.samples)
    return ["smiling", "glasses", "dark_glasses", "beard", "long_hair", "grey_hair"].map { name in
      AttributeVector(
        from: encodings.selecting(data.train.indices(where: name, is: false)),
        to: encodings.selecting(data.train.indices(where: name, is: true)), named: name)
    }
  }()

  init(model: VAE<Picture>, data: LabeledDataset<Picture>) {
    self.model = model
    self.data = data
  }

  mutating func answer(to line: Data) -> Answer {
    // Read by itself first, so that an error in the rest still names its request.
    struct Name: Decodable { var id: ID? }
    let id = (try? JSONDecoder().decode(Name.self, from: line))?.id
    do {
      let request = try JSONDecoder().decode(Request.self, from: line)
      let latents = try checked(latents(for: request))
      var answer = Answer(id: id, latents: latents.map(\.values))
      if request.encode != nil && request.output == nil { return answer }
      let picture = Picture(strip: model.decode(latents))
      if let path = request.output {
        guard path.hasSuffix(".png") else { throw Refusal("An output's name ends in .png.") }
        try picture.write(to: URL(filePath: path))
        answer.wrote = path
      } else {
        answer.png = Data(PNG.encode(picture)).base64EncodedString()
      }
      return answer
    } catch {
      return Answer(id: id, error: text(of: error))
    }
  }

  private mutating func latents(for request: Request) throws -> LatentBatch {
    switch (request.encode, request.decode, request.edit, request.morph, request.sample) {
    case (let subject?, nil, nil, nil, nil):
      return LatentBatch([try latent(of: subject)])
    case (nil, let values?, nil, nil, nil):
      return LatentBatch([try latent(of: .latent(values))])
    case (nil, nil, let edit?, nil, nil):
      let change = try LatentExpression(edit.expression).evaluate(with: attributes)
      return LatentBatch([try latent(of: edit.sample) + change])
    case (nil, nil, nil, let morph?, nil):
      let count = try checked(morph.count, within: 2...100)
      return try latent(of: morph.from).path(to: latent(of: morph.to), count: count)
    case (nil, nil, nil, nil, let draw?):
      let temperature = draw.temperature ?? 1
      guard (0...10).contains(temperature) else { throw Refusal("A temperature is 0 to 10.") }
      var generator = SeededGenerator(seed: draw.seed)
      return model.samplingDensity.sample(
        count: try checked(draw.count ?? 1, within: 1...100), temperature: temperature,
        using: &generator)
    default:
      throw Refusal("A request asks for one of encode, decode, edit, morph and sample.")
    }
  }

  private func latent(of subject: Subject) throws -> LatentVector {
    switch subject {
    case .index(let index):
      guard data.samples.indices.contains(index) else {
        throw Refusal("There is no sample \(index) among \(data.count).")
      }
      return model.encode(data.samples[index])
    case .path(let path):
      let picture = try Picture(contentsOf: URL(filePath: path))
      return model.encode(picture.fitted(width: 64, height: 64, kind: .rgb))
    case .latent(let values):
      guard values.count == model.latentDimension else {
        throw Refusal("A latent has \(model.latentDimension) numbers, not \(values.count).")
      }
      return LatentVector(values)
    }
  }

  private func checked(_ count: Int, within range: ClosedRange<Int>) throws -> Int {
    guard range.contains(count) else {
      throw Refusal("A count is \(range.lowerBound) to \(range.upperBound).")
    }
    return count
  }

  private func checked(_ latents: LatentBatch) throws -> LatentBatch {
    guard latents.isFinite else { throw Refusal("These amounts are too large.") }
    return latents
  }

  private func text(of error: any Error) -> String {
    switch error {
    case let refusal as Refusal: refusal.reason
    case let error as LatentExpressionError: "\(error.reason) (column \(error.column))"
    case DecodingError.keyNotFound(let key, _): "The request lacks \"\(key.stringValue)\"."
    case DecodingError.typeMismatch(_, let context), DecodingError.valueNotFound(_, let context):
      context.codingPath.isEmpty
        ? "A request is a JSON object on one line."
        : context.codingPath.map(\.stringValue).joined(separator: ".")
          + ": \(context.debugDescription)"
    case is DecodingError: "This is not JSON, or a number is beyond its range."
    default: "\(error)"
    }
  }
}
