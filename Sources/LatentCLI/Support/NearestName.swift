/// The candidate that the reader most likely meant, or nil when none is close.
///
/// Close means at most two edits for names of five letters or more and one for shorter ones, or one
/// candidate that begins with what was typed. The first of equally close candidates wins.
package func nearestName(to typed: String, in candidates: [String]) -> String? {
  let wanted = typed.lowercased()
  let limit = wanted.count < 5 ? 1 : 2
  var best: (name: String, distance: Int)?
  for candidate in candidates {
    let distance = editDistance(wanted, candidate.lowercased())
    if distance <= limit, distance < candidate.count, distance < best?.distance ?? Int.max {
      best = (candidate, distance)
    }
  }
  if let best { return best.name }
  let begun = candidates.filter { wanted.count >= 2 && $0.lowercased().hasPrefix(wanted) }
  return begun.count == 1 ? begun[0] : nil
}

/// The number of single-letter insertions, removals, replacements and swaps of neighbours that turn
/// one word into the other (optimal string alignment). Time and memory O(n·m), for names.
package func editDistance(_ first: String, _ second: String) -> Int {
  let (a, b) = (Array(first), Array(second))
  var table = [[Int]](repeating: Array(0...b.count), count: a.count + 1)
  for i in 0...a.count { table[i][0] = i }
  for i in 0..<a.count {
    for j in 0..<b.count {
      var edits = min(
        table[i][j] + (a[i] == b[j] ? 0 : 1), table[i][j + 1] + 1, table[i + 1][j] + 1)
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        edits = min(edits, table[i - 1][j - 1] + 1)
      }
      table[i + 1][j + 1] = edits
    }
  }
  return table[a.count][b.count]
}

/// `"; did you mean 'name'?"`, or a full stop when no candidate is close.
package func suggestion(for typed: String, in candidates: [String]) -> String {
  nearestName(to: typed, in: candidates).map { "; did you mean '\($0)'?" } ?? "."
}
