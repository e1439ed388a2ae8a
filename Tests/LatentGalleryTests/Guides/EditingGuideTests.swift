import LatentGallery
import Latents
import Testing

/// The code, the pictures and the figures of `docs/guides/editing.md`.
@Suite struct EditingGuideTests {
  private let avatars = GuideFaces.avatars
  private let data = GuideFaces.data
  private let encodings = GuideFaces.encodings
  private let heldOut = GuideFaces.heldOut

  private func attribute(_ name: String) -> AttributeVector {
    AttributeVector(
      from: encodings.selecting(data.train.indices(where: name, is: false)),
      to: encodings.selecting(data.train.indices(where: name, is: true)), named: name)
  }

  @Test("An expression over named attributes edits faces")
  func expression() throws {
    let (smile, glasses) = (attribute("smiling"), attribute("glasses"))
    let faces = [35, 62, 3, 8, 101, 86, 16].map { data.samples[$0] }
    let change = try LatentExpression("smiling*1.2 + glasses").evaluate(with: [smile, glasses])
    let edited = avatars.edit(faces, by: change)
    #expect(change == 1.2 * smile + glasses.vector)
    try expectPicture(Picture(sheet: faces + edited, columns: 7), "editing-expression")

    let error = #expect(throws: LatentExpressionError.self) {
      try LatentExpression("smiling*1.2 + glases").evaluate(with: [smile, glasses])
    }
    #expect(
      error?.description
        == "Unknown name 'glases' (column 15)\n  smiling*1.2 + glases\n                ^")
  }

  @Test("An edit to a distance ends at the same score for every face")
  func distance() throws {
    let smile = attribute("smiling")
    let faces = avatars.encode([35, 62, 12].map { data.samples[$0] })
    let rows = faces.flatMap { face in
      stride(from: Float(-2), through: 2, by: 0.5).map { face.moved(toDistance: $0, from: smile) }
    }
    let sheet = Picture(sheet: avatars.decode(LatentBatch(rows)), columns: 9)
    try expectPicture(sheet, "editing-distance")
    for (index, latent) in rows.enumerated() {
      let wanted = -2 + 0.5 * Float(index % 9)
      #expect(abs(smile.score(of: latent) / smile.vector.norm - wanted) < 1e-3)
    }
  }

  @Test("Keeping the residual, what the model loses stays")
  func residual() throws {
    let smile = attribute("smiling")
    let faces = [62, 8, 101, 103].map { data.samples[$0] }
    let plain = faces.map { avatars.edit($0, by: smile.vector) }
    let faithful = faces.map { avatars.edit(keepingResidualOf: $0, by: smile.vector) }
    try expectPicture(
      Picture(sheet: faces + plain + faithful, columns: 4, scale: 2), "editing-residual")
    for (face, edited) in zip(faces, faithful) {
      #expect(avatars.edit(keepingResidualOf: face, by: .zero(dimension: 32)) == face)
      // Far from the mouth the picture is the original.
      let corner = face.cropped(x: 0, y: 0, width: 12, height: 12)
      let kept = edited.cropped(x: 0, y: 0, width: 12, height: 12)
      let largest = zip(corner.bytes, kept.bytes).map { abs(Int($0) - Int($1)) }.max() ?? 0
      #expect(largest <= 3)
    }
  }

  @Test("Two attributes are swept together")
  func sweep() throws {
    let (smile, glasses) = (attribute("smiling"), attribute("glasses"))
    let grid = LatentGrid.sweep(
      from: avatars.encode(data.samples[35]), smile, glasses, amounts: -0.5...1.5, rows: 5,
      columns: 7)
    let sheet = Picture(sheet: avatars.decode(grid), columns: grid.columns)
    try expectPicture(sheet, "editing-sweep")
  }

  @Test("A report says whether the result is typical, and what else changed")
  func report() {
    let known = ["smiling", "glasses", "beard", "grey_hair"].map { name in
      AttributeVector(
        from: encodings.selecting(data.train.indices(where: name, is: false)),
        to: encodings.selecting(data.train.indices(where: name, is: true)), named: name)
    }
    let typicality = Typicality(of: avatars.samplingDensity, for: heldOut)
    let latent: LatentVector = avatars.encode(data.samples[62])
    let report = EditReport(
      from: latent, to: latent + 2 * known[0], reference: encodings, typicality: typicality,
      attributes: known)
    print(report.normPercentile, report.surprisePercentile)
    for change in report.scoreChanges { print(change.attribute, change.before, change.after) }

    let figures: [(Float, Double)] = [(0, 0.605), (1, 0.763), (2, 0.95), (4, 1)]
    for (amount, percentile) in figures {
      let report = EditReport(
        from: latent, to: latent + amount * known[0], reference: encodings,
        typicality: typicality, attributes: known)
      #expect(abs(report.surprisePercentile - percentile) < 0.005)
      let change = report.scoreChanges[0].after - report.scoreChanges[0].before
      let square = known[0].vector.dot(known[0].vector)
      #expect(abs(change - amount * square) < 1e-3)
    }
  }

  @Test("Optimisation fits a picture more closely than the encoder, from any start")
  func matching() {
    let face = data.samples[97]
    let found = avatars.latent(matching: face, from: avatars.encode(face))
    print(found.losses[0], found.loss, found.isConverged)
    let elsewhere = avatars.latent(matching: face, from: avatars.encode(data.samples[5]))
    #expect(abs(found.losses[0] - 1.323) < 0.01)
    #expect(abs(found.loss - 1.274) < 0.01 && abs(elsewhere.loss - 1.274) < 0.01)
  }

  @Test("A hidden part is filled in")
  func inpainting() throws {
    var mask = Picture(width: 64, height: 64, kind: .rgb, color: .white)
    for y in 36..<64 { for x in 0..<64 { mask[x: x, y: y] = .black } }
    let faces = [19, 48, 86, 8].map { data.samples[$0] }
    let found = faces.map { face in
      avatars.latent(
        matching: face, mask: avatars.values(of: [mask]), priorWeight: 0.2, from: encodings.mean,
        maximumSteps: 60)
    }
    let filled = avatars.decode(LatentBatch(found.map(\.latent)))

    // What is hidden has no part in the result.
    let grey = Picture(width: 64, height: 64, kind: .rgb, color: Picture.Color(grey: 128))
    func hidden(_ face: Picture) -> Picture {
      var result = face
      for y in 36..<64 { for x in 0..<64 { result[x: x, y: y] = grey[x: x, y: y] } }
      return result
    }
    let blind = avatars.latent(
      matching: hidden(faces[0]), mask: avatars.values(of: [mask]), priorWeight: 0.2,
      from: encodings.mean, maximumSteps: 60)
    #expect(blind == found[0])
    #expect(found.allSatisfy { $0.loss < 15 })
    try expectPicture(
      Picture(sheet: faces + faces.map(hidden) + filled, columns: 4), "editing-inpainting")
  }

  @Test("A goal decides what comes into the hidden part")
  func goal() throws {
    let smile = attribute("smiling")
    var mouth = Picture(width: 64, height: 64, kind: .rgb, color: .white)
    for y in 38..<58 { for x in 16..<48 { mouth[x: x, y: y] = .black } }
    let mask = avatars.values(of: [mouth])
    let face = data.samples[86]
    let moods = [-3, 0, 3].map { score in
      avatars.latent(
        matching: face, mask: mask, goals: [AttributeGoal(smile, score: score)],
        priorWeight: 0.1, from: encodings.mean, maximumSteps: 60)
    }
    let faces = avatars.decode(LatentBatch(moods.map(\.latent)))
    for (mood, score) in zip(moods, [-3, 0, 3] as [Float]) {
      #expect(abs(smile.score(of: mood.latent) - score) < 0.2)
    }
    try expectPicture(Picture(strip: [face] + faces), "editing-goal")
  }
}
