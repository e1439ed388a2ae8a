import LatentData
import Testing

@Suite struct CSVTableTests {
  private func table(_ text: String, hasHeader: Bool? = nil) throws -> CSVTable {
    try CSVTable(decoding: Array(text.utf8), hasHeader: hasHeader)
  }

  @Test("Names, texts and numbers are read, with every kind of line end")
  func plain() throws {
    for end in ["\n", "\r\n"] {
      for last in ["", end, end + end] {
        let table = try table(
          ["name,size,note", "ada,3,", "alan,-1.5e2,x y"].joined(separator: end) + last)
        #expect(table.columns == ["name", "size", "note"] && table.rowCount == 2)
        #expect(table["name", row: 1] == "alan" && table["note", row: 0] == "")
        #expect(table.numbers(in: "size") == [3, -150] && table.numbers(in: "name") == nil)
        #expect(table.texts(in: "note") == ["", "x y"] && table.texts(in: "none") == nil)
      }
    }
  }

  @Test("Quoted fields hold commas, quotes and line ends")
  func quotes() throws {
    let table = try table("a,b\n\"x, \"\"y\"\"\r\nz\",\"\"\n")
    #expect(table["a", row: 0] == "x, \"y\"\r\nz" && table["b", row: 0] == "")
    let rows = [["1,2", "q\"q"], ["line\nend", "é"]]
    let again = try CSVTable(decoding: CSVTable.encode(columns: ["p q", "r"], rows: rows))
    #expect(again.columns == ["p q", "r"])
    #expect((0..<2).map { row in again.columns.map { again[$0, row: row] } } == rows)
  }

  @Test("A first line with a number in it is no line of names, unless it is said to be")
  func header() throws {
    #expect(try table("1,2\n3,4\n").columns == ["column 1", "column 2"])
    #expect(try table("1,2\n3,4\n").rowCount == 2)
    #expect(try table("1,2\n3,4\n", hasHeader: true).rowCount == 1)
    #expect(try table("a,b\n", hasHeader: false).rowCount == 1)
    #expect(try table("\u{feff}a\n5\n").numbers(in: "a") == [5])
  }

  @Test("Packed tables are read")
  func packed() throws {
    let table = try CSVTable(decoding: ReferenceFiles.gzip)
    #expect(table.columns == ["index", "name"] && table["name", row: 0] == "ada")
  }

  @Test(
    "What is no table is an error",
    arguments: [
      "", "\n\n", "a,b\n1\n", "a,b\n1,2,3\n", "a\n\"open", "a\n\"x\"y\n", "a,a\n1,2\n", "a\0b",
    ])
  func mistakes(text: String) {
    #expect(throws: FormatError.self) { try table(text) }
  }

  @Test("Words that other parsers take for numbers are texts")
  func words() throws {
    #expect(try table("a\nnan\ninf\n").numbers(in: "a") == nil)
    #expect(try table("a\n0x10\n").numbers(in: "a") == nil)
    #expect(try table("a\n 7 \n\"\"\n").numbers(in: "a") == [7, nil])
  }
}
