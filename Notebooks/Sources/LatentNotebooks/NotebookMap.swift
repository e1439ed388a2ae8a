import Latents

extension Picture {
  /// A map of latents on white: framed pictures wherever there is room, dots for the others.
  ///
  /// - Parameters:
  ///   - map: where each latent lies.
  ///   - pictures: what each stands for; the first ones find room first.
  ///   - classes: what each belongs to, which gives frames and dots their colours; empty for one colour.
  ///   - size: pixels across and down, at least twice those of a picture with its frame.
  public init(map: LatentMap, of pictures: [Picture], classes: [String] = [], size: Int = 560) {
    precondition(pictures.count == map.points.count, "A map needs a picture for each point.")
    precondition(
      classes.isEmpty || classes.count == pictures.count, "A map needs a class for each point.")
    let largest = pictures.reduce(1) { max($0, $1.width, $1.height) }
    let (frame, cell) = (2, largest + 6)
    precondition(size >= 2 * cell, "A map is at least two pictures wide.")
    func places(_ axis: Int) -> [Int] {
      let values = map.points.map { $0[axis] }
      let (low, high) = (values.min() ?? 0, values.max() ?? 0)
      return values.map { value in
        cell / 2 + Int(Float(size - cell - 1) * (high > low ? (value - low) / (high - low) : 0.5))
      }
    }
    let names = Set(classes).sorted()
    let colors = pictures.indices.map { index in
      Color(notebook: classes.isEmpty ? 0 : names.firstIndex(of: classes[index]) ?? 0)
    }
    let (across, up) = (places(0), places(1))
    var canvas = Picture(width: size, height: size, kind: .rgb, color: .white)
    for index in pictures.indices {
      for y in -2...2 {
        for x in -2...2 where x * x + y * y <= 5 {
          canvas[x: across[index] + x, y: size - 1 - up[index] + y] = colors[index]
        }
      }
    }
    var taken: [(x: Int, y: Int)] = []
    for (index, picture) in pictures.enumerated() {
      let (x, y) = (across[index], size - 1 - up[index])
      if taken.contains(where: { abs($0.x - x) < cell && abs($0.y - y) < cell }) { continue }
      taken.append((x, y))
      let (left, top) = (x - cell / 2, y - cell / 2)
      for row in 0..<cell {
        for column in 0..<cell {
          let isFrame = min(row, column, cell - 1 - row, cell - 1 - column) < frame
          canvas[x: left + column, y: top + row] = isFrame ? colors[index] : .white
        }
      }
      // White between frame and picture: either may be black.
      for row in 0..<picture.height {
        for column in 0..<picture.width {
          canvas[x: left + 3 + column, y: top + 3 + row] = picture[x: column, y: row]
        }
      }
    }
    self = canvas
  }
}

extension Picture.Color {
  /// One of the ten colours of plots and maps, over and over.
  fileprivate init(notebook index: Int) {
    let value = Int(notebookColors[index % notebookColors.count].dropFirst(), radix: 16) ?? 0
    self.init(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
  }
}

/// Colours that colour-blind readers can tell apart (Okabe and Ito 2008), and four more.
let notebookColors = [
  "#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#6b4c9a", "#8c6d31", "#7f7f7f",
  "#000000",
]

/// Shows a map with the pictures that its latents stand for, framed in the colours of their classes.
public func display(
  map: LatentMap, of pictures: [Picture], classes: [String] = [], size: Int = 560
) {
  display(Picture(map: map, of: pictures, classes: classes, size: size))
}
