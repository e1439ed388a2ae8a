import LatentSpace
import Testing

struct LatentModelTests {
  let model = LineModel()
  let red = Colour(red: 1, green: 0, blue: 1)
  let green = Colour(red: 0, green: 2, blue: 2)

  @Test("A model that cannot fail needs no try, for batches and for single samples")
  func callsWithoutTry() {
    let batch = model.encode([red, green])
    let vector = model.encode(red)
    #expect(batch[0] == vector)
    #expect(model.decode(batch) == [red, green])
    #expect(model.decode(vector) == red)
    #expect(model.reconstruct([red, green]) == [red, green])
    #expect(model.reconstruct(green) == green)
    #expect(LineModel.Failure.self == Never.self)
  }

  @Test("An attribute is learned and added to one sample and to many")
  func addsAttributes() {
    let smile = AttributeVector(from: model.encode([red]), to: model.encode([green]))
    #expect(model.decode(model.encode(red) + 1.5 * smile) == Colour(red: -0.5, green: 3, blue: 2.5))
    #expect(model.decode(model.encode([red, red]) + smile) == [green, green])
  }

  @Test("Models of different kinds stand in one array of any LatentModel")
  func worksAsExistential() throws {
    let models: [any LatentModel<Colour>] = [
      model,
      ModelAdapter(
        latentDimension: 2, encode: { LineModel().encode($0) }, decode: { LineModel().decode($0) }),
    ]
    for model in models {
      #expect(try model.encode([red])[0] == [1, 0])
      #expect(try model.morph(from: red, to: green, count: 2) == [red, green])
      var generator = SeededGenerator(seed: 1)
      #expect(try model.sample(count: 3, using: &generator).count == 3)
    }
  }

  @Test("Random samples come from the fitted density where a model carries one")
  func prefersFittedDensity() {
    var fitted = model
    let far = DiagonalNormal(mean: [100, 0], standardDeviation: [1, 1])
    fitted.fittedDensity = far
    var generator = SeededGenerator(seed: 3)
    #expect(fitted.sample(count: 5, using: &generator).allSatisfy { $0.red > 80 })
    var again = SeededGenerator(seed: 3)
    #expect(model.sample(count: 5, using: &again).allSatisfy { $0.red < 20 })
    #expect(fitted.samplingDensity.name == "normal")
    #expect(model.samplingDensity.name == "prior")
    let prior = DiagonalNormal.standard(dimension: 2)
    var third = SeededGenerator(seed: 3)
    #expect(fitted.sample(count: 5, from: prior, using: &third).allSatisfy { $0.red < 20 })
  }

  @Test("A sample made from a seed is the same whichever seeds stand beside it")
  func sampleBySeed() {
    #expect(model.sample(seeds: 5..<9)[2] == model.sample(seeds: [7])[0])
  }

  @Test("Temperature zero gives the decoded centre")
  func temperatureZero() {
    var generator = SeededGenerator(seed: 3)
    let samples = model.sample(count: 2, temperature: 0, using: &generator)
    #expect(samples == Array(repeating: Colour(red: 0, green: 0, blue: 0), count: 2))
  }
}

struct ModelAdapterTests {
  struct Offline: Error {}

  @Test("An adapter of closures that do not throw cannot fail")
  func neverFails() {
    let model = ModelAdapter(
      latentDimension: 2, encode: { LineModel().encode($0) }, decode: { LineModel().decode($0) })
    #expect(model.encode(Colour(red: 1, green: 2, blue: 3)) == [1, 2])
  }

  @Test("An adapter throws the error type of its closures")
  func throwsItsType() {
    let model = ModelAdapter<Colour, Offline>(
      latentDimension: 2, encode: { _ throws(Offline) in throw Offline() },
      decode: { _ throws(Offline) in throw Offline() })
    func attempt() throws(Offline) -> Colour { try model.decode([0, 0] as LatentVector) }
    #expect(throws: Offline.self) { try attempt() }
    #expect(throws: Offline.self) {
      try model.morph(
        from: Colour(red: 1, green: 2, blue: 3), to: Colour(red: 1, green: 2, blue: 3), count: 3)
    }
  }
}
