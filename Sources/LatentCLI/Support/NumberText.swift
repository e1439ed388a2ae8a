// Numbers as people read them, the same in every locale.

/// A count in at most four characters or so: `0.25`, `7.4`, `940`, `1.2k`, `3.4M`.
package func shortNumber(_ value: Double) -> String {
  func scaled(_ value: Double, _ letter: String) -> String {
    let tenths = Int((value * 10).rounded())
    return tenths < 1000 ? "\(tenths / 10).\(tenths % 10)\(letter)" : "\(tenths / 10)\(letter)"
  }
  if value < 1 {
    let hundredths = Int((value * 100).rounded())
    return "\(hundredths / 100)." + String(hundredths % 100 + 100).dropFirst()
  }
  if value < 999.5 { return scaled(value, "") }
  return value < 999_500 ? scaled(value / 1000, "k") : scaled(min(value, 1e15) / 1e6, "M")
}

/// Seconds as `0:07`, `12:30` or `1:02:03`, rounded up.
package func clockText(_ seconds: Double) -> String {
  let whole = Int(min(max(0, seconds), 1e7).rounded(.up))
  func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
  let (hours, minutes) = (whole / 3600, whole / 60 % 60)
  let end = two(whole % 60)
  return hours > 0 ? "\(hours):\(two(minutes)):\(end)" : "\(minutes):\(end)"
}

/// A number with a fixed count of decimals: `240.60`.
package func fixed(_ value: Double, decimals: Int) -> String {
  guard value.isFinite, abs(value) < 1e15 else { return "\(value)" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let units = Int((abs(value) * scale).rounded())
  let (whole, part) = (units / Int(scale), units % Int(scale))
  let sign = value < 0 && units > 0 ? "-" : ""
  if decimals == 0 { return sign + "\(whole)" }
  let digits = "\(part)"
  return sign + "\(whole)." + String(repeating: "0", count: decimals - digits.count) + digits
}

/// A share in per cent: `97.5 %`.
package func percentText(_ share: Double, decimals: Int = 1) -> String {
  fixed(100 * share, decimals: decimals) + " %"
}

/// Text for print: true minus signs before numbers.
package func withMinusSigns(_ text: String) -> String {
  text.replacing(#/(^|[ (])-([0-9])/#) { "\($0.1)−\($0.2)" }
}

/// A count with commas between thousands: `1,234,567`.
package func grouped(_ value: Int) -> String {
  var digits = Array("\(value.magnitude)")
  var place = digits.count - 3
  while place > 0 {
    digits.insert(",", at: place)
    place -= 3
  }
  return (value < 0 ? "-" : "") + String(digits)
}

/// `1 picture`, `12 pictures`.
package func counted(_ count: Int, _ noun: String) -> String {
  "\(grouped(count)) \(noun)\(count == 1 ? "" : "s")"
}

/// The texts at the left edges of columns as wide as their widest text needs.
package func table(_ rows: [[String]], gap: Int = 2) -> [String] {
  let columns = rows.map(\.count).max() ?? 0
  let widths = (0..<columns).map { column in
    rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
  }
  return rows.map { row in
    var line = ""
    for (column, text) in row.enumerated() {
      line += text
      if column < row.count - 1 {
        line += String(repeating: " ", count: widths[column] - text.count + gap)
      }
    }
    return line
  }
}
