/// Stands for your own model: a Core ML network, an ONNX session, a server. It knows nothing of latents.
///
/// It keeps of a list of numbers how far it goes along a few directions in which the examples vary most
/// (principal components), found by multiplying with the examples again and again.
struct Eigenpictures: Sendable {
  let mean: [Double]
  let directions: [[Double]]

  init(of examples: [[Double]], count: Int) {
    let size = examples[0].count
    let mean = (0..<size).map { column in
      examples.reduce(0) { $0 + $1[column] } / Double(examples.count)
    }
    let centred = examples.map { zip($0, mean).map { $0 - $1 } }
    var directions: [[Double]] = []
    for number in 0..<count {
      var direction = (0..<size).map { $0 % (number + 2) == 0 ? 1.0 : 0.5 }
      for _ in 0..<30 {
        var next = [Double](repeating: 0, count: size)
        for example in centred { next.add(example, times: dot(example, direction)) }
        for found in directions { next.add(found, times: -dot(next, found)) }
        let length = dot(next, next).squareRoot()
        direction = next.map { $0 / length }
      }
      directions.append(direction)
    }
    self.mean = mean
    self.directions = directions
  }

  func codes(_ numbers: [Double]) -> [Double] {
    let centred = zip(numbers, mean).map { $0 - $1 }
    return directions.map { dot(centred, $0) }
  }

  func numbers(_ codes: [Double]) -> [Double] {
    var numbers = mean
    for (code, direction) in zip(codes, directions) { numbers.add(direction, times: code) }
    return numbers
  }
}

private func dot(_ first: [Double], _ second: [Double]) -> Double {
  var sum = 0.0
  for index in first.indices { sum += first[index] * second[index] }
  return sum
}

extension [Double] {
  fileprivate mutating func add(_ other: [Double], times factor: Double) {
    for index in indices { self[index] += factor * other[index] }
  }
}
