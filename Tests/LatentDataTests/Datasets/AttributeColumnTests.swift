import LatentData
import Testing

@Suite struct AttributeColumnTests {
  @Test("Texts become the narrowest kind that fits all of them")
  func kinds() {
    #expect(AttributeColumn("a", texts: ["1", "0", ""]).values == .binary([true, false, nil]))
    #expect(AttributeColumn("a", texts: ["yes", "No"]).values == .binary([true, false]))
    #expect(AttributeColumn("a", texts: ["1", "2.5", ""]).values == .continuous([1, 2.5, nil]))
    #expect(
      AttributeColumn("a", texts: ["b", "", "a", "b"]).values
        == .categorical([1, nil, 0, 1], names: ["a", "b"]))
    #expect(AttributeColumn("a", texts: ["nan", "1"]).classNames == ["1", "nan"])
    #expect(AttributeColumn("a", texts: ["", ""]).values == .categorical([nil, nil], names: []))
  }

  @Test("A selection keeps values and classes in the order asked for")
  func selection() {
    let column = AttributeColumn("a", texts: ["x", "y", "z", ""])
    #expect(
      column.selecting([3, 1, 1]).values == .categorical([nil, 1, 1], names: ["x", "y", "z"]))
    #expect(column.selecting([2]).text(at: 0) == "z" && column.text(at: 3) == "")
    #expect(AttributeColumn("b", .binary([true, nil])).selecting([1, 0]).text(at: 1) == "1")
    #expect(AttributeColumn("c", .continuous([0.5])).text(at: 0) == "0.5")
  }

  @Test("Levels are classes, or ten ranges of as many numbers")
  func levels() {
    #expect(AttributeColumn("a", .binary([true, nil, false])).levels == [1, nil, 0])
    #expect(AttributeColumn("a", texts: ["b", "", "a"]).levels == [1, nil, 0])
    #expect(AttributeColumn("a", .continuous([nil, nil])).levels == [nil, nil])
    // A square spreads unevenly, its ranges do not.
    let squares = AttributeColumn("a", .continuous([nil] + (0..<40).map { Double($0 * $0) }))
    #expect(squares.levels == [nil] + (0..<40).map { $0 / 4 })
  }
}
