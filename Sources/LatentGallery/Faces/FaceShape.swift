import Latents

/// The vertices of one face, before it turns, and the frame that the picture cuts out.
struct FaceShape {
  /// Positions; the fourth number is 0.
  private(set) var positions: [SIMD4<Float>]
  /// The middle of the picture: between eyes and mouth, at the depth of the eyes.
  private(set) var center = SIMD4<Float>.zero
  /// The size of the face, about 1.
  private(set) var scale: Float = 1

  /// Adds up identity, then measures the frame, then adds the expression, so that a smile does not
  /// move the frame.
  init(_ head: FaceHead, _ face: FaceFactors) {
    positions = head.rest
    for index in positions.indices { positions[index].w = 0 }
    let ages = [
      max(0, 1 - 2 * face.age), 1 - abs(2 * face.age - 1), max(0, 2 * face.age - 1),
    ]
    for (gender, share) in [1 - face.gender, face.gender].enumerated() where share > 0 {
      for age in 0..<3 {
        for ancestry in 0..<3 {
          let coefficient = share * ages[age] * face.ancestry[ancestry]
          if coefficient > 0 { add(coefficient, head.macros[(gender * 3 + age) * 3 + ancestry]) }
        }
      }
      let (thin, heavy): (FaceHead.Shape, FaceHead.Shape) =
        gender == 0 ? (.weightMinFemale, .weightMaxFemale) : (.weightMinMale, .weightMaxMale)
      add(share * max(0, 1 - 2 * face.weight), head[thin])
      add(share * max(0, 2 * face.weight - 1), head[heavy])
    }
    let (crown, chin) = (head[.crown], head[.chin])
    // Deformations were drawn for the head at rest, and shrink with it.
    let size = Double(
      (positions[crown].y - positions[chin].y) / (head.rest[crown].y - head.rest[chin].y))
    for (index, coefficient) in face.identity.enumerated() {
      let shape = FaceHead.Shape(rawValue: FaceHead.Shape.headRound.rawValue + index)!
      add(coefficient * size, head[shape])
    }
    if face.glasses { add(face.glassesSquare * size, head[.glassesSquare]) }
    if !face.bald {
      let length = face.hairLength
      let lift = length < 0.4 ? 0.22 + 1.5 * length : 0.82 + 0.3 * (length - 0.4)
      add(face.hairVolume * lift * size, head[.hairVolume])
    }

    let eyes = (mean(head, .eyeLeft) + mean(head, .eyeRight)) / 2
    let mouth = (positions[head[.mouthLeft]] + positions[head[.mouthRight]]) / 2
    // Eyes and mouth fall near the same pixels in every picture, as in aligned photographs.
    scale =
      0.35 * (positions[crown].y - positions[chin].y) / 2.12 + 0.65 * (eyes.y - mouth.y) / 0.68
    center = SIMD4(0, (eyes.y + mouth.y) / 2, eyes.z, 0)

    add(max(0, face.smile) * size, head[.smile])
    add(max(0, -face.smile) * size, head[.frown])
    add(face.mouthOpen * size, head[.jawOpen])
    add(max(0, face.browRaise) * size, head[.browUp])
    add(max(0, -face.browRaise) * size, head[.browDown])
    add(face.blink * size, head[.blink])
  }

  private mutating func add(_ coefficient: Double, _ displacements: [SIMD4<Float>]) {
    let coefficient = Float(coefficient)
    positions.withUnsafeMutableBufferPointer { positions in
      displacements.withUnsafeBufferPointer { displacements in
        for index in 0..<positions.count {
          positions[index] += coefficient * displacements[index]
        }
      }
    }
  }

  private mutating func add(_ coefficient: Double, _ target: FaceHead.Target) {
    if coefficient == 0 { return }
    let coefficient = Float(coefficient)
    positions.withUnsafeMutableBufferPointer { positions in
      target.vertices.withUnsafeBufferPointer { vertices in
        target.displacements.withUnsafeBufferPointer { displacements in
          for index in 0..<vertices.count {
            positions[Int(vertices[index])] += coefficient * displacements[index]
          }
        }
      }
    }
  }

  private func mean(_ head: FaceHead, _ part: FaceHead.Part) -> SIMD4<Float> {
    FaceShape.mean(positions, head.vertices[part.rawValue])
  }

  /// The mean of some positions, added up in order.
  static func mean(_ positions: [SIMD4<Float>], _ range: Range<Int>) -> SIMD4<Float> {
    var sum = SIMD4<Double>.zero
    for index in range { sum += SIMD4<Double>(positions[index]) }
    return SIMD4<Float>(sum / Double(range.count))
  }

  /// Directions at right angles to the surface, of length 1: the mean of the triangles around each
  /// vertex, weighted by their areas.
  func normals(_ head: FaceHead, _ parts: [FaceHead.Part]) -> [SIMD4<Float>] {
    var normals = [SIMD4<Float>](repeating: .zero, count: positions.count)
    normals.withUnsafeMutableBufferPointer { normals in
      positions.withUnsafeBufferPointer { positions in
        for part in parts {
          head.triangles[part.rawValue].withUnsafeBufferPointer { triangles in
            for triangle in triangles {
              let (i, j, k) = (Int(triangle.a), Int(triangle.b), Int(triangle.c))
              let a = positions[i]
              let (u, v) = (positions[j] - a, positions[k] - a)
              let normal =
                SIMD4(u.y, u.z, u.x, 0) * SIMD4(v.z, v.x, v.y, 0)
                - SIMD4(u.z, u.x, u.y, 0) * SIMD4(v.y, v.z, v.x, 0)
              normals[i] += normal
              normals[j] += normal
              normals[k] += normal
            }
          }
          for index in head.vertices[part.rawValue] {
            let n = normals[index]
            let length = (n.x * n.x + n.y * n.y + n.z * n.z).squareRoot() + 1e-12
            normals[index] = n / length
          }
        }
      }
    }
    return normals
  }
}
