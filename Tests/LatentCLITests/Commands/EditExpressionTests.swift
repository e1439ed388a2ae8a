import LatentCLI
import Testing

@Suite struct EditExpressionTests {
  typealias Term = EditExpression.Term

  @Test(arguments: [
    ("smiling", [Term("smiling", 1)]),
    ("-smiling", [Term("smiling", -1)]),
    ("smiling*1.5 - glasses", [Term("smiling", 1.5), Term("glasses", -1)]),
    ("1.5*smiling-glasses", [Term("smiling", 1.5), Term("glasses", -1)]),
    (" + .5 * grey_hair + class=bag ", [Term("grey_hair", 0.5), Term("class=bag", 1)]),
    ("2*smiling*3", [Term("smiling", 6)]),
    ("a - a", [Term("a", 1), Term("a", -1)]),
    ("dir/smile*2", [Term("dir/smile", 2)]),
  ])
  func `Sums are read`(text: String, terms: [Term]) throws {
    #expect(try EditExpression(text).terms == terms)
  }

  @Test(arguments: [
    ("", "lacks a name or a number"), ("smiling -", "lacks a name"), ("a * b", "multiplies two"),
    ("1.5", "a number without an attribute"), ("a b", "has 'b'"), ("2x*a", "which is no number"),
    ("a *", "lacks a name"), ("(a)", "lacks a name"), ("a + + b", "lacks a name"),
  ])
  func `What is no sum is said`(text: String, message: String) {
    do {
      let terms = try EditExpression(text).terms
      Issue.record("\(terms) were read from '\(text)'.")
    } catch {
      #expect(error.description.contains(message), "\(error)")
    }
  }
}
