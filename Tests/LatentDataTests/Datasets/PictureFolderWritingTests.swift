import Foundation
import LatentData
import Testing

@Suite struct PictureFolderWritingTests {
  private let data = LabeledDataset(
    name: "shapes", samples: (0..<4).map { PNGTests.noise(5, 4, .rgb, seed: $0) },
    attributes: [
      AttributeColumn("round", .binary([true, false, nil, true])),
      AttributeColumn("kind", .categorical([0, 1, 1, nil], names: ["ring, thin", "square"])),
      AttributeColumn("size", .continuous([0.1, nil, -3, 1e-7])),
    ])

  @Test func `A folder that was written is read as the same data set`() throws {
    try withTemporaryFolder { folder in
      let place = folder.appending(path: "shapes")
      try data.write(to: place)
      #expect(
        try Files.names(in: place)
          == ["0000.png", "0001.png", "0002.png", "0003.png", "attributes.csv"])
      let again = try LabeledDataset<Picture>(contentsOf: place)
      #expect(again.name == "shapes")
      #expect(again.contentHash == data.contentHash)
    }
  }

  @Test func `The test part gets a folder of its own`() throws {
    try withTemporaryFolder { folder in
      let split = LabeledDataset(
        samples: data.samples, attributes: data.attributes, testIndices: [1])
      try split.write(to: folder)
      let again = try LabeledDataset<Picture>(contentsOf: folder)
      #expect(again.train.samples == split.train.samples)
      #expect(again.test.samples == split.test.samples && again.testIndices == [3])
      #expect(again.test.attributes == split.test.attributes)
    }
  }

  @Test func `A folder that holds something, or an attribute called file, is refused`() throws {
    try withTemporaryFolder { folder in
      try data.write(to: folder)
      let error = #expect(throws: FileError.self) { try data.write(to: folder) }
      #expect(error?.problem == .notEmpty)
      let odd = LabeledDataset(
        samples: Array(data.samples[..<1]), attributes: [AttributeColumn("file", texts: ["a"])])
      #expect(throws: FormatError.self) {
        try odd.write(to: folder.appending(path: "new"))
      }
    }
  }
}
