import LatentSpace
import Testing

struct LatentExpressionTests {
  let vectors: [String: LatentVector] = [
    "smiling": [1, 0], "glasses": [0, 1], "faces:3": [3, 3], "faces:9": [9, 0],
    "wearing hat": [5, 5], "é_2/a.png": [2, 2],
  ]

  func evaluate(_ text: String) throws -> LatentVector {
    try LatentExpression(text).evaluate { vectors[$0.description] }
  }

  @Test(
    "Expressions have the value of their arithmetic",
    arguments: [
      ("smiling", [1, 0]),
      ("smiling*1.5 - glasses", [1.5, -1]),
      ("smiling*1.5 - glasses + 0.5*faces:3 - faces:9", [-6, 0.5]),
      ("-smiling", [-1, 0]),
      ("- -+-smiling", [-1, 0]),
      ("2*(smiling + glasses)*3", [6, 6]),
      ("(2 + 3)*smiling", [5, 0]),
      ("smiling - glasses - glasses", [1, -2]),
      ("smiling - (glasses - glasses)", [1, 0]),
      ("'wearing hat'*.2", [1, 1]),
      ("\"wearing hat\" × 2", [10, 10]),
      ("é_2/a.png", [2, 2]),
      ("1e1*smiling − 2.5E-1*glasses", [10, -0.25]),
      ("((((smiling))))", [1, 0]),
      ("\tsmiling ·2", [2, 0]),
    ] as [(String, LatentVector)])
  func values(text: String, expected: LatentVector) throws {
    #expect(try evaluate(text) == expected)
  }

  @Test(
    "Errors point at the column",
    arguments: [
      ("", 1), ("smiling +", 10), ("smiling glasses", 9), ("(smiling", 9), ("smiling)", 8),
      ("smiling * glasses", 9), ("2*3", 1), ("smiling + 2", 9), ("2 - smiling", 3),
      ("smiling + unknown*2", 11), ("faces:", 7), ("faces:x", 7), ("'open", 1), ("''", 1),
      ("smiling # glasses", 9), ("1.2.3*smiling", 4), (".*smiling", 1), ("1e999*smiling", 1),
      ("faces:99999999999999999999", 7), ("*smiling", 1), ("()", 2), ("smiling ++", 11),
    ] as [(String, Int)])
  func columns(text: String, column: Int) {
    let error = #expect(throws: LatentExpressionError.self) { try evaluate(text) }
    #expect(error?.column == column, "\(text): \(error?.reason ?? "")")
    #expect(error?.description.contains("column \(column)") == true)
  }

  @Test("Attributes are found by their names, and samples are not attributes")
  func attributes() throws {
    func attribute(_ name: String, _ vector: LatentVector) -> AttributeVector {
      AttributeVector(
        vector: vector, bias: 0, provenance: AttributeProvenance(name: name, method: .given))
    }
    let known = [attribute("smiling", [1, 0]), attribute("glasses", [0, 1])]
    let change = try LatentExpression("smiling*1.5 - glasses").evaluate(with: known)
    #expect(change == [1.5, -1])
    for text in ["smiling + hat", "smiling + glasses:3"] {
      let error = #expect(throws: LatentExpressionError.self) {
        try LatentExpression(text).evaluate(with: known)
      }
      #expect(error?.column == 11)
    }
  }

  @Test("An error shows the expression with a mark under the column")
  func description() {
    let error = LatentExpressionError(reason: "Unknown name 'b'", column: 5, expression: "a + b")
    #expect(error.description == "Unknown name 'b' (column 5)\n  a + b\n      ^")
  }

  @Test("References come in order with their columns")
  func references() throws {
    let expression = try LatentExpression("b - 2*faces:3 + b")
    #expect(expression.references.map(\.description) == ["b", "faces:3", "b"])
    #expect(expression.references.map(\.column) == [1, 7, 17])
    #expect(expression.references[1].name == "faces" && expression.references[1].index == 3)
    #expect(expression.description == "b - 2*faces:3 + b")
  }

  @Test("Text that is too deep or too long is an error, not a full stack")
  func hostile() {
    for text in [
      String(repeating: "(", count: 100_000), String(repeating: "-", count: 100_000) + "a",
      Array(repeating: "smiling", count: 50_000).joined(separator: "+"),
      String(repeating: "(", count: 60) + "a", "\u{0}", "a\u{301}\u{0}", "9" + "9:9",
    ] {
      #expect(throws: LatentExpressionError.self) { try evaluate(text) }
    }
    #expect(throws: Never.self) {
      try evaluate(Array(repeating: "smiling", count: 900).joined(separator: "+"))
    }
  }
}
