import LatentData
import Latents

/// The samples that a page shows: their latents, small pictures, values and places on a map.
struct ExplorerSamples {
  /// How many samples, and how large a picture of each, from the best to the least.
  private static let choices = [
    (600, 1), (600, 2), (400, 2), (240, 2), (240, 3), (120, 3), (60, 4), (24, 4),
  ]
  /// The longest side of a small picture.
  private static let longestSide = 64

  /// The samples' indices in the data set.
  let indices: [Int]
  private let data: LabeledDataset<Picture>
  private let latents: LatentBatch
  private let pictures: [Picture]
  private let sheet: [UInt8]
  private let columns: Int

  /// As many of the encoded samples, in a random order, as the room in bytes allows; nil when not
  /// even a few fit.
  init?(
    _ data: LabeledDataset<Picture>, latents: LatentBatch, room: Int,
    using generator: inout SeededGenerator
  ) {
    let order = generator.nextPermutation(count: data.count)
    let groups = ExplorerGroups.count(in: data)
    for (count, divisor) in Self.choices {
      let shown = order.prefix(count).sorted()
      guard shown.count > 3 else { return nil }
      let small = shown.map { Self.reduced(data.samples[$0], by: divisor) }
      let columns = Int(Double(shown.count).squareRoot().rounded(.up))
      let sheet = PNG.encode(Picture(sheet: small, columns: columns, gap: 0))
      let perSample = 2 * latents.dimension + 4 + groups + 8
      guard (sheet.count + shown.count * perSample) * 4 / 3 < room else { continue }
      self.data = data
      self.latents = latents.selecting(shown)
      self.sheet = sheet
      self.columns = columns
      pictures = small
      indices = shown
      return
    }
    return nil
  }

  private static func reduced(_ picture: Picture, by divisor: Int) -> Picture {
    let side = max(picture.width, picture.height)
    let wanted = max(4, min(side, longestSide) / divisor)
    if wanted >= side { return picture }
    return picture.resized(
      width: max(1, picture.width * wanted / side), height: max(1, picture.height * wanted / side))
  }

  /// The members of the page's content.
  func members(
    of origin: [Int], seed: UInt64, onProgress: (Int) -> Void
  ) -> [String: JSONValue] {
    var generator = SeededGenerator(seed: seed)
    let embedding = TSNE(
      fitting: latents, perplexity: min(30, max(1, Double(latents.count - 1) / 3)),
      using: &generator
    ) { step, _ in onProgress(step) }
    let maps = [
      ("neighbors", LatentMap(embedding)),
      ("principal", LatentMap(principalComponentsOf: latents)),
    ]
    let quality = maps.map { name, map -> (String, JSONValue) in
      let quality = map.quality(for: latents, neighborCount: min(10, (latents.count - 1) / 2))
      return (
        name,
        .object([
          "trustworthiness": .rounded(quality.trustworthiness, decimals: 3),
          "continuity": .rounded(quality.continuity, decimals: 3),
        ])
      )
    }
    return [
      "count": .integer(indices.count),
      "indices": .array(indices.map { .integer(origin[$0]) }),
      "latents": CompactNumbers.steps(latents.values, columns: latents.dimension),
      "neighborMap": CompactNumbers.steps(maps[0].1.points.values, columns: 2),
      "quality": .object(Dictionary(uniqueKeysWithValues: quality)),
      "groups": .array(ExplorerGroups.members(of: indices, in: data)),
      "thumbnails": .object([
        "sheet": CompactNumbers.base64(sheet), "columns": .integer(columns),
        "width": .integer(pictures[0].width), "height": .integer(pictures[0].height),
      ]),
    ]
  }
}

/// The attributes of the shown samples, a byte each, to colour them by and to say what they are.
enum ExplorerGroups {
  private static let maximumClasses = ExplorerAttributes.maximumClasses
  private static let maximumCount = 40
  private static let unknown: UInt8 = 255

  private static func columns(of data: LabeledDataset<Picture>) -> [AttributeColumn] {
    Array(data.attributes.filter { $0.classNames.count <= maximumClasses }.prefix(maximumCount))
  }

  static func count(in data: LabeledDataset<Picture>) -> Int { columns(of: data).count }

  static func members(of indices: [Int], in data: LabeledDataset<Picture>) -> [JSONValue] {
    columns(of: data).map { column in
      var members: [String: JSONValue] = ["name": .string(column.name)]
      let bytes: [UInt8]
      switch column.values {
      case .binary(let values):
        members["kind"] = .string("binary")
        bytes = indices.map { values[$0].map { $0 ? 1 : 0 } ?? unknown }
      case .categorical(let values, let names):
        members["kind"] = .string("class")
        members["classes"] = .array(names.map(JSONValue.string))
        bytes = indices.map { values[$0].map { UInt8($0) } ?? unknown }
      case .continuous(let values):
        let known = indices.compactMap { values[$0] }
        let (low, high) = (known.min() ?? 0, known.max() ?? 0)
        members["kind"] = .string("number")
        members["low"] = .number(low)
        members["high"] = .number(high)
        bytes = indices.map { index in
          values[index].map { high > low ? UInt8(254 * ($0 - low) / (high - low)) : 0 } ?? unknown
        }
      }
      members["values"] = CompactNumbers.base64(bytes)
      return .object(members)
    }
  }
}
