import LatentSpace

/// The operations on 10,000 latents of 64 coordinates.
extension Workload {
  static let operations =
    interpolations + paths + densities + attributes + edits + decompositions

  private static let interpolations =
    ["linear", "spherical", "variancePreserving", "gaussian"].map { name in
      operation("interpolate-\(name)") { scene in
        let (a, b) = (scene.latents, scene.others)
        guard let kind = Interpolation.named(name) else { fail("No kind \(name).", status: 1) }
        return { _ = kind.points(from: a, to: b, at: 0.3) }
      }
    }

  private static let paths = [
    operation("path-spline") { scene in
      let path = LatentPath.spline(through: scene.latents.selecting(0..<10))
      return { _ = path.points(count: Scene.count) }
    },
    operation("grid-gradient") { scene in
      let corners = scene.latents
      return {
        _ = LatentGrid.gradient(
          topLeft: corners[0], topRight: corners[1], bottomLeft: corners[2],
          bottomRight: corners[3], rows: 100, columns: 100)
      }
    },
    operation("variations") { scene in
      let latent = scene.latents[0]
      return {
        var generator = SeededGenerator(seed: 1)
        _ = latent.variations(count: Scene.count, using: &generator)
      }
    },
  ]

  private static let densities = [
    operation("sample-prior") { _ in
      let prior = DiagonalNormal.standard(dimension: Scene.dimension)
      return {
        var generator = SeededGenerator(seed: 1)
        _ = prior.sample(count: Scene.count, using: &generator)
      }
    },
    operation("sample-truncated") { _ in
      let prior = TruncatedNormal(.standard(dimension: Scene.dimension), limit: 2)
      return {
        var generator = SeededGenerator(seed: 1)
        _ = prior.sample(count: Scene.count, using: &generator)
      }
    },
    operation("fit-diagonal-normal") { scene in
      { _ = DiagonalNormal(fitting: scene.latents) }
    },
    operation("fit-full-normal") { scene in { _ = FullNormal(fitting: scene.latents) } },
    operation("log-density-full-normal") { scene in
      let normal = FullNormal(fitting: scene.latents)
      return { _ = normal.logDensity(of: scene.latents) }
    },
    // Five rounds of expectation–maximisation, whatever they gain.
    operation("fit-mixture-10") { scene in
      {
        var generator = SeededGenerator(seed: 1)
        _ = GaussianMixture(
          fitting: scene.latents, componentCount: 10, maximumIterations: 5,
          tolerance: -.infinity, using: &generator)
      }
    },
    operation("log-density-mixture-10") { scene in
      let mixture = scene.mixture
      return { _ = mixture.logDensity(of: scene.latents) }
    },
    operation("sample-mixture-10") { scene in
      let mixture = scene.mixture
      return {
        var generator = SeededGenerator(seed: 1)
        _ = mixture.sample(count: Scene.count, using: &generator)
      }
    },
    operation("typicality") { scene in
      let normal = FullNormal(fitting: scene.latents)
      return { _ = Typicality(of: normal, for: scene.latents).percentiles(of: scene.others) }
    },
  ]

  private static let attributes =
    [
      operation("attribute-mean") { scene in
        { _ = AttributeVector(from: scene.without, to: scene.with) }
      },
      operation("attribute-balanced") { scene in
        {
          _ = orFail {
            try AttributeVector(
              scene.latents, hasAttribute: scene.flags, balancing: [scene.confounder])
          }
        }
      },
      operation("attribute-conditioned") { scene in
        let attribute = AttributeVector(from: scene.without, to: scene.with)
        let others = (0..<4).map { index in
          AttributeVector(
            vector: scene.others[index], bias: 0, provenance: AttributeProvenance(method: .given))
        }
        return { _ = orFail { try attribute.conditioned(on: others) } }
      },
      operation("attribute-evaluate") { scene in
        let attribute = AttributeVector(from: scene.without, to: scene.with)
        return { _ = attribute.evaluate(without: scene.without, with: scene.with) }
      },
    ] + classifiers

  private static let classifiers = [
    classifier("logistic", .logistic()), classifier("svm", .supportVectors()),
    classifier("lda", .discriminant()), classifier("ridge", .ridge()),
  ]

  private static func classifier(
    _ name: String, _ classifier: AttributeVector.Classifier
  ) -> Workload {
    operation("attribute-\(name)") { scene in
      { _ = AttributeVector(from: scene.without, to: scene.with, normalOf: classifier) }
    }
  }

  private static let edits = [
    operation("edit-add") { scene in
      let attribute = AttributeVector(from: scene.without, to: scene.with)
      return { _ = scene.latents + 1.5 * attribute }
    },
    operation("edit-expression") { scene in
      let vectors = ["smiling": scene.latents[0], "glasses": scene.latents[1]]
      return {
        _ = orFail {
          try LatentExpression("smiling*1.5 - 2*(glasses - smiling)").evaluate { vectors[$0.name] }
        }
      }
    },
    operation("score") { scene in
      let attribute = AttributeVector(from: scene.without, to: scene.with)
      return { _ = attribute.score(of: scene.latents) }
    },
  ]

  private static let decompositions = [
    operation("covariance-eigen-64") { scene in
      {
        let mean = scene.latents.meanInDouble
        _ = SymmetricEigen(
          DenseMatrix.covariance(of: scene.latents, mean: mean, divisor: Double(Scene.count)))
      }
    },
    operation("svd-10000x64") { scene in
      let matrix = DenseMatrix(scene.latents)
      return { _ = SingularValues(matrix) }
    },
    operation("cholesky-64") { scene in
      let mean = scene.latents.meanInDouble
      let covariance = DenseMatrix.covariance(
        of: scene.latents, mean: mean, divisor: Double(Scene.count))
      return { _ = CholeskyDecomposition(covariance) }
    },
  ]

  static func operation(
    _ name: String, _ prepare: @escaping @Sendable (Scene) -> () -> Void
  ) -> Workload {
    Workload(name) { prepare(Scene()) }
  }
}

/// What the operations work on: two batches of latents, and labels for the first.
struct Scene: Sendable {
  static let (count, dimension) = (10_000, 64)

  let latents: LatentBatch
  let others: LatentBatch
  /// Whether the first coordinate, blurred, is above zero.
  let flags: [Bool]
  let without: LatentBatch
  let with: LatentBatch
  let confounder: Confounder

  init() {
    var generator = SeededGenerator(seed: 3)
    let prior = DiagonalNormal.standard(dimension: Self.dimension)
    latents = prior.sample(count: Self.count, using: &generator)
    others = prior.sample(count: Self.count, using: &generator)
    let (first, second) = (latents, others)
    let flags = (0..<Self.count).map { first[$0][0] + 0.5 * second[$0][0] > 0 }
    self.flags = flags
    without = latents.selecting(flags.indices.filter { !flags[$0] })
    with = latents.selecting(flags.indices.filter { flags[$0] })
    confounder = Confounder(name: "second", flags: first.map { $0[1] > 0 })
  }

  var mixture: GaussianMixture {
    var generator = SeededGenerator(seed: 4)
    return GaussianMixture(
      fitting: latents, componentCount: 10, maximumIterations: 2, using: &generator)
  }
}
