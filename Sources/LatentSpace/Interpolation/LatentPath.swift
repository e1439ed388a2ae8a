internal import CLatentKernels

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

  /// Writes the point at t of a segment, straight into a batch.
  private let write:
    @Sendable (_ segment: Int, _ t: Float, _ out: UnsafeMutablePointer<Float>) -> Void

  /// A path that goes from each keyframe to the next along an interpolation.
  public init(
    through keyframes: LatentBatch, along interpolation: Interpolation = .spherical,
    isClosed: Bool = false
  ) {
    self.init(keyframes, isClosed) { segment, t, out in
      let next = (segment + 1) % keyframes.count
      interpolation.write(from: keyframes, segment, next, at: t, to: out)
    }
  }

  /// A smooth path: a Catmull–Rom spline, without corners at the keyframes.
  ///
  /// In each segment the cubic ½ [2p₁ + (p₂ − p₀)t + (2p₀ − 5p₁ + 4p₂ − p₃)t² + (3p₁ − p₀ − 3p₂ +
  /// p₃)t³] (Catmull and Rom 1974); the ends of an open path get a neighbour by reflection.
  public static func spline(
    through keyframes: LatentBatch, isClosed: Bool = false
  ) -> LatentPath {
    let count = keyframes.count
    let (before, after) =
      count == 1
      ? (keyframes[0], keyframes[0])
      : (2 * keyframes[0] - keyframes[1], 2 * keyframes[count - 1] - keyframes[count - 2])
    let ends = LatentBatch([before, after])
    return LatentPath(keyframes, isClosed) { segment, t, out in
      func withNeighbour(_ index: Int, _ body: (UnsafePointer<Float>) -> Void) {
        let isInside = isClosed || (0..<count).contains(index)
        let batch = isInside ? keyframes : ends
        let row = isInside ? ((index % count) + count) % count : index < 0 ? 0 : 1
        batch.withRow(row) { if let row = $0.baseAddress { body(row) } }
      }
      let size = keyframes.dimension
      if t == 0 || t == 1 {
        withNeighbour((t == 0 ? segment : segment + 1) % count) {
          out.initialize(from: $0, count: size)
        }
        return
      }
      withNeighbour(segment - 1) { a in
        withNeighbour(segment) { b in
          withNeighbour(segment + 1) { c in
            withNeighbour(segment + 2) { d in latents_cubic(a, b, c, d, Double(t), out, size) }
          }
        }
      }
    }
  }

  /// A circular walk: one turn around a centre in the plane of two directions.
  ///
  /// centre + cos(2πt) first + sin(2πt) second. Its one keyframe is the start, centre + first.
  public static func circle(
    around centre: LatentVector, from first: LatentVector, towards second: LatentVector
  ) -> LatentPath {
    centre.requireSameDimension(second)
    let start = LatentBatch([centre + first])
    return LatentPath(start, true) { _, t, out in
      let isStart = t == 0 || t == 1
      let angle = 2 * Double.pi * Double(t)
      let (along, across) = (Elementary.cos(angle), Elementary.sin(angle))
      for index in centre.indices {
        let moved =
          Double(centre[index]) + along * Double(first[index]) + across * Double(second[index])
        out[index] = isStart ? start.values[index] : Float(moved)
      }
    }
  }

  private init(
    _ keyframes: LatentBatch, _ isClosed: Bool,
    _ write:
      @escaping @Sendable (_ segment: Int, _ t: Float, _ out: UnsafeMutablePointer<Float>)
      -> Void
  ) {
    require(!keyframes.isEmpty, "A path needs at least one keyframe.")
    self.keyframes = keyframes
    self.isClosed = isClosed
    self.write = write
  }

  /// The number of pieces between neighbouring keyframes.
  public var segmentCount: Int { isClosed ? keyframes.count : keyframes.count - 1 }

  /// The point at a time.
  public func point(at time: Float) -> LatentVector {
    LatentVector(dimension: keyframes.dimension) { write(time, to: $0) }
  }

  private func write(_ time: Float, to out: UnsafeMutablePointer<Float>) {
    require(time.isFinite, "The time on a path must be a finite number.")
    guard segmentCount > 0 else {
      keyframes.withRow(0) {
        _ = UnsafeMutableBufferPointer(start: out, count: $0.count).initialize(from: $0)
      }
      return
    }
    let turn = isClosed ? time - time.rounded(.down) : time
    // One rounding only, so that the times of keyframes find them exactly.
    let place = Double(turn) * Double(segmentCount)
    let nearest = place.rounded()
    let isKeyframe = abs(place - nearest) < 1e-6 * Double(segmentCount)
    let exact = isKeyframe ? nearest : place
    let segment = Int(max(0, min(Double(segmentCount - 1), exact.rounded(.down))))
    write(segment, Float(exact - Double(segment)), out)
  }

  private func points(at times: [Float]) -> LatentBatch {
    let dimension = keyframes.dimension
    return LatentBatch(count: times.count, dimension: dimension, work: 10 * dimension) {
      rows, out in
      for row in rows { write(times[row], to: out + (row - rows.lowerBound) * dimension) }
    }
  }

  /// Points at evenly spaced times.
  ///
  /// An open path includes both ends; a closed one leaves out the last, which would repeat the first,
  /// so the points make a loop. An easing changes the times: it maps 0 … 1 to 0 … 1.
  public func points(count: Int, easing: Easing = .none) -> LatentBatch {
    require(count >= 0, "A path's count cannot be negative, but is \(count).")
    return points(at: times(count: count).map { easing($0) })
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
    return points(at: (0...steps).map { end * Float($0) / Float(steps) })
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
    return points(
      at: times(count: count).map { time in
        self.time(at: Double(time) * lengths[steps], on: lengths, steps)
      })
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
}
