import Foundation
import LatentData
import LatentSpace
import LatentVAE

/// Writes the first inputs of each fuzz target into folders named after it.
@main
struct Seeds {
  static func main() throws {
    let layouts: [(UInt8, Int)] = [(0, 1), (0, 16), (2, 8), (3, 2), (3, 8), (4, 8), (6, 16)]
    let pictures = layouts.flatMap { (type, depth) -> [[UInt8]] in
      [false, true].map { flag in
        PNGFixture(
          .init(colorType: type, depth: depth, isInterlaced: flag, isTransparent: flag && type < 4),
          width: 7, height: 5
        ).file
      }
    }
    let idx: [UInt8] = [0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 3, 1, 2, 3, 4, 5, 6]
    let table = Array("a,\"b \"\" c\",d\r\n1,\"x\ny\",é\r\n-2e3,,z\r\n".utf8)
    let json = Array("{\"a\":[1,-2.5e3,true,null,\"x\\u00e9\\n\"],\"b\":{\"c\":\"é\"}}".utf8)
    let seeds: [(String, [[UInt8]])] = [
      ("PNG", pictures + [ReferenceFiles.pngPalette, ReferenceFiles.pngText]),
      ("PNGPixels", [[7, 5, 8, 2, 0, 0, 0, 0] + [UInt8](repeating: 3, count: 110)]),
      ("IDX", [idx, Gzip.pack(idx)]),
      ("Gzip", [Array(Gzip.pack(table).dropFirst(2))]),
      (
        "NPY",
        [
          ReferenceFiles.npyFloat32, ReferenceFiles.npyBigEndianFloat64,
          ReferenceFiles.npyFortranInt64, ReferenceFiles.npyBool, ReferenceFiles.npyScalar,
        ]
      ),
      ("NPZ", [ReferenceFiles.npzStored, ReferenceFiles.npzPacked]),
      ("Safetensors", [ReferenceFiles.safetensors]),
      ("CSV", [table, Gzip.pack(table)]),
      ("JSON", [json]),
      ("Model", [try model().file(precision: .f16).encoded(), try model().file().encoded()]),
      ("Checkpoint", [try checkpoint()]),
      ("Attribute", [try attribute()]),
    ]
    for (target, files) in seeds {
      let folder = URL(filePath: CommandLine.arguments[1]).appending(path: target)
      try Files.makeFolder(folder)
      for (index, file) in files.enumerated() {
        try Files.write(file, to: folder.appending(path: "seed-\(index)"))
      }
    }
  }

  /// The smallest model with every part that a file can have.
  private static func model() throws -> VAE<Tensor> {
    var generator = SeededGenerator(seed: 1)
    var model = try VAE<Tensor>(
      Architecture(
        sampleShape: [2], latentDimension: 2, encoder: [],
        decoder: [.dense(outputs: 2), .activation(.relu)], likelihood: .learnedNormal),
      using: &generator)
    model.fittedDensity = GaussianMixture(
      fitting: LatentBatch([[0, 1], [1, 0], [2, 2]]), componentCount: 1, using: &generator)
    model.provenance = ModelProvenance(
      dataset: "fuzz", dataHash: "00", sampleCount: 3, seed: 1, trainer: Trainer(), epochs: 0)
    return model
  }

  private static func checkpoint() throws -> [UInt8] {
    let url = URL(filePath: CommandLine.arguments[1]).appending(path: "run.checkpoint")
    var (model, generator) = (try model(), SeededGenerator(seed: 1))
    let store = CheckpointStore(url: url, fingerprint: "fuzz")
    let samples = (0..<4).map { Tensor(shape: [2], values: [Float($0), 1]) }
    try Trainer(epochs: 1, batchSize: 2).fit(
      &model, to: samples, checkpoint: store, using: &generator)
    defer { store.remove() }
    return try Files.read(url)
  }

  private static func attribute() throws -> [UInt8] {
    let attribute = AttributeVector(
      from: LatentBatch([[0, 1], [1, 0]]), to: LatentBatch([[3, 1], [2, 2]]), named: "smiling")
    return [UInt8](try JSONEncoder().encode(attribute))
  }
}
