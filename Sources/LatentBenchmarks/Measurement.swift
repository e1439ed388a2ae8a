/// What one workload took with one number of threads.
struct Measurement: Codable {
  var name: String
  var threads: Int
  var medianMicroseconds: Double
  var minimumMicroseconds: Double
  var rounds: Int
  /// From the median round; nil where counting operations says little.
  var gigaflopsPerSecond: Double?
}

/// Measures a workload in rounds of at least 5 ms, so that the clock's own cost disappears.
///
/// Rounds go on for 0.4 seconds, and up to 1.2 while the median is more than 5 % above the minimum,
/// as it is when something else runs on the machine.
func measure(_ workload: Workload, threads: Int) -> Measurement {
  measure(workload, workload.prepare(), threads: threads)
}

/// The same for a call that is prepared already.
func measure(_ workload: Workload, _ call: () -> Void, threads: Int) -> Measurement {
  let count = warmUp(call)
  var rounds: [Double] = []
  var total = 0.0
  while rounds.count < 5 || total < 0.4 || (total < 1.2 && isUnsteady(rounds)) {
    let elapsed = seconds(of: call, count: count)
    total += elapsed
    rounds.append(elapsed / Double(count) * 1e6)
  }
  rounds.sort()
  let median = rounds[rounds.count / 2]
  let operations = workload.floatingPointOperations.map { Double($0(threads)) }
  return Measurement(
    name: workload.name, threads: threads, medianMicroseconds: median,
    minimumMicroseconds: rounds[0], rounds: rounds.count,
    gigaflopsPerSecond: operations.map { $0 / median / 1e3 })
}

private func isUnsteady(_ rounds: [Double]) -> Bool {
  let sorted = rounds.sorted()
  return sorted[sorted.count / 2] > 1.05 * sorted[0]
}

/// Fills caches and lets the clock rate rise; returns the calls that make a round.
private func warmUp(_ call: () -> Void) -> Int {
  _ = seconds(of: call, count: 3)
  var count = 1
  while true {
    let elapsed = seconds(of: call, count: count)
    if elapsed >= 0.005 { return count }
    count = max(2 * count, Int(Double(count) * 0.006 / max(elapsed, 1e-6)))
  }
}

private func seconds(of call: () -> Void, count: Int) -> Double {
  let duration = ContinuousClock().measure {
    for _ in 0..<count { call() }
  }
  return Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
}
