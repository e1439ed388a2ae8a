import LatentData
import Testing

@Suite struct LabeledDatasetTests {
  private let data = LabeledDataset(
    name: "six", samples: (0..<6).map { [Float($0)] },
    attributes: [
      AttributeColumn("big", .binary([false, false, nil, true, true, true])),
      AttributeColumn("class", .categorical([0, 1, 0, 1, nil, 0], names: ["even", "odd"])),
      AttributeColumn("size", .continuous([0, 1, 2, 3, nil, 5])),
    ],
    testIndices: [5, 1])

  @Test("Samples are found by truth value, by class and by condition")
  func queries() {
    #expect(data.samples(where: "big", is: true) == [[3], [4], [5]])
    #expect(data.samples(where: "big", is: false) == [[0], [1]])
    #expect(data.samples(where: "class", is: "odd") == [[1], [3]])
    #expect(data.samples(where: "class", is: "none").isEmpty)
    #expect(data.indices(where: "class", is: "even") == [0, 2, 5])
    #expect(data.indices { $0 > 3 } == [4, 5])
    #expect(data.flags(of: "big") == [false, false, nil, true, true, true])
    #expect(data.numbers(of: "class") == [0, 1, 0, 1, nil, 0])
    #expect(data.numbers(of: "big")[3] == 1 && data.numbers(of: "size")[5] == 5)
    #expect(data.texts(of: "class") == ["even", "odd", "even", "odd", "", "even"])
    #expect(data.texts(of: "big") == ["0", "0", "", "1", "1", "1"])
    #expect(data.attribute(named: "none") == nil && data.attributeNames.count == 3)
  }

  @Test("The parts share the attributes and leave nothing out")
  func parts() {
    #expect(data.train.samples == [[0], [2], [3], [4]] && data.test.samples == [[1], [5]])
    #expect(data.test.flags(of: "big") == [false, true] && data.train.name == "six")
    #expect(data.train.testIndices.isEmpty && data.train.train.count == 4)
    #expect(data.selecting([4, 0]).samples == [[4], [0]])
    #expect(LabeledDataset(samples: [1, 2]).train.count == 2)
    #expect(LabeledDataset(samples: [1, 2]).test.count == 0)
  }

  @Test("A split is fixed by its seed, fair, and of the size asked for")
  func split() {
    let data = LabeledDataset(samples: Array(0..<1000))
    var counts = [Int](repeating: 0, count: 1000)
    for seed in 0..<200 {
      var one = TestGenerator(seed: UInt64(seed))
      var two = one
      let split = data.split(testFraction: 0.1, using: &one)
      #expect(split.testIndices == data.split(testFraction: 0.1, using: &two).testIndices)
      #expect(split.test.count == 100 && split.train.count == 900)
      for index in split.testIndices { counts[index] += 1 }
    }
    // 20 on average with a deviation of 4.2: six deviations on either side.
    #expect(counts.allSatisfy { (1...46).contains($0) })
    var zeros = ConstantGenerator(value: 0)
    #expect(data.split(testFraction: 0.5, using: &zeros).test.count == 500)
    var ones = ConstantGenerator(value: .max)
    #expect(data.split(testFraction: 1, using: &ones).train.count == 0)
  }

  @Test("The hash sees samples, attributes, order and parts, but not the name")
  func contentHash() {
    let hash = data.contentHash
    #expect(hash.count == 64)
    var renamed = data
    renamed.name = "other"
    #expect(renamed.contentHash == hash)
    let others = [
      data.train, data.selecting([1, 0, 2, 3, 4, 5]), data.selecting(0..<6),
      LabeledDataset(samples: data.samples, testIndices: [1, 5]),
      LabeledDataset(
        samples: [[9]] + data.samples.dropFirst(), attributes: data.attributes, testIndices: [1, 5]),
    ]
    #expect(Set(others.map(\.contentHash) + [hash]).count == others.count + 1)
  }

  @Test("The shape of the samples is known only when all share it")
  func shapes() {
    #expect(data.sampleShape == [1])
    #expect(LabeledDataset(samples: [[1], [1, 2]] as [[Float]]).sampleShape == nil)
    #expect(LabeledDataset(samples: [Picture]()).sampleShape == nil)
  }
}
