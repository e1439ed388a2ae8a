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
}
