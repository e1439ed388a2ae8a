/// A path through any number of keyframes, to be asked for its point at any time.
///
///     let tour = LatentPath(through: [a, b, c], along: .spherical, isClosed: true)
///     let frames = model.decode(tour.points(count: 90))
///
/// Time goes from 0 at the first keyframe to 1 at the last one, or, when the path is closed, at the
/// first again; keyframes are evenly spaced in time. At a keyframe's time the point is the keyframe,
/// bit for bit. A time outside goes on past the ends as the kind of interpolation does, or round and
/// round when the path is closed.
public struct LatentPath: Sendable {
  /// The keyframes, at least one.
  public let keyframes: LatentBatch

  /// Whether the path returns from the last keyframe to the first.
  public let isClosed: Bool

  private let point: @Sendable (_ segment: Int, _ t: Float) -> LatentVector

  /// A path that goes from each keyframe to the next along an interpolation.
  public init(
    through keyframes: LatentBatch, along interpolation: Interpolation = .spherical,
    isClosed: Bool = false
  ) {
    self.init(keyframes, isClosed) { segment, t in
      let next = (segment + 1) % keyframes.count
      return interpolation.point(from: keyframes[segment], to: keyframes[next], at: t)
    }
  }

  /// A smooth path: a Catmull–Rom spline, without corners at the keyframes.
  ///
  /// In each segment the cubic ½ [2p₁ + (p₂ − p₀)t + (2p₀ − 5p₁ + 4p₂ − p₃)t² + (3p₁ − p₀ − 3p₂ +
  /// p₃)t³] (Catmull and Rom 1974); the ends of an open path get a neighbour by reflection.
  public static func spline(
    through keyframes: LatentBatch, isClosed: Bool = false
  ) -> LatentPath {
    LatentPath(keyframes, isClosed) { segment, t in
      let count = keyframes.count
      if t == 0 { return keyframes[segment] }
      if t == 1 { return keyframes[(segment + 1) % count] }
      func neighbour(_ index: Int) -> LatentVector {
        if isClosed { return keyframes[((index % count) + count) % count] }
        if index < 0 { return 2 * keyframes[0] - keyframes[1] }
        if index >= count { return 2 * keyframes[count - 1] - keyframes[count - 2] }
        return keyframes[index]
      }
      return catmullRom(
        (-1...2).map { neighbour(segment + $0) }, Double(t))
    }
  }

  /// A circular walk: one turn around a centre in the plane of two directions.
  ///
  /// centre + cos(2πt) first + sin(2πt) second. Its one keyframe is the start, centre + first.
  public static func circle(
    around centre: LatentVector, from first: LatentVector, towards second: LatentVector
  ) -> LatentPath {
    centre.requireSameDimension(second)
    return LatentPath(LatentBatch([centre + first]), true) { _, t in
      if t == 0 || t == 1 { return centre + first }
      let angle = 2 * Double.pi * Double(t)
      let (along, across) = (Elementary.cos(angle), Elementary.sin(angle))
      return LatentVector(
        centre.values.indices.map {
          Float(
            Double(centre[$0]) + along * Double(first[$0]) + across * Double(second[$0]))
        })
    }
  }

  private init(
    _ keyframes: LatentBatch, _ isClosed: Bool,
    _ point: @escaping @Sendable (_ segment: Int, _ t: Float) -> LatentVector
  ) {
    require(!keyframes.isEmpty, "A path needs at least one keyframe.")
    self.keyframes = keyframes
    self.isClosed = isClosed
    self.point = point
  }

  /// The number of pieces between neighbouring keyframes.
  public var segmentCount: Int { isClosed ? keyframes.count : keyframes.count - 1 }

  /// The point at a time.
  public func point(at time: Float) -> LatentVector {
    require(time.isFinite, "The time on a path must be a finite number.")
    guard segmentCount > 0 else { return keyframes[0] }
    let turn = isClosed ? time - time.rounded(.down) : time
    // One rounding only, so that the times of keyframes find them exactly.
    let place = Double(turn) * Double(segmentCount)
    let nearest = place.rounded()
    let isKeyframe = abs(place - nearest) < 1e-6 * Double(segmentCount)
    let exact = isKeyframe ? nearest : place
    let segment = Int(max(0, min(Double(segmentCount - 1), exact.rounded(.down))))
    return point(segment, Float(exact - Double(segment)))
  }

  /// Points at evenly spaced times.
  ///
  /// An open path includes both ends; a closed one leaves out the last, which would repeat the first,
  /// so the points make a loop. An easing changes the times: it maps 0 … 1 to 0 … 1.
  public func points(count: Int, easing: Easing = .none) -> LatentBatch {
    require(count >= 0, "A path's count cannot be negative, but is \(count).")
    return LatentBatch(
      times(count: count).map { point(at: easing($0)) }, dimension: keyframes.dimension)
  }

  /// Points at evenly spaced lengths along the path, so that the change is the same at every step.
  ///
  /// Lengths are measured between `resolution` points per segment: in the latent space, or, with a
  /// closure that turns latents into what should change evenly, in its own space, one vector per
  /// latent.
  public func evenPoints(
    count: Int, resolution: Int = 64, measuredBy image: ((LatentBatch) -> LatentBatch)? = nil
  ) -> LatentBatch {
    let fine = finePoints(resolution)
    let measured = image?(fine) ?? fine
    require(
      measured.count == fine.count,
      "The measure of a path must give one vector per latent, but gave \(measured.count).")
    return evenPoints(count: count, over: fine, image: measured.values, size: measured.dimension)
  }

  /// Points between which the decoded values change by the same length: constant speed in samples.
  ///
  /// Lengths are measured between `resolution` points per segment, all of which are decoded.
  public func evenPoints<Decoder: DifferentiableDecoder>(
    count: Int, resolution: Int = 32, decodedBy decoder: Decoder
  ) throws(Decoder.Failure) -> LatentBatch {
    let fine = finePoints(resolution)
    return evenPoints(
      count: count, over: fine, image: try decoder.values(at: fine), size: decoder.valueCount)
  }

  private func finePoints(_ resolution: Int) -> LatentBatch {
    require(resolution > 0, "Lengths need at least one point per segment.")
    let steps = max(1, segmentCount * resolution)
    return LatentBatch((0...steps).map { point(at: end * Float($0) / Float(steps)) })
  }

  private func evenPoints(
    count: Int, over fine: LatentBatch, image: [Float], size: Int
  ) -> LatentBatch {
    require(count >= 0, "A path's count cannot be negative, but is \(count).")
    require(
      image.count == fine.count * size,
      "A decoder must give \(size) values per latent, but gave \(image.count) for \(fine.count).")
    let steps = fine.count - 1
    var lengths = [0.0]
    image.withUnsafeBufferPointer { image in
      for step in 0..<steps {
        let length =
          image.baseAddress.map {
            LaneReduction.squaredDistance($0 + step * size, $0 + (step + 1) * size, count: size)
              .squareRoot()
          } ?? 0
        lengths.append(lengths[step] + length)
      }
    }
    return LatentBatch(
      times(count: count).map { time in
        point(at: self.time(at: Double(time) * lengths[steps], on: lengths, steps))
      }, dimension: keyframes.dimension)
  }

  /// The largest time: short of 1 by nothing that a float could hold, on a closed path.
  private var end: Float { isClosed ? Float(1).nextDown : 1 }

  private func times(count: Int) -> [Float] {
    let last = isClosed ? count : count - 1
    return (0..<count).map { last == 0 ? 0 : Float(Double($0) / Double(last)) }
  }

  private func time(at length: Double, on lengths: [Double], _ steps: Int) -> Float {
    if length >= lengths[steps] { return end }
    var (low, high) = (0, steps)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lengths[middle] <= length { low = middle } else { high = middle }
    }
    let span = lengths[low + 1] - lengths[low]
    let part = span > 0 ? (length - lengths[low]) / span : 0
    return Float((Double(low) + part) / Double(steps))
  }

  private static func catmullRom(_ p: [LatentVector], _ t: Double) -> LatentVector {
    LatentVector(
      p[0].values.indices.map { index in
        let (a, b, c, d) = (
          Double(p[0][index]), Double(p[1][index]), Double(p[2][index]), Double(p[3][index])
        )
        let square = (2 * a - 5 * b + 4 * c - d) * t
        let cube = (3 * b - a - 3 * c + d) * t * t
        return Float(b + 0.5 * t * ((c - a) + square + cube))
      })
  }
}
