import LatentCLI
import Testing

@Suite struct ValueKindTests {
  @Test func `Whole numbers stay within their range`() {
    let kind = ValueKind<Int>.wholeNumber(1...)
    #expect(kind.read("1") == 1)
    #expect(kind.read("0") == nil)
    #expect(kind.read("-3") == nil)
    #expect(kind.read("1.5") == nil)
    #expect(kind.read("99999999999999999999") == nil)
    #expect(kind.read("") == nil)
    #expect(kind.expectation == "a whole number of 1 or more")
    #expect(ValueKind<Int>.wholeNumber(2...8).expectation == "a whole number from 2 to 8")
    #expect(ValueKind<UInt64>.wholeNumber(0...).read("18446744073709551615") == .max)
  }

  @Test func `Numbers are finite and in plain notation`() {
    let kind = ValueKind<Float>.number
    #expect(kind.read("1e-3") == 0.001)
    #expect(kind.read("-2.5") == -2.5)
    for text in ["inf", "nan", "0x1p3", "1e99", "", "1,5", "one", " 1"] {
      #expect(kind.read(text) == nil, "\(text)")
    }
  }

  @Test func `Numbers respect their bounds`() {
    #expect(ValueKind<Float>.number(moreThan: 0).read("0") == nil)
    #expect(ValueKind<Float>.number(moreThan: 0).expectation == "a number greater than 0")
    #expect(ValueKind<Float>.number(atLeast: 0).read("0") == 0)
    #expect(ValueKind<Double>.number(in: 0...1).read("1") == 1)
    #expect(ValueKind<Double>.number(in: 0..<1).read("1") == nil)
    #expect(ValueKind<Double>.number(in: 0.5..<1).expectation == "a number from 0.5 to below 1")
  }

  @Test func `A choice takes its names only`() {
    let kind = ValueKind<Int>.choice("WAY", ["short": 1, "long": 2])
    #expect(kind.read("long") == 2)
    #expect(kind.read("lon") == nil)
    #expect(kind.expectation == "one of short, long")
  }

  @Test func `A list needs every one of its parts`() {
    let kind = ValueKind<[Int]>.list(of: .wholeNumber(1...), called: "N,N", "whole numbers")
    #expect(kind.read("32,64") == [32, 64])
    #expect(kind.read("32") == [32])
    #expect(kind.read("32,,64") == nil)
    #expect(kind.read("") == nil)
    #expect(kind.read("32,0") == nil)
  }
}
