import Foundation
import LatentCLI
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite struct PlotTests {
  @Test(arguments: [
    ([0.0, 10], [0.0, 2, 4, 6, 8, 10]),
    ([0.12, 0.58], [0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55]),
    ([-3, 4], [-3.0, -2, -1, 0, 1, 2, 3, 4]), ([7, 7], [6.6, 6.8, 7, 7.2, 7.4]),
    (
      [239_000, 262_000],
      [
        240_000.0, 242_000, 244_000, 246_000, 248_000, 250_000, 252_000, 254_000, 256_000, 258_000,
        260_000, 262_000,
      ]
    ),
  ])
  func `Ticks are round numbers within the axis`(values: [Double], ticks: [Double]) {
    let axis = Axis(values)
    #expect(axis.ticks.count == ticks.count, "\(axis.ticks)")
    for (tick, expected) in zip(axis.ticks, ticks) {
      #expect(abs(tick - expected) < 1e-9 * max(1, abs(expected)), "\(axis.ticks)")
    }
    #expect(axis.part(axis.low) == 0)
    #expect(axis.part(axis.high) == 1)
  }

  @Test(arguments: [
    ([1.0, 3], [1.0, 2, 3]), ([1, 1], [1]), ([1, 60], [10, 20, 30, 40, 50, 60]),
  ])
  func `What is counted is marked at whole numbers`(values: [Double], ticks: [Double]) {
    let axis = Axis(values, smallestStep: 1)
    #expect(axis.ticks == ticks)
    #expect(axis.ticks.map(axis.text) == ticks.map { "\(Int($0))" })
  }

  @Test func `Lines and dots stand where their numbers say, and names are escaped`() throws {
    let plot = Plot(
      "a < b", x: "epoch", y: "nats",
      series: [
        Plot.Series("one & two", points: [(0, 0), (1, 1), (2, .nan)]),
        Plot.Series("<script>", points: [(0.5, 0.5)], isLine: false),
      ])
    let svg = plot.svg
    #expect(svg.contains("<polyline points=\"72,388 704,40\""))
    #expect(svg.contains("<circle cx=\"388\" cy=\"214\""))
    #expect(svg.contains("a &lt; b") && svg.contains("one &amp; two"))
    #expect(!svg.contains("<script>"))
    let parser = XMLParser(data: Data(svg.utf8))
    #expect(parser.parse())
  }

  @Test func `A plot of nothing is a plot`() {
    #expect(Plot("", x: "", y: "", series: []).svg.contains("</svg>"))
  }
}
