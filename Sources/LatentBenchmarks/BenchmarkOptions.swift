import Foundation

/// What the command line asks for.
struct BenchmarkOptions {
  var threads = [1, 2]
  var workloads: [Workload] = Workload.all
  var wantsJSON = false
  var wantsGrowth = false
  var growthPoint: GrowthPoint?
  var wantsHelp = false

  static let help = """
    Measures the library's main workloads.

    usage: LatentBenchmarks [--only NAME[,NAME]] [--threads N[,N]] [--json]
           LatentBenchmarks objectives [EPOCHS [NAME…]]
           LatentBenchmarks disentanglement [SEED|MODEL…]
           LatentBenchmarks --growth [--threads N]

      --only      the workloads to measure; without it, all of them
      --threads   the thread counts to measure each with (1,2)
      --json      one JSON document instead of the table
      objectives  no speed: what every training objective reaches on the bundled clothes
      disentanglement
                  no speed: how separate the factors of the sprites are in β-TCVAEs of five seeds
      --growth    doubles the batch, the latent dimension, the pictures' side and the data set, and
                  shows time and memory per element, each size in a process of its own

    workloads: \(Workload.all.map(\.name).joined(separator: ", "))

    example: swift run -c release LatentBenchmarks --only dense-train-128 --threads 1
    """

  /// Reads the arguments after the program's name.
  init(_ arguments: [String]) throws(UsageError) {
    var rest = arguments[...]
    while let argument = rest.popFirst() {
      switch argument {
      case "--json": wantsJSON = true
      case "--help", "-h": wantsHelp = true
      case "--growth": wantsGrowth = true
      case "--growth-point": growthPoint = try Self.point(Self.list(after: argument, in: &rest))
      case "--threads": threads = try Self.threadCounts(Self.list(after: argument, in: &rest))
      case "--only": workloads = try Self.workloads(Self.list(after: argument, in: &rest))
      default: throw UsageError("\(argument) is not an option; --help lists them.")
      }
    }
  }

  private static func list(
    after option: String, in rest: inout ArraySlice<String>
  ) throws(UsageError) -> [String] {
    guard let text = rest.popFirst(), !text.isEmpty else {
      throw UsageError("\(option) needs a value; --help shows an example.")
    }
    return text.components(separatedBy: ",")
  }

  private static func point(_ list: [String]) throws(UsageError) -> GrowthPoint {
    guard list.count == 2, let series = Growth.all.first(where: { $0.name == list[0] }),
      let size = Int(list[1]), size > 0
    else { throw UsageError("--growth-point takes a series and a size, such as batch,64.") }
    return GrowthPoint(series: series, size: size)
  }

  private static func threadCounts(_ list: [String]) throws(UsageError) -> [Int] {
    var counts: [Int] = []
    for text in list {
      guard let count = Int(text), (1...1024).contains(count) else {
        throw UsageError("--threads takes numbers from 1 to 1024, such as 1,2; not “\(text)”.")
      }
      counts.append(count)
    }
    return counts
  }

  private static func workloads(_ names: [String]) throws(UsageError) -> [Workload] {
    var chosen: [Workload] = []
    for name in names {
      guard let workload = Workload.all.first(where: { $0.name == name }) else {
        let known = Workload.all.map(\.name).joined(separator: ", ")
        throw UsageError("There is no workload “\(name)”; there are \(known).")
      }
      chosen.append(workload)
    }
    return chosen
  }
}

/// A command line that cannot be understood.
struct UsageError: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) { self.description = description }
}
