import Foundation
import Latents

/// A triangle of a mesh: three indices of vertices, counter-clockwise seen from outside.
struct Triangle {
  let a: Int32
  let b: Int32
  let c: Int32
}

/// The head that all faces are made from: its mesh, and how it deforms.
///
/// One unit is 100 mm; x points to the right of the picture, y up, z towards the camera, and the
/// origin is midway between the eyes. `rest` positions are those before any deformation: what is
/// painted on the skin, such as brows, is a function of them.
struct FaceHead: Sendable {
  /// The parts of the mesh; vertices and triangles lie in this order.
  enum Part: Int, CaseIterable {
    case skin, eyeLeft, eyeRight, teeth, lashes, hair, glasses
  }

  /// The parts that hide what is behind them, in the order of drawing.
  static let solidParts: [Part] = [.skin, .eyeLeft, .eyeRight, .lashes, .glasses]

  /// Displacements of some vertices.
  struct Target: Sendable {
    let vertices: [Int32]
    let displacements: [SIMD4<Float>]
  }

  /// Deformations that a face has at most one coefficient for each.
  enum Shape: Int, CaseIterable {
    case weightMinFemale, weightMaxFemale, weightMinMale, weightMaxMale
    case smile, frown, jawOpen, browUp, browDown, blink
    case headRound, headSquare, headWidth, foreheadHeight, eyeSize, eyeOpen, eyeTilt, eyeDistance
    case noseWidth, noseLength, noseHump, nosePointUp, mouthWidth, lipVolume, chinWidth, chinHeight
    case cheekBones, cheekVolume
    case glassesSquare, hairVolume

    /// The name in the file.
    fileprivate var name: String {
      switch self {
      case .weightMinFemale: "weight.min.female"
      case .weightMaxFemale: "weight.max.female"
      case .weightMinMale: "weight.min.male"
      case .weightMaxMale: "weight.max.male"
      case .smile, .frown, .jawOpen, .browUp, .browDown, .blink: "expression.\(self)"
      case .hairVolume: "hair.volume"
      default: "shape.\(self)"
      }
    }
  }

  enum Landmark: Int, CaseIterable {
    case crown, chin, noseTip, mouthLeft, mouthRight, upperLip, lowerLip
  }

  /// Rest positions; the fourth number is how open a place is: 1 − ambient occlusion.
  let rest: [SIMD4<Float>]
  /// How much of a lip a vertex is, 0 to 1.
  let lips: [Float]
  /// On skin how much a vertex is inside of the mouth, on hair the pattern of strands, 0 to 1.
  let pattern: [Float]
  /// The vertices of each part.
  let vertices: [Range<Int>]
  /// The triangles of each part.
  let triangles: [[Triangle]]
  /// The triangles of the parts that hide what is behind them, glasses last.
  let solid: [Triangle]
  /// Displacements of all vertices for gender (female, male) × age (child, young, old) × ancestry.
  let macros: [[SIMD4<Float>]]
  private let targets: [Target]
  private let landmarks: [Int]

  subscript(shape: Shape) -> Target { targets[shape.rawValue] }
  subscript(landmark: Landmark) -> Int { landmarks[landmark.rawValue] }

  /// Reads the bundled head.
  init() throws {
    try self.init(contentsOf: ResourceFolder.url(of: "faces/head.safetensors"))
  }

  init(contentsOf url: URL) throws {
    let file = try Safetensors(contentsOf: url)
    do throws(FormatError) {
      try self.init(file)
    } catch {
      var error = error
      error.path = url.path(percentEncoded: false)
      throw error
    }
  }

  private init(_ file: Safetensors) throws(FormatError) {
    func damage(_ detail: String) -> FormatError { FormatError(.safetensors, .damaged, detail) }
    func tensor(_ name: String, _ columns: [Int]) throws(FormatError) -> StoredTensor {
      guard let tensor = file[name], Array(tensor.shape.dimensions.dropFirst()) == columns else {
        throw damage("the head has no block \"\(name)\" with \(columns) columns.")
      }
      return tensor
    }
    func words(_ name: String) -> [String] {
      (file.metadata[name] ?? "").split(separator: " ").map(String.init)
    }

    let positions = try tensor("vertices", [3]).tensor.values
    let count = positions.count / 3
    let masks = try tensor("masks", [4]).tensor.values.map { $0 / 255 }
    let bounds = try tensor("parts", [2]).integers ?? []
    let isAscending = zip(bounds, bounds.dropFirst()).allSatisfy { $0 <= $1 }
    guard words("partNames") == Part.allCases.map({ "\($0)" }), bounds.count == 14,
      masks.count == 4 * count, isAscending, bounds[0] == 0, bounds[13] == count
    else { throw damage("its parts are not those of a head.") }
    let vertices: [Range<Int>] = (0..<7).map { bounds[2 * $0]..<bounds[2 * $0 + 1] }
    self.vertices = vertices
    rest = (0..<count).map { index -> SIMD4<Float> in
      let place = 3 * index
      return SIMD4(positions[place], positions[place + 1], positions[place + 2], masks[4 * index])
    }
    lips = (0..<count).map { masks[4 * $0 + 1] }
    let hair = vertices[Part.hair.rawValue]
    pattern = (0..<count).map { masks[4 * $0 + (hair.contains($0) ? 3 : 2)] }

    var triangles: [[Triangle]] = []
    for part in Part.allCases {
      let corners = try tensor("triangles.\(part)", [3]).integers ?? []
      guard corners.allSatisfy(vertices[part.rawValue].contains) else {
        throw damage("a triangle of \"\(part)\" has a vertex of another part.")
      }
      let starts = stride(from: 0, to: corners.count, by: 3)
      triangles.append(
        starts.map { start -> Triangle in
          let (a, b, c) = (corners[start], corners[start + 1], corners[start + 2])
          return Triangle(a: Int32(a), b: Int32(b), c: Int32(c))
        })
    }
    self.triangles = triangles
    solid = Self.solidParts.flatMap { triangles[$0.rawValue] }

    landmarks = try tensor("landmarks", []).integers ?? []
    guard words("landmarkNames") == Landmark.allCases.map({ "\($0)" }), landmarks.count == 7,
      landmarks.allSatisfy((0..<count).contains)
    else { throw damage("its landmarks are not those of a head.") }

    let names = words("targetNames")
    let stored = try tensor("targets", [count, 3])
    let scales = try tensor("targetScales", []).tensor.values
    guard stored.shape[0] == names.count, scales.count == names.count else {
      throw damage("its deformations do not have a name and a scale each.")
    }
    let values = stored.tensor.values
    func displacements(_ name: String) throws(FormatError) -> [SIMD4<Float>] {
      guard let index = names.firstIndex(of: name) else {
        throw damage("it has no deformation \"\(name)\".")
      }
      let scale = scales[index]
      return (0..<count).map { vertex -> SIMD4<Float> in
        let place = 3 * (index * count + vertex)
        let displacement = SIMD4<Float>(values[place], values[place + 1], values[place + 2], 0)
        return scale * displacement
      }
    }
    var macros: [[SIMD4<Float>]] = []
    for gender in ["female", "male"] {
      for age in ["child", "young", "old"] {
        for ancestry in ["african", "asian", "caucasian"] {
          macros.append(try displacements("macro.\(ancestry).\(gender).\(age)"))
        }
      }
    }
    self.macros = macros
    var targets: [Target] = []
    for shape in Shape.allCases {
      // Most deformations move a small part of the head.
      let all = try displacements(shape.name)
      let moved = all.indices.filter { all[$0] != .zero }
      targets.append(Target(vertices: moved.map(Int32.init), displacements: moved.map { all[$0] }))
    }
    self.targets = targets
  }
}
