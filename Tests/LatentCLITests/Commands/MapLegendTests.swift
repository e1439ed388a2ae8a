import LatentCLI
import LatentData
import Testing

@Suite struct MapLegendTests {
  private let red = Picture.Color(red: 200, green: 0, blue: 0)
  private let blue = Picture.Color(red: 0, green: 0, blue: 200)

  @Test func `Each name has a square of its colour before it`() throws {
    let legend = MapLegend([(name: "ab", color: red), (name: "cd", color: blue)])
    let rows = try #require(legend.picture(for: 200))
    // Margin 4, line 7, margin 4.
    #expect((rows.width, rows.height) == (200, 15))
    #expect(rows[x: 4, y: 4] == red && rows[x: 10, y: 10] == red && rows[x: 11, y: 10] == .white)
    // Behind it a gap of 4 and a text of 11, then three gaps.
    let next = 4 + 7 + 4 + 11 + 12
    #expect(rows[x: next, y: 4] == blue && rows[x: next - 1, y: 4] == .white)
    // The first row of "A" is 01110.
    #expect((15..<20).map { rows[x: $0, y: 4] == .black } == [false, true, true, true, false])
  }

  @Test func `Names go on in the next row, and are larger on larger maps`() throws {
    let names = (0..<12).map { (name: "name \($0)", color: red) }
    let rows = try #require(MapLegend(names).picture(for: 200))
    // Rows of three: the widest entries are 7 + 4 + 41 wide, with gaps of 12 between and 4 around.
    #expect(rows.height == 4 + 4 * (7 + 4))
    #expect(try #require(MapLegend(names).picture(for: 560)).height == 8 + 3 * (14 + 8))
  }

  @Test func `Without names, with too many and with too long ones there is none`() {
    #expect(MapLegend([(name: "", color: red)]).picture(for: 400) == nil)
    let long = String(repeating: "x", count: 40)
    #expect(MapLegend([(name: long, color: red)]).picture(for: 200) == nil)
    let many = (0..<200).map { (name: "name \($0)", color: red) }
    #expect(MapLegend(many).picture(for: 400) == nil)
  }
}
