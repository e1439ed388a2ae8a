import Foundation
import LatentData
import Latents

/// A map as a picture with thumbnails, or as SVG with points and axes.
struct MapDrawing {
  let map: LatentMap
  let samples: [Picture]
  let groups: MapGroups

  private static let unknown = Picture.Color(grey: 170)

  // MARK: - PNG

  /// A square with a dot for each sample and the samples themselves wherever there is room, above the
  /// names of the colours.
  func picture(size: Int, hasLegend: Bool = true) -> Picture {
    var canvas = Picture(width: size, height: size, kind: .rgb, color: .white)
    var height = size
    if hasLegend, let rows = legend.picture(for: size) {
      height -= rows.height
      canvas.draw(rows, x: 0, y: height)
    }
    let side = max(20, size / 16)
    let places = places(in: (size, height), margin: side / 2 + 4)
    for (place, group) in zip(places, groups.indices) {
      dot(at: place, color: color(group), &canvas)
    }
    var taken = [Bool](repeating: false, count: size * size)
    for (index, place) in places.enumerated() {
      let (left, top) = (place.x - side / 2, place.y - side / 2)
      let corners = [
        (left, top), (left + side - 1, top), (left, top + side - 1),
        (left + side - 1, top + side - 1), (place.x, place.y),
      ]
      if corners.contains(where: { taken[$0.1 * size + $0.0] }) { continue }
      // White between frame and picture: either may be black.
      let thumbnail = samples[index].converted(to: .rgb).fitted(
        width: side - 6, height: side - 6, kind: .rgb)
      fill(left, top, side, color(groups.indices[index]), &canvas)
      fill(left + 2, top + 2, side - 4, .white, &canvas)
      for y in 0..<side { for x in 0..<side { taken[(top + y) * size + left + x] = true } }
      canvas.draw(thumbnail, x: left + 3, y: top + 3)
    }
    return canvas
  }

  private var legend: MapLegend {
    let named = groups.names.enumerated().map { (name: $1, color: color($0)) }
    return MapLegend(
      named + (groups.indices.contains(nil) ? [(name: "unknown", color: Self.unknown)] : []))
  }

  private func places(in room: (width: Int, height: Int), margin: Int) -> [(x: Int, y: Int)] {
    let (x, y) = (Axis(map.points.map { Double($0[0]) }), Axis(map.points.map { Double($0[1]) }))
    let (width, height) = (
      Double(room.width - 2 * margin - 1), Double(room.height - 2 * margin - 1)
    )
    return map.points.map { point in
      (
        margin + Int((x.part(Double(point[0])) * width).rounded()),
        margin + Int(((1 - y.part(Double(point[1]))) * height).rounded())
      )
    }
  }

  private func dot(
    at place: (x: Int, y: Int), color: Picture.Color, _ canvas: inout Picture
  ) {
    for y in -2...2 {
      for x in -2...2 where x * x + y * y <= 5 {
        canvas[x: place.x + x, y: place.y + y] = color
      }
    }
  }

  private func fill(
    _ left: Int, _ top: Int, _ side: Int, _ color: Picture.Color, _ canvas: inout Picture
  ) {
    for y in top..<top + side {
      for x in left..<left + side { canvas[x: x, y: y] = color }
    }
  }

  private func color(_ group: Int?) -> Picture.Color {
    guard let group else { return Self.unknown }
    let digits = Plot.colors[group % Plot.colors.count].dropFirst()
    let value = Int(digits, radix: 16) ?? 0
    return Picture.Color(
      red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
  }

  // MARK: - SVG

  func svg(title: String, recipe: Recipe) -> String {
    var series = groups.names.enumerated().map { index, name in
      Plot.Series(name, points: points { $0 == index }, isLine: false)
    }
    let rest = points { $0 == nil }
    if !rest.isEmpty { series.append(Plot.Series("unknown", points: rest, isLine: false)) }
    let plot = Plot(title, x: map.axisNames[0], y: map.axisNames[1], series: series)
    return Plot.svg([plot], recipe: recipe)
  }

  private func points(where isIn: (Int?) -> Bool) -> [(x: Double, y: Double)] {
    zip(map.points, groups.indices).filter { isIn($1) }.map {
      (Double($0.0[0]), Double($0.0[1]))
    }
  }
}
