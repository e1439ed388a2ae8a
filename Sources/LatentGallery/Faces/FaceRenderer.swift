import Latents

/// Draws faces from their factors.
///
///     let renderer = try FaceRenderer()
///     var face = FaceFactors(seed: 0, index: 12)
///     let before = renderer.picture(of: face)
///     face.smile = 1
///     let after = renderer.picture(of: face)       // the true picture of the same face, smiling
///
/// The head is MakeHuman's, the renderer a small rasteriser with a shader of skin, eyes and hair.
/// It uses nothing but + − × ÷, square roots and comparisons in one fixed order, so that the same
/// factors give the same bytes on every machine. About two milliseconds for 64 × 64.
public struct FaceRenderer: Sendable {
  private let head: FaceHead

  /// Reads the bundled head.
  ///
  /// - Throws: `MissingResources` when the program was copied without its bundled files, `FileError`
  ///   or `FormatError` when the head is missing or damaged.
  public init() throws {
    head = try FaceHead()
  }

  /// The picture of a face, in colour.
  ///
  /// - Parameters:
  ///   - face: what the face looks like.
  ///   - size: width and height in pixels, 1 to 1024; the renderer is made for 64, and 256 is fine
  ///     to look at.
  public func picture(of face: FaceFactors, size: Int = 64) -> Picture {
    picture(of: face, on: FaceCanvas(size: checked(size)))
  }

  /// The pictures of several faces, drawn on all cores.
  public func pictures(of faces: [FaceFactors], size: Int = 64) -> [Picture] {
    let size = checked(size)
    return PictureDrawing.pictures(
      count: faces.count, memory: { FaceCanvas(size: size) },
      picture: { canvas, index in picture(of: faces[index], on: canvas) })
  }

  /// Where crown, chin, tip of the nose, corners and middles of the lips are on the unturned head:
  /// x to the right of the picture, y up, z towards the camera, in units of 100 mm.
  package func landmarks(of face: FaceFactors) -> [SIMD3<Float>] {
    let positions = FaceShape(head, face).positions
    return FaceHead.Landmark.allCases.map {
      let p = positions[head[$0]]
      return SIMD3(p.x, p.y, p.z)
    }
  }

  private func checked(_ size: Int) -> Int {
    require(1...1024 ~= size, "A face is drawn 1 to 1024 pixels wide, not \(size).")
    return size
  }

  // MARK: - One picture

  private func picture(of face: FaceFactors, on canvas: FaceCanvas) -> Picture {
    var parts: [FaceHead.Part] = [.skin, .eyeLeft, .eyeRight, .teeth]
    if face.glasses { parts.append(.glasses) }
    if !face.bald { parts.append(.hair) }
    let pose = FacePose(head, face, parts, samples: canvas.side)
    let light = FaceLight(face, pose.turn)

    canvas.fillBackdrop(face)
    drawSolid(face, pose, light, canvas)
    drawTeeth(face, pose, light, canvas)
    if !face.bald {
      // The inside of the far half of the shell, then the outside of the near half over it.
      drawHair(face, pose, light, inside: true, canvas)
      drawHair(face, pose, light, inside: false, canvas)
    }
    return canvas.developed()
  }

  /// Skin, eyes, lashes and glasses hide what is behind them.
  private func drawSolid(
    _ face: FaceFactors, _ pose: FacePose, _ light: FaceLight, _ canvas: FaceCanvas
  ) {
    // Glasses are the last.
    let glasses = head.triangles[FaceHead.Part.glasses.rawValue].count
    let count = head.solid.count - (face.glasses ? 0 : glasses)
    canvas.beginPass(over: .nothing)
    // Those that face away are nearly all hidden, and come later to be found so at once.
    canvas.rasterize(head.solid[..<count], pose, facing: .outside)
    canvas.rasterize(head.solid[..<count], pose, facing: .inside)
    canvas.keepDepth()

    let skinCount = head.triangles[FaceHead.Part.skin.rawValue].count
    let (front, back) = canvas.findFragments(below: Int32(skinCount))
    withSource(of: head.solid, pose) { source in
      canvas.forEach(canvas.fragments, front, source) { samples, count, fragments in
        canvas.set(samples, count: count, light.skin(fragments))
        canvas.keepMouth(samples, count: count, fragments.cavity)
      }
      let others = canvas.fragments + (canvas.side * canvas.side - back)
      var start = skinCount
      for part in FaceHead.solidParts.dropFirst() {
        let end = start + head.triangles[part.rawValue].count
        let count = canvas.choose(others, back, of: start..<end)
        start = end
        if count == 0 { continue }
        switch part {
        case .eyeLeft, .eyeRight:
          let middle = FaceShape.mean(pose.view, head.vertices[part.rawValue])
          canvas.forEach(canvas.chosen, count, source) { samples, count, fragments in
            canvas.set(samples, count: count, light.eye(fragments, middle: middle))
          }
        case .glasses:
          canvas.forEach(canvas.chosen, count, source) { samples, count, fragments in
            canvas.set(samples, count: count, light.glasses(fragments))
          }
        default:
          for index in 0..<count {
            canvas.light[Int(canvas.chosen[index])] = FaceLight.lashes
          }
        }
      }
    }
  }

  /// Teeth show where the nearest skin is the inside of the mouth: whatever the identity, they
  /// cannot pierce a lip. They brighten as the lips part.
  private func drawTeeth(
    _ face: FaceFactors, _ pose: FacePose, _ light: FaceLight, _ canvas: FaceCanvas
  ) {
    let parted = clamped(2.2 * max(0, face.smile) + 4 * face.mouthOpen)
    let strength = Float(0.2 + 0.8 * parted)
    let triangles = head.triangles[FaceHead.Part.teeth.rawValue]
    canvas.beginPass(over: .mouth)
    canvas.rasterize(triangles[...], pose, facing: .both)
    let (count, _) = canvas.findFragments(below: .max)
    withSource(of: triangles, pose) { source in
      canvas.forEach(canvas.fragments, count, source) { samples, count, fragments in
        let share = canvas.mouths(samples, count: count) * strength
        canvas.blend(samples, count: count, light.teeth(fragments), share)
      }
    }
  }

  private func drawHair(
    _ face: FaceFactors, _ pose: FacePose, _ light: FaceLight, inside: Bool, _ canvas: FaceCanvas
  ) {
    let length = clamped((face.hairLength - 0.02) / (0.10 - 0.02))
    let strength = Float(length * length * (3 - 2 * length))
    if strength == 0 { return }
    let triangles = head.triangles[FaceHead.Part.hair.rawValue]
    canvas.beginPass(over: .solid)
    canvas.rasterize(triangles[...], pose, facing: inside ? .inside : .outside)
    let (count, _) = canvas.findFragments(below: .max)
    withSource(of: triangles, pose) { source in
      canvas.forEach(canvas.fragments, count, source) { samples, count, fragments in
        let cover = light.paint.hairCover(at: fragments.rest, onSkin: false) * strength
        // Much of the shell is there for longer hair.
        if cover != .zero {
          canvas.blend(samples, count: count, light.strands(fragments, inside: inside), cover)
        }
      }
    }
  }

  private func withSource(
    of triangles: [Triangle], _ pose: FacePose, _ body: (FragmentSource) -> Void
  ) {
    head.rest.withUnsafeBufferPointer { rest in
      pose.normals.withUnsafeBufferPointer { normals in
        pose.view.withUnsafeBufferPointer { positions in
          triangles.withUnsafeBufferPointer { triangles in
            body(
              FragmentSource(
                rest: rest.baseAddress!, normals: normals.baseAddress!,
                positions: positions.baseAddress!, triangles: triangles.baseAddress!))
          }
        }
      }
    }
  }
}
