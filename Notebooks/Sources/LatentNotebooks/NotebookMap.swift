import Latents

extension Picture {
  /// A map of latents, drawn as the pictures they stand for wherever there is room, else as dots.
  ///
  /// - Parameters:
  ///   - map: where each latent lies.
  ///   - pictures: what each stands for, all of one kind; the first ones find room first.
  ///   - size: pixels across and down, at least twice those of a picture.
  public init(map: LatentMap, of pictures: [Picture], size: Int = 560) {
    precondition(pictures.count == map.points.count, "A map needs a picture for each point.")
    let kind = pictures.first?.kind ?? .grey
    let cell = pictures.reduce(1) { max($0, $1.width, $1.height) }
    precondition(size >= 2 * cell, "A map is at least two pictures wide.")
    func places(_ axis: Int) -> [Int] {
      let values = map.points.map { $0[axis] }
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      return values.map { value in
        cell / 2 + Int(Float(size - cell - 1) * (high > low ? (value - low) / (high - low) : 0.5))
      }
    }
    let (across, up) = (places(0), places(1))
    var canvas = Picture(width: size, height: size, kind: kind)
    var taken: [(x: Int, y: Int)] = []
    for (index, picture) in pictures.enumerated() {
      let (x, y) = (across[index], size - 1 - up[index])
      if taken.contains(where: { abs($0.x - x) < cell && abs($0.y - y) < cell }) { continue }
      taken.append((x, y))
      for row in 0..<picture.height {
        for column in 0..<picture.width {
          canvas[x: x - cell / 2 + column, y: y - cell / 2 + row] = picture[x: column, y: row]
        }
      }
    }
    for index in pictures.indices {
      let (x, y) = (across[index], size - 1 - up[index])
      let isCovered = taken.contains {
        -cell / 2...cell / 2 ~= $0.x - x && -cell / 2...cell / 2 ~= $0.y - y
      }
      if !isCovered { canvas[x: x, y: y] = Color(grey: 128) }
    }
    self = canvas
  }
}

/// Shows a map with the pictures that its latents stand for.
public func display(map: LatentMap, of pictures: [Picture], size: Int = 560) {
  display(Picture(map: map, of: pictures, size: size))
}
