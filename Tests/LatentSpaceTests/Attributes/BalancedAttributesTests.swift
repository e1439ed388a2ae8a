import LatentSpace
import Testing

struct BalancedAttributesTests {
  // x is the attribute, y a confounder that goes along with it three times in four.
  let latents = LatentBatch([
    [0, 0], [0, 0], [0, 0], [0, 1], [1, 1], [1, 1], [1, 1], [1, 0],
  ])
  let flags = [false, false, false, false, true, true, true, true]
  let confounder = Confounder(
    name: "old", flags: [false, false, false, true, true, true, true, false])

  @Test("Balancing takes the confounder out of the direction")
  func balances() throws {
    let plain = AttributeVector(
      from: latents.selecting(0..<4), to: latents.selecting(4..<8))
    #expect(plain.vector == [1, 0.5])
    let balanced = try AttributeVector(
      latents, hasAttribute: flags, balancing: [confounder], named: "x")
    #expect(balanced.vector == [1, 0])
    #expect(balanced.bias == -0.5)
    #expect(balanced.provenance.method == .balanced)
    #expect(balanced.provenance.notes == ["balanced over old"])
  }

  @Test("Without confounders it is the mean difference")
  func noConfounders() throws {
    let balanced = try AttributeVector(latents, hasAttribute: flags, balancing: [])
    #expect(balanced.vector == [1, 0.5])
  }

  @Test("Latents whose flag is unknown are left out")
  func unknown() throws {
    var more = latents
    more.append([100, 100])
    let old = Confounder(name: "old", values: confounder.values + ["yes"])
    let balanced = try AttributeVector(more, hasAttribute: flags + [nil], balancing: [old])
    #expect(balanced.vector == [1, 0])
    #expect(balanced.provenance.negativeCount == 4 && balanced.provenance.positiveCount == 4)
  }

  @Test("Cells without examples on a side are an error that names them")
  func smallCells() throws {
    let colour = Confounder(
      name: "colour", values: ["red", "red", "red", "red", "red", "red", "blue", "red"])
    let error = #expect(throws: UnbalancedCellsError.self) {
      try AttributeVector(latents, hasAttribute: flags, balancing: [confounder, colour])
    }
    #expect(error?.cells == ["old=yes, colour=blue"])
    #expect(error?.description.contains("old=yes, colour=blue") == true)
    let rest = try AttributeVector(
      latents, hasAttribute: flags, balancing: [confounder, colour], leavingOutSmallCells: true)
    #expect(rest.vector == [1, 0])
    #expect(rest.provenance.notes?.last == "left out old=yes, colour=blue")
    #expect(rest.provenance.positiveCount == 3)
  }

  @Test("When no cell is large enough, that is the error, whether or not cells may be left out")
  func nothingLeft() {
    for leavesOut in [false, true] {
      let error = #expect(throws: UnbalancedCellsError.self) {
        try AttributeVector(
          latents, hasAttribute: flags, balancing: [confounder], minimumCount: 5,
          leavingOutSmallCells: leavesOut)
      }
      #expect(error?.isNothingLeft == true)
    }
  }
}
