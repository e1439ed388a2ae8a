import LatentSpace
import Testing

struct CheckLatentModelTests {
  let samples = [
    Colour(red: 1, green: 0, blue: 1), Colour(red: 0.5, green: -2, blue: 0),
    Colour(red: 0, green: 3, blue: 3),
  ]

  func rules<Failure>(_ model: ModelAdapter<Colour, Failure>) -> Set<ModelViolation.Rule> {
    Set(checkLatentModel(model, samples: samples).map(\.rule))
  }

  func adapter(
    dimension: Int = 2, density: (any LatentDensity)? = nil,
    encode: @escaping @Sendable ([Colour]) -> LatentBatch = { LineModel().encode($0) },
    decode: @escaping @Sendable (LatentBatch) -> [Colour] = { LineModel().decode($0) }
  ) -> ModelAdapter<Colour, Never> {
    ModelAdapter(
      latentDimension: dimension, fittedDensity: density, encode: encode, decode: decode)
  }

  @Test("A sound model breaks nothing, with samples and without, also as an existential")
  func soundModel() {
    #expect(checkLatentModel(LineModel(), samples: samples).isEmpty)
    #expect(checkLatentModel(LineModel(), samples: []).isEmpty)
    let model: any LatentModel<Colour> = LineModel()
    #expect(checkLatentModel(model, samples: samples).isEmpty)
  }

  @Test("A wrong dimension of the latents is found")
  func wrongDimension() {
    #expect(rules(adapter(dimension: 3)).contains(.encodedShape))
  }

  @Test("A missing sample or vector is found")
  func wrongCount() {
    #expect(
      rules(adapter(encode: { LineModel().encode(Array($0.dropLast())) })).contains(.encodedShape))
    #expect(
      rules(adapter(decode: { LineModel().decode($0).dropLast() })).contains(.decodedCount))
  }

  @Test("An empty batch that forgets its dimension is found")
  func emptyBatch() {
    #expect(
      rules(
        adapter(encode: { $0.isEmpty ? LatentBatch(dimension: 0) : LineModel().encode($0) }))
        == [.empty])
  }

  @Test("Latents that are not finite are found")
  func notFinite() {
    #expect(rules(adapter(encode: { Float.nan * LineModel().encode($0) })) == [.finite])
  }

  @Test("A sample whose place depends on its batch is found")
  func batchDependence() {
    let centred: @Sendable ([Colour]) -> LatentBatch = { samples in
      let batch = LineModel().encode(samples)
      return batch.isEmpty ? batch : batch - batch.mean
    }
    #expect(rules(adapter(encode: centred)).contains(.batchIndependent))
    let dimmed: @Sendable (LatentBatch) -> [Colour] = {
      LineModel().decode((1 / Float($0.count)) * $0)
    }
    #expect(rules(adapter(decode: dimmed)) == [.batchIndependent])
  }

  @Test("A place that changes from call to call is found")
  func randomEncoding() {
    let noise: @Sendable ([Colour]) -> LatentBatch = { samples in
      var generator = SystemRandomNumberGenerator()
      let batch = LineModel().encode(samples)
      return batch + generator.nextNormalVector(dimension: 2)
    }
    #expect(rules(adapter(encode: noise)).contains(.deterministic))
  }

  @Test("An error is reported, not passed on")
  func throwingModel() {
    struct Offline: Error {}
    let model = ModelAdapter<Colour, Offline>(
      latentDimension: 2, encode: { _ throws(Offline) in throw Offline() },
      decode: { _ throws(Offline) in throw Offline() })
    #expect(rules(model) == [.doesNotThrow])
  }

  @Test("A fitted density of another dimension is found")
  func wrongDensity() {
    #expect(rules(adapter(density: DiagonalNormal.standard(dimension: 5))) == [.density])
  }

  @Test("A violation reads as a rule and what was seen")
  func description() {
    #expect(
      ModelViolation(rule: .empty, detail: "nothing came").description == "empty: nothing came")
  }
}
