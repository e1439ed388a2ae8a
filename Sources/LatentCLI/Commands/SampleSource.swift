import Foundation
import LatentGallery
import Latents

/// What a SAMPLE on the command line stands for.
struct SampleSource {
  /// A picture file, or samples of a data set.
  enum Reference: Equatable {
    case file(String)
    case items(dataset: String, ClosedRange<Int>)
    case all(dataset: String)
  }

  /// Reads a word: `me.png`, `fashion:12`, `fashion:0-15`, or `fashion` for all samples. A file or
  /// folder of that name comes first.
  static func reference(_ word: String) throws(UsageError) -> Reference {
    switch FileKind(of: word) {
    case .folder: return .all(dataset: word)
    case .file, .other:
      let tables = ["npy", "csv", "gz"]
      let isTable =
        tables.contains(OutputFile.fileExtension(of: word)) || word.hasSuffix("ubyte")
      return isTable ? .all(dataset: word) : .file(word)
    case .missing: break
    }
    if Gallery.entry(named: word) != nil { return .all(dataset: word) }
    guard let colon = word.lastIndex(of: ":") else { return .file(word) }
    let dataset = String(word[..<colon])
    let place = word[word.index(after: colon)...]
    let ends = place.split(separator: "-", omittingEmptySubsequences: false).map { Int($0) }
    guard !dataset.isEmpty, (1...2).contains(ends.count), let first = ends[0],
      let last = ends[ends.count - 1], first <= last
    else {
      throw UsageError(
        "'\(word)' is neither a file nor a sample such as fashion:12 or fashion:0-15.")
    }
    return .items(dataset: dataset, first...last)
  }

  /// The pictures that the words stand for, made fit for the model.
  static func pictures(
    _ words: [String], for model: VAE<Picture>, _ invocation: Invocation
  ) throws -> [Picture] {
    let references = try words.map { (word) throws(UsageError) in try reference(word) }
    var datasets: [String: LabeledDataset<Picture>] = [:]
    func data(_ name: String) throws -> LabeledDataset<Picture> {
      let data = try datasets[name] ?? pictureData(name)
      datasets[name] = data
      return data
    }
    var pictures: [Picture] = []
    for reference in references {
      switch reference {
      case .file(let path):
        guard FileKind(of: path) != .missing else {
          throw Failure(
            "there is no picture '\(path)'; give a PNG file or a sample of a data set such as "
              + "\(Gallery.all[0].name):12.")
        }
        let picture = try Picture(contentsOf: URL(filePath: path))
        let fitted = fit(picture, for: model)
        if !invocation[Shared.quiet], fitted.tensorShape != picture.tensorShape {
          Console.remark("\(path): \(picture) was cut and resized to \(fitted)")
        }
        pictures.append(fitted)
      case .items(let name, let range):
        if datasets[name] == nil, FileKind(of: name) == .missing,
          let entry = Gallery.entry(named: name)
        {
          // Drawn sets draw no more than this.
          try check(range, count: entry.sampleCount, named: name)
          pictures += try entry.samples(range)
        } else {
          pictures += try items(range, of: data(name), named: name)
        }
      case .all(let name): pictures += try data(name).samples
      }
    }
    return pictures.map { fit($0, for: model) }
  }

  /// The rows of numbers that the words stand for, checked for the model's shape.
  static func vectors(_ words: [String], for model: VAE<Tensor>) throws -> [Tensor] {
    var vectors: [Tensor] = []
    for word in words {
      let (name, range): (String, ClosedRange<Int>?) =
        switch try reference(word) {
        case .file(let path): (path, nil)
        case .items(let name, let range): (name, range)
        case .all(let name): (name, nil)
        }
      guard case .tensors(let data) = try LoadedDataset(named: name) else {
        throw Failure("'\(word)' holds pictures, but this is a model of rows of numbers.")
      }
      vectors += try items(range ?? 0...(data.count - 1), of: data, named: name)
    }
    if let odd = vectors.first(where: { $0.shape != model.sampleShape }) {
      throw Failure("the model takes \(model.sampleShape) numbers, but a sample has \(odd.shape).")
    }
    return vectors
  }

  private static func items<Sample>(
    _ range: ClosedRange<Int>, of data: LabeledDataset<Sample>, named name: String
  ) throws(Failure) -> ArraySlice<Sample> {
    try check(range, count: data.count, named: name)
    return data.samples[range]
  }

  private static func check(
    _ range: ClosedRange<Int>, count: Int, named name: String
  ) throws(Failure) {
    guard range.upperBound < count else {
      throw Failure(
        "there is no sample \(range.upperBound) in '\(name)': it has "
          + "\(counted(count, "sample")), 0 to \(count - 1).")
    }
  }

  static func pictureData(
    _ name: String, fitting shape: Tensor.Shape? = nil
  ) throws -> LabeledDataset<Picture> {
    guard case .pictures(let data) = try LoadedDataset(named: name, fitting: shape) else {
      throw Failure("the data set '\(name)' holds rows of numbers, but this needs pictures.")
    }
    return data
  }

  /// The names of the samples that a word stands for, such as `fashion:12`.
  static func names(of word: String, count: Int) throws(UsageError) -> [String] {
    switch try reference(word) {
    case .file(let path): [path]
    case .items(let name, let range): range.map { "\(name):\($0)" }
    case .all(let name): (0..<count).map { "\(name):\($0)" }
    }
  }

  /// The picture in the model's size and kind.
  static func fit(_ picture: Picture, for model: VAE<Picture>) -> Picture {
    let shape = model.sampleShape
    if picture.tensorShape == shape { return picture }
    return picture.fitted(
      width: shape[1], height: shape[0], kind: Picture.Kind(channels: shape[2]))
  }
}
