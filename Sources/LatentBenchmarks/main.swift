import Foundation
import LatentSpace

/// Writes to standard error and ends the process.
func fail(_ message: String, status: Int32) -> Never {
  FileHandle.standardError.write(Data((message + "\n").utf8))
  exit(status)
}

let rest = Array(CommandLine.arguments.dropFirst(2))
switch CommandLine.arguments.dropFirst().first {
case "objectives":
  orFail { try ObjectiveComparison.run(rest) }
  exit(0)
case "disentanglement":
  orFail { try DisentanglementRuns.run(rest) }
  exit(0)
default: break
}

let options: BenchmarkOptions
do {
  options = try BenchmarkOptions(Array(CommandLine.arguments.dropFirst()))
} catch {
  fail(error.description, status: 2)
}
if options.wantsHelp {
  print(BenchmarkOptions.help)
  exit(0)
}

if let point = options.growthPoint {
  ComputeResources.threadCount = options.threads[0]
  print(orFail { try point.measured().json() })
  exit(0)
}
if options.wantsGrowth {
  print(orFail { try Growth.table(threads: options.threads[0]) })
  exit(0)
}

var report = Report()
for workload in options.workloads {
  for threads in options.threads {
    ComputeResources.threadCount = threads
    report.add(measure(workload, threads: threads))
  }
}
print(options.wantsJSON ? orFail(report.json) : report.table())
