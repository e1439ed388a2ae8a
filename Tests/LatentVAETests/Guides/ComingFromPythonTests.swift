import Foundation
import LatentData
import LatentSpace
import LatentVAE
import Testing

/// The code of `docs/coming-from-python.md`. The numbers are NumPy's for the same lines.
@Suite("Coming from Python")
struct ComingFromPythonTests {
  private let z: LatentVector = [0.5, -1, 2]

  /// Two clouds of forty points, one of them two to the right.
  private func clouds() -> (a: LatentBatch, b: LatentBatch) {
    var generator = SeededGenerator(seed: 3)
    let points = LatentBatch((0..<80).map { _ in generator.nextNormalVector(dimension: 4) })
    let b = points.selecting(40..<80) + [2, 0, 0, 0]
    return (points.selecting(0..<40), b)
  }

  @Test func arrays() {
    let z: LatentVector = [0.5, -1, 2]
    let x = LatentBatch([z, z + [1, 1, 1], 2 * z])
    print(x.count, x.dimension)
    print(x.mean, x.standardDeviation)
    print(x.norms, x.dot(z))
    let (first, firstTwo) = (x[0], x.selecting(0..<2))
    let long = x.selecting(x.indices.filter { x.norms[$0] > 3 })

    #expect(x.mean == [1, -1, 3])
    #expect(x.standardDeviation.distance(to: [0.4082483, 0.8164966, 0.8164966]) < 1e-6)
    #expect(zip(x.norms, [2.291288, 3.354102, 4.582576]).allSatisfy { abs($0 - $1) < 1e-6 })
    #expect(x.dot(z) == [5.25, 6.75, 10.5])
    #expect(abs(x[0].distance(to: x[1]) - 1.7320508) < 1e-6)
    #expect(abs(x[0].cosine(to: x[1]) - 0.8783101) < 1e-6)
    #expect(first == z && firstTwo.count == 2 && long.count == 2)
  }

  @Test func ways() {
    let (a, b) = (z, z + [1, 1, 1])
    let steps = a.path(to: b, count: 5, along: .linear)
    let arc = a.path(to: b, count: 5)  // spherical
    #expect(steps[1] == [0.75, -0.75, 2.25] && arc[0] == a && arc[4] == b)
  }

  @Test func chance() {
    var generator = SeededGenerator(seed: 7)
    let one = generator.nextNormal()
    let latents = LatentBatch((0..<16).map { _ in generator.nextNormalVector(dimension: 32) })
    let order = generator.nextPermutation(count: 10)
    #expect(one.isFinite && latents.isFinite && order.sorted() == Array(0..<10))
  }

  @Test func files() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let url = folder.appending(path: "latents.npy")
    let x = clouds().a

    let tensor = Tensor(shape: [x.count, x.dimension], values: x.values)
    try Data(NPY.encode(StoredTensor(tensor))).write(to: url)
    let read = try NPY.decode([UInt8](Data(contentsOf: url))).tensor
    let y = LatentBatch(values: read.values, count: read.shape[0], dimension: read.shape[1])
    #expect(y == x)
  }

  @Test func fits() throws {
    let (a, b) = clouds()
    var x = a
    x.append(contentsOf: b)
    var generator = SeededGenerator(seed: 0)
    let labels = (0..<80).map { $0 < 40 ? 0 : 1 }

    let pca = PrincipalComponents(fitting: x)
    let plane = pca.project(x, count: 2)
    let clusters = KMeans(fitting: x, count: 2, using: &generator)
    let nearest = x.neighbors(count: 5)
    let mixture = GaussianMixture(fitting: x, componentCount: 2, using: &generator)
    let probe = LinearProbe(fitting: x, labels: labels)
    let normal = AttributeVector(from: a, to: b, normalOf: .logistic())

    #expect(plane.dimension == 2 && clusters.labels.count == 80 && nearest[3].count == 5)
    #expect(mixture.componentCount == 2)
    #expect(probe.accuracy(on: x, labels: labels).value > 0.7)
    #expect(normal.vector[0] > 1)
  }

  @Test func training() throws {
    let (pictures, heldOut) = (bars(64), bars(16, seed: 6))
    var generator = SeededGenerator(seed: 8)
    var model = try VAE<Tensor>(
      .dense(sampleShape: [8, 8, 1], latentDimension: 4, hidden: [512]), using: &generator)
    let trainer = Trainer(epochs: 2, batchSize: 32, learningRate: 1e-3)
    try trainer.fit(&model, to: pictures, using: &generator)

    let latents = model.encode(heldOut)  // the means
    let drawn = model.posterior(of: heldOut).sample(using: &generator)
    let steps = model.morph(from: heldOut[0], to: heldOut[1], count: 10, along: .linear)
    let bound = model.importanceWeightedBound(of: heldOut, draws: 100, using: &generator)

    model.fittedDensity = GaussianMixture(
      fitting: model.encode(pictures), componentCount: 2, using: &generator)
    let samples = model.sample(count: 16, using: &generator)

    #expect(latents.count == 16 && drawn != latents && steps.count == 10 && samples.count == 16)
    #expect(bound.estimate.value.isFinite)
  }

  @Test func arithmetic() throws {
    let (without, with) = clouds()
    let smile = AttributeVector(from: without, to: with)
    let edited = without + 1.5 * smile
    let scores = smile.score(of: edited)
    #expect(scores.allSatisfy { $0.isFinite } && edited.mean[0] > without.mean[0] + 2)
  }
}
