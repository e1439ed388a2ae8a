extension Picture {
  /// The mean squared difference of the values of pictures and others of the same shapes, which lie
  /// between 0 and 1.
  package static func meanSquaredError(_ pictures: [Picture], _ others: [Picture]) -> Double {
    var sum = 0
    var count = 0
    for (first, second) in zip(pictures, others) {
      for (a, b) in zip(first.bytes, second.bytes) { sum += (Int(a) - Int(b)) * (Int(a) - Int(b)) }
      count += first.bytes.count
    }
    return Double(sum) / Double(count) / (255 * 255)
  }
}
