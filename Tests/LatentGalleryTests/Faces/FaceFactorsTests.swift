import LatentGallery
import Latents
import Testing

@Suite struct FaceFactorsTests {
  @Test func `Random numbers are those of SplitMix64`() {
    var plain = SplitMix64(state: 0)
    #expect(plain.next() == 0xe220_a839_7b1d_cdaf)
    #expect(plain.next() == 0x6e78_9e6a_a1b9_65f4)
    #expect(plain.next() == 0x06c4_5d18_8009_454f)
    var sample = SplitMix64(seed: 1, index: 0)
    #expect(sample.uniform() == 0.2558852031320078)
    #expect(sample.uniform() == 0.08832385701148338)
    #expect(sample.uniform() == 0.29049544614575296)
  }

  @Test func `Random faces have the factors of the reference, to the last digit`() throws {
    let names = [
      ("gender", "gender"), ("age", "age"), ("smile", "smile"), ("mouthOpen", "mouth_open"),
      ("browRaise", "brow_raise"), ("blink", "blink"), ("glassesSquare", "glasses_square"),
      ("frameColour", "frame_color"), ("beard", "beard_fullness"), ("hairLength", "hair_length"),
      ("hairVolume", "hair_volume"), ("fringe", "fringe_length"), ("parting", "parting"),
      ("skinTone", "skin_tone"), ("hairColour", "hair_color"), ("grey", "grey"),
      ("iris", "iris_color"), ("weight", "weight"), ("yaw", "yaw"), ("pitch", "pitch"),
      ("roll", "roll"), ("lightX", "light_x"), ("lightY", "light_y"),
      ("backgroundHue", "background_hue"), ("backgroundLight", "background_light"),
    ]
    let faces = try GoldenFaces().factors()
    #expect(faces.count == 8)
    for (index, truth) in faces.enumerated() {
      let face = FaceFactors(seed: 101, index: index)
      for (theirs, ours) in names {
        #expect(face.value(of: ours) == truth[theirs]?.double, "\(index) \(ours)")
      }
      #expect(truth["glasses"] == .bool(face.glasses) && truth["bald"] == .bool(face.bald))
      #expect(face.identity == truth["identity"]?.array?.compactMap(\.double))
      let shares = truth["ancestry"]?.array?.compactMap(\.double)
      #expect(shares == [face.ancestry.african, face.ancestry.asian, face.ancestry.caucasian])
    }
  }

  /// Frequencies and correlations that the makers of the data found in 20,000 samples.
  @Test func `Labels are as frequent, and as independent, as they should be`() throws {
    let count = 20_000
    let columns = FaceFactors.attributes(of: (0..<count).map { FaceFactors(seed: 11, index: $0) })
    func flags(_ name: String) throws -> [Double] {
      let column = try #require(columns.first { $0.name == name })
      guard case .binary(let values) = column.values else { return [] }
      return values.map { $0 == true ? 1 : 0 }
    }
    let frequencies = [
      "smiling": 0.50, "glasses": 0.30, "beard": 0.15, "masculine": 0.50, "old": 0.44,
      "long_hair": 0.41, "bald": 0.07, "dark_skin": 0.50, "fringe": 0.36,
    ]
    for (name, expected) in frequencies {
      let mean = try flags(name).reduce(0, +) / Double(count)
      // Three deviations of a frequency of 20,000 draws, and the rounding of the table.
      #expect(abs(mean - expected) < 0.016, "\(name): \(mean)")
    }
    func correlation(_ first: String, _ second: String) throws -> Double {
      let (a, b) = (try flags(first), try flags(second))
      let (meanA, meanB) = (a.reduce(0, +) / Double(count), b.reduce(0, +) / Double(count))
      var (ab, aa, bb) = (0.0, 0.0, 0.0)
      for (x, y) in zip(a, b) {
        ab += (x - meanA) * (y - meanB)
        aa += (x - meanA) * (x - meanA)
        bb += (y - meanB) * (y - meanB)
      }
      return ab / (aa * bb).squareRoot()
    }
    #expect(abs(try correlation("masculine", "long_hair") + 0.48) < 0.03)
    #expect(abs(try correlation("beard", "masculine") - 0.42) < 0.03)
    #expect(abs(try correlation("smiling", "masculine")) < 0.03)
    #expect(abs(try correlation("smiling", "glasses")) < 0.03)
  }

  @Test(arguments: FaceFactors.factors)
  func `Every factor can be set, and nothing else moves`(factor: KnownFactor) throws {
    let face = FaceFactors(seed: 2, index: 4)
    for value in factor.steps(count: 3) {
      let changed = face.setting(factor.name, to: value)
      #expect(abs(try #require(changed.value(of: factor.name)) - value) < 1e-12)
      #expect(changed.setting(factor.name, to: value) == changed)
      let shares = ["african", "asian", "caucasian"]
      for other in FaceFactors.factors where other.name != factor.name {
        // Shares sum to 1, and a label follows from the factor that it is made of.
        if shares.contains(factor.name) && shares.contains(other.name) { continue }
        let isLabel = { (name: String) in
          ["smiling", "beard", "masculine", "old", "long_hair", "dark_skin", "fringe"]
            .contains(name)
        }
        if isLabel(factor.name) || isLabel(other.name) { continue }
        #expect(changed.value(of: other.name) == face.value(of: other.name), "\(other.name)")
      }
    }
    #expect(face.value(of: "nothing") == nil)
  }

  @Test func `A label changes what it must, and a face that has it already not at all`() {
    let face = FaceFactors()
    #expect(face.setting("smiling", to: 1).smile == 0.725)
    #expect(face.setting("smiling", to: 0) == face)
    var bald = face
    bald.bald = true
    let grown = bald.setting("long_hair", to: 1)
    #expect(!grown.bald && grown.hairLength > 0.4)
    #expect(face.setting("african", to: 1).ancestry.asian == 0)
    #expect(face.setting("african", to: 1).setting("african", to: 0).ancestry.asian == 0.5)
  }
}
