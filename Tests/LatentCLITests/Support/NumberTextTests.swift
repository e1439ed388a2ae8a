import LatentCLI
import Testing

@Suite struct NumberTextTests {
  @Test func `Short numbers and clock texts`() {
    #expect(
      [0.004, 0.25, 7.44, 99.96, 940, 1234, 999_499, 3.4e6].map(shortNumber) == [
        "0.00", "0.25", "7.4", "100", "940", "1.2k", "999k", "3.4M",
      ])
    #expect(
      [0, 6.2, 60, 750, 3723, -1].map(clockText) == [
        "0:00", "0:07", "1:00", "12:30", "1:02:03", "0:00",
      ])
  }

  @Test func `Fixed decimals round and keep their zeros`() {
    #expect(fixed(240.598, decimals: 2) == "240.60")
    #expect(fixed(-0.049, decimals: 2) == "-0.05")
    #expect(fixed(-0.001, decimals: 2) == "0.00")
    #expect(fixed(1.005, decimals: 0) == "1")
    #expect(fixed(.nan, decimals: 2) == "nan")
  }

  @Test func `Signs before numbers are minus signs, hyphens stay`() {
    #expect(
      withMinusSigns("-9 % (-0.5 to 2), 0-255, -n, α -1") == "−9 % (−0.5 to 2), 0-255, -n, α −1")
  }

  @Test func `Counts have commas and a plural`() {
    #expect(
      [0, 999, 1000, 1_234_567, -12_345].map(grouped) == [
        "0", "999", "1,000", "1,234,567", "-12,345",
      ])
    #expect(counted(1, "picture") == "1 picture")
    #expect(counted(1200, "picture") == "1,200 pictures")
  }

  @Test func `A table aligns its columns`() {
    #expect(table([["a", "bb", "c"], ["aaa", "b"]]) == ["a    bb  c", "aaa  b"])
  }
}
