import Foundation
import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/guides/interpolation.md`.
@Suite struct InterpolationGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let heldOut = GuideFaces.heldOut

  @Test("A morph is a path through the latent space, decoded")
  func morph() throws {
    let (ada, alan) = (data.samples[62], data.samples[11])
    let steps = avatars.morph(from: ada, to: alan, count: 9)

    let latents = avatars.encode([ada, alan])
    let path = latents[0].path(to: latents[1], count: 9, along: .spherical)
    #expect(avatars.decode(path) == steps)
    #expect(path[0] == latents[0] && path[8] == latents[1])
    try expectPicture(Picture(strip: steps), "interpolation-morph")
  }

  @Test("Each kind goes its own way between the same ends")
  func kinds() throws {
    let (first, second) = (data.samples[29], data.samples[48])
    let rows = Interpolation.all.flatMap { kind in
      avatars.morph(from: first, to: second, count: 9, along: kind)
    }
    let sheet = Picture(sheet: rows, columns: 9)
    try expectPicture(sheet, "interpolation-kinds")

    let eased = Interpolation { a, b, t in (1 - t * t) * a + t * t * b }
    let strip = avatars.morph(from: first, to: second, count: 9, along: eased)
    #expect(strip[0] == rows[0] && strip[8] == rows[8])

    let ends = avatars.encode([first, second])
    let middles = Interpolation.all.map { $0.point(from: ends[0], to: ends[1], at: 0.5).norm }
    // Lengths 3.7 and 9.4 at nearly a right angle.
    #expect(abs(ends[0].norm - 3.72) < 0.01 && abs(ends[1].norm - 9.40) < 0.01)
    #expect(abs(middles[0] - 6.56) < 0.01 && abs(middles[1] - 4.98) < 0.01)
  }

  @Test("Batches of pairs are interpolated at once; the middles lie where the guide says")
  func pairs() {
    let (left, right) = (heldOut.selecting(0..<200), heldOut.selecting(200..<400))
    let middles = Interpolation.spherical.points(from: left, to: right, at: 0.5)

    let kinds = Dictionary(
      uniqueKeysWithValues: Interpolation.all.map {
        ($0.name, $0.points(from: left, to: right, at: 0.5))
      })
    #expect(kinds["spherical"] == middles)
    let figures: [String: (norm: Float, trip: Double)] = [
      "spherical": (6.57, 0.334), "linear": (4.77, 0.377), "variancePreserving": (6.75, 0.317),
      "sphericalRaw": (6.64, 0.317), "gaussian": (3.92, 0.569),
    ]
    for (name, figure) in figures {
      guard let latents = kinds[name] else { continue }
      let norm = latents.norms.reduce(0, +) / Float(latents.count)
      #expect(abs(norm - figure.norm) < 0.01, "\(name)")
      #expect(abs(median(roundTrips(latents)) - figure.trip) < 0.002, "\(name)")
    }
    #expect(abs(median(roundTrips(left)) - 0.038) < 0.001)
  }

  @Test("A spline passes through its keyframes and closes")
  func keyframes() throws {
    let stations = [3, 16, 86, 122, 12].map { data.samples[$0] }
    let tour = LatentPath.spline(through: avatars.encode(stations), isClosed: true)
    let frames = avatars.decode(tour.points(count: 30))
    let film = AnimatedPicture(frames: frames, framesPerSecond: 12)
    #expect(film.frames.count == 30)
    for (index, station) in stations.enumerated() {
      #expect(frames[6 * index] == avatars.reconstruct(station))
    }
    try expectPicture(Picture(sheet: frames, columns: 10), "interpolation-spline")

    let loop = avatars.morph(
      through: stations, count: 30, along: .spherical, isClosed: true, easing: .easeInOut)
    #expect(loop.count == 30 && loop[0] == frames[0])

    let latents = avatars.encode(stations)
    let walk = LatentPath.circle(
      around: latents.mean, from: latents[0] - latents.mean, towards: latents[1] - latents.mean)
    #expect(walk.point(at: 0.25).distance(to: latents[1]) < 1e-5)
  }

  @Test("Times below 0 and above 1 go on past the ends")
  func extrapolation() throws {
    let ends = avatars.encode([data.samples[101], data.samples[62]])
    let times = stride(from: Float(-0.5), through: 1.5, by: 0.25)
    let beyond = times.map { Interpolation.spherical.point(from: ends[0], to: ends[1], at: $0) }
    let faces = avatars.decode(LatentBatch(beyond))
    #expect(faces.count == 9 && beyond[2] == ends[0] && beyond[6] == ends[1])
    try expectPicture(Picture(strip: faces), "interpolation-beyond")
  }

  @Test("Even steps in decoded values, and the shortest way there")
  func geodesic() throws {
    let ends = avatars.encode([data.samples[87], data.samples[11]])
    let line = LatentPath(through: ends, along: .linear)
    let even = line.evenPoints(count: 9, decodedBy: avatars)

    let geodesic = avatars.geodesic(from: ends[0], to: ends[1], count: 9, tolerance: 1e-3)
    print(geodesic.length, geodesic.straightLength, geodesic.isConverged)
    #expect(geodesic.isConverged && geodesic.length < geodesic.straightLength)
    #expect(abs(geodesic.length - 53.2) < 0.5 && abs(geodesic.straightLength - 55.2) < 0.5)

    func unevenness(_ latents: LatentBatch) -> Float {
      let values = avatars.values(at: latents)
      let points = (0..<9).map {
        LatentVector(values[$0 * avatars.valueCount..<($0 + 1) * avatars.valueCount])
      }
      let steps = zip(points, points.dropFirst()).map { $0.distance(to: $1) }
      return (steps.max() ?? 0) / (steps.min() ?? 1)
    }
    #expect(unevenness(line.points(count: 9)) > 1.5)
    #expect(unevenness(even) < 1.25)
    let rows = [line.points(count: 9), even, geodesic.latents].flatMap { avatars.decode($0) }
    try expectPicture(Picture(sheet: rows, columns: 9), "interpolation-geodesic")
  }

  @Test("A path through data stays where data is")
  func graph() throws {
    let places = avatars.encode(Array(data.samples[..<2000]))
    let graph = NeighborGraph(places, neighborCount: 10)
    let stations = graph.path(from: 3, to: 8) ?? []
    let faces = avatars.decode(graph.latents.selecting(stations))
    #expect(stations.first == 3 && stations.last == 8 && stations.count == 7)
    let straight = avatars.morph(from: data.samples[3], to: data.samples[8], count: 7)
    try expectPicture(Picture(sheet: straight + faces, columns: 7), "interpolation-graph")

    let smooth = LatentPath.spline(through: graph.latents.selecting(stations))
    #expect(avatars.decode(smooth.evenPoints(count: 60)).count == 60)
    #expect(median(roundTrips(graph.latents.selecting(stations))) < 0.06)
  }

  @Test("Ends of every sort have a path without a number that is not one")
  func ends() {
    let (a, zero): (LatentVector, LatentVector) = ([3, 4], [0, 0])
    let slerp = Interpolation.spherical
    let parallel = slerp.point(from: a, to: 2 * a, at: 0.5)  // 1.5 * a: the straight line
    let toZero = slerp.point(from: a, to: zero, at: 0.5)  // 0.5 * a: the straight line
    let opposite = slerp.point(from: a, to: -3 * a, at: 0.5)  // half a turn, and 10 long: 5 to 15
    #expect(parallel == 1.5 * a && toZero == 0.5 * a)
    #expect(abs(opposite.norm - 10) < 1e-5 && abs(opposite.dot(a)) < 1e-4)
    for kind in Interpolation.all {
      for b in [a, 2 * a, -a, -3 * a, zero, [-4, 3], [1e-20, 0], [1e18, 0]] {
        #expect(kind.point(from: a, to: b, at: 0) == a && kind.point(from: a, to: b, at: 1) == b)
        for t in stride(from: Float(-1), through: 2, by: 0.125) {
          #expect(kind.point(from: a, to: b, at: t).isFinite, "\(kind.name) \(b) \(t)")
        }
      }
    }
  }
}
