import LatentCLI
import Testing

@Suite struct ProgressMeterTests {
  /// A meter with a clock that the test sets, and what it wrote.
  private final class Bench {
    var time = 0.0
    var written: [String] = []

    func meter(_ style: ProgressMeter.Style) -> ProgressMeter {
      ProgressMeter(
        "encode", total: 200, unit: "pictures", style: style, now: { self.time },
        write: { self.written.append($0) })
    }
  }

  @Test func `Work of less than a second says nothing`() {
    let bench = Bench()
    var meter = bench.meter(.bar(columns: 80))
    bench.time = 0.99
    meter.advance(to: 150)
    meter.clear()
    #expect(bench.written.isEmpty)
  }

  @Test func `The bar shows share, rate and remaining time`() {
    let bench = Bench()
    var meter = bench.meter(.bar(columns: 80))
    bench.time = 2
    meter.advance(to: 50)
    #expect(
      bench.written == [
        "\rencode  ▕████████▊" + String(repeating: " ", count: 26)
          + "▏  25 %  25.0 pictures/s  0:06 left\u{1B}[K"
      ])
  }

  @Test func `The bar is drawn ten times a second at most and cleared`() {
    let bench = Bench()
    var meter = bench.meter(.bar(columns: 80))
    bench.time = 2
    meter.advance(to: 50)
    bench.time = 2.05
    meter.advance(to: 51)
    #expect(bench.written.count == 1)
    bench.time = 2.2
    meter.advance(to: 52)
    meter.clear()
    #expect(bench.written.count == 3)
    #expect(bench.written[2] == "\r\u{1B}[K")
  }

  @Test(arguments: [10, 20, 30, 40, 60, 79, 80, 200])
  func `The bar fits the terminal`(columns: Int) throws {
    let bench = Bench()
    var meter = bench.meter(.bar(columns: columns))
    bench.time = 2
    meter.advance(to: 50)
    let text = try #require(bench.written.first).dropFirst().prefix { $0 != "\u{1B}" }
    #expect(text.count < columns)
  }

  @Test func `In a pipe a line is written every five seconds`() {
    let bench = Bench()
    var meter = bench.meter(.lines)
    for second in 1...11 {
      bench.time = Double(second)
      meter.advance(to: second * 10)
    }
    #expect(
      bench.written == [
        "encode: 10 of 200 pictures, 5 %  10.0 pictures/s  0:19 left\n",
        "encode: 60 of 200 pictures, 30 %  10.0 pictures/s  0:14 left\n",
        "encode: 110 of 200 pictures, 55 %  10.0 pictures/s  0:09 left\n",
      ])
  }

  @Test func `A silent meter writes nothing`() {
    let bench = Bench()
    var meter = bench.meter(.silent)
    bench.time = 100
    meter.advance(to: 100)
    #expect(bench.written.isEmpty)
  }

  @Test func `Numbers beyond the total or at nothing are drawn too`() {
    let bench = Bench()
    var meter = bench.meter(.lines)
    bench.time = 10
    meter.advance(to: 0)
    bench.time = 20
    meter.advance(to: 500)
    #expect(bench.written[0] == "encode: 0 of 200 pictures, 0 %\n")
    #expect(bench.written[1].hasPrefix("encode: 500 of 200 pictures, 100 %"))
  }
}
