import Foundation
import LatentData
import Testing

@Suite struct LoadedDatasetTests {
  private func pictures(_ count: Int, seed: UInt64 = 0) -> [Picture] {
    (0..<count).map { PNGTests.noise(4, 3, .grey, seed: seed + UInt64($0)) }
  }

  private func idx(_ pictures: [Picture]) -> [UInt8] {
    let bytes = pictures.flatMap(\.bytes)
    return IDX.encode(
      StoredTensor(shape: [pictures.count, 3, 4], scalar: .uint8, bytes: bytes[...]))!
  }

  private func labels(_ values: [UInt8]) -> [UInt8] {
    IDX.encode(StoredTensor(shape: [values.count], scalar: .uint8, bytes: values[...]))!
  }

  private func load(_ url: URL) throws -> LabeledDataset<Picture> {
    try LabeledDataset<Picture>(contentsOf: url)
  }

  private func problem(_ url: URL) -> FormatError.Problem? {
    do {
      _ = try LoadedDataset(contentsOf: url)
      return nil
    } catch {
      let error = error as? FormatError
      #expect(error?.path != nil)
      return error?.problem
    }
  }

  @Test("The four files of MNIST become one data set with classes and a test part")
  func mnist() throws {
    try withTemporaryFolder { folder in
      let (train, test) = (pictures(3), pictures(2, seed: 9))
      func write(_ name: String, _ bytes: [UInt8]) throws {
        try Files.write(bytes, to: folder.appending(path: name))
      }
      try write("train-images-idx3-ubyte", idx(train))
      #expect(try load(folder).attributes.isEmpty)
      try write("train-labels-idx1-ubyte.gz", Gzip.pack(labels([7, 5, 7])))
      try write("t10k-images-idx3-ubyte.gz", Gzip.pack(idx(test)))
      try write("t10k-labels-idx1-ubyte", labels([5, 9]))
      let data = try load(folder)
      #expect(data.samples == train + test && data.testIndices == [3, 4])
      #expect(data.attribute(named: "class")?.classNames == ["5", "7", "9"])
      #expect(data.samples(where: "class", is: "7") == [train[0], train[2]])
      let one = try load(folder.appending(path: "train-images-idx3-ubyte"))
      #expect(one.samples == train && one.attributes.isEmpty)
      try write("train-labels-idx1-ubyte", labels([1, 2]))
      #expect(problem(folder) == .damaged)
    }
  }

  @Test("A folder of PNG files is read in the order of names; sub-folders are classes")
  func folders() throws {
    try withTemporaryFolder { folder in
      let all = pictures(5)
      for (index, name) in ["b/2.png", "a/x.PNG", "b/10.png", "0.png", "a/skip.txt"].enumerated() {
        let url = folder.appending(path: name)
        try Files.makeFolder(url.deletingLastPathComponent())
        try all[index].write(to: url)
      }
      let data = try load(folder)
      #expect(data.samples == [all[3], all[1], all[2], all[0]])
      #expect(data.samples(where: "class", is: "b") == [all[2], all[0]])
      let table = "file,smiling\nb/10.png,1\n0.png,0\n"
      try Files.write(Array(table.utf8), to: folder.appending(path: "attributes.csv"))
      #expect(try load(folder).flags(of: "smiling") == [false, nil, true, nil])
      try Files.write([1, 2], to: folder.appending(path: "a/x.PNG"))
      #expect(problem(folder) == .wrongFormat)
    }
  }

  @Test("Folders called train and test are the two parts")
  func splitFolders() throws {
    try withTemporaryFolder { folder in
      let all = pictures(3)
      for (index, name) in ["train/a/1.png", "train/b/1.png", "test/a/1.png"].enumerated() {
        let url = folder.appending(path: name)
        try Files.makeFolder(url.deletingLastPathComponent())
        try all[index].write(to: url)
      }
      let data = try load(folder)
      #expect(data.samples == all && data.testIndices == [2])
      #expect(data.test.samples(where: "class", is: "a") == [all[2]])
    }
  }

  @Test("Pictures of several sizes are an error, unless they are made fit; kinds are made equal")
  func sizes() throws {
    try withTemporaryFolder { folder in
      try Picture(width: 4, height: 4).write(to: folder.appending(path: "a.png"))
      try Picture(width: 9, height: 5, kind: .rgb).write(to: folder.appending(path: "b.png"))
      #expect(problem(folder) == .unsupported)
      let data = try LabeledDataset<Picture>(contentsOf: folder, fitting: [3, 3, 3])
      #expect(data.sampleShape == [3, 3, 3] && data.count == 2)
      try Picture(width: 4, height: 4, kind: .rgba).write(to: folder.appending(path: "b.png"))
      #expect(try load(folder).sampleShape == [4, 4, 4])
    }
  }

  @Test("Arrays of bytes are pictures, other arrays are tensors")
  func arrays() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "x.npy")
      let bytes = [UInt8](0..<24)
      try Files.write(
        NPY.encode(StoredTensor(shape: [2, 2, 2, 3], scalar: .uint8, bytes: bytes[...])), to: url)
      let data = try load(url)
      #expect(data.name == "x" && data.sampleShape == [2, 2, 3])
      #expect(data.samples[1].bytes == Array(bytes[12...]))
      try Files.write(ReferenceFiles.npyFloat32, to: url)
      guard case .tensors(let tensors) = try LoadedDataset(contentsOf: url) else {
        Issue.record("Floats are no pictures.")
        return
      }
      #expect(tensors.samples[1] == Tensor(shape: [3], values: [0.75, 1, 1.25]))
      #expect(throws: FormatError.self) { try load(url) }
      try Files.write(ReferenceFiles.npyScalar, to: url)
      #expect(problem(url) == .unsupported)
    }
  }

  @Test("Rows of a table are vectors, and its texts and classes are attributes")
  func tables() throws {
    try withTemporaryFolder { folder in
      let url = folder.appending(path: "t.csv.gz")
      try Files.write(Gzip.pack(Array("x,label,y,who\n1,0,2,ada\n3,2,4,alan\n".utf8)), to: url)
      guard case .tensors(let data) = try LoadedDataset(contentsOf: url) else {
        Issue.record("A table is no set of pictures.")
        return
      }
      #expect(data.samples.map(\.values) == [[1, 2], [3, 4]])
      #expect(data.samples(where: "who", is: "alan").count == 1)
      #expect(data.numbers(of: "label") == [0, 2])
      try Files.write(Array("x,y\n1,\n".utf8), to: url)
      #expect(problem(url) == .unsupported)
    }
  }

  @Test("What is no data set is named as such")
  func others() throws {
    try withTemporaryFolder { folder in
      #expect(problem(folder) == .wrongFormat)
      let url = folder.appending(path: "x")
      try Files.write([0x7f, 0x45, 0x4c, 0x46, 0, 0], to: url)
      #expect(problem(url) == .wrongFormat)
      try Files.write([], to: url)
      #expect(problem(url) == .truncated)
      #expect(throws: FileError.self) { try LoadedDataset(contentsOf: folder.appending(path: "y")) }
    }
  }
}
