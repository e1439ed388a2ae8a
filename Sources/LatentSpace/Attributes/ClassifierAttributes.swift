extension AttributeVector {
  /// A classifier whose normal becomes an attribute vector.
  public enum Classifier: Hashable, Sendable {
    /// Logistic regression with the penalty ½ λ ‖w‖² beside the summed loss.
    case logistic(strength: Float = 1)
    /// Linear support vectors with the squared hinge and the penalty ½ λ ‖w‖².
    case supportVectors(strength: Float = 1)
    /// Fisher's discriminant (S + λI)⁻¹(m₁ − m₀) with the pooled covariance S within the groups.
    case discriminant(strength: Float = 1e-3)
    /// Least squares on −1 and 1 with the penalty ½ λ ‖w‖².
    case ridge(strength: Float = 1)
  }

  /// The normal of a classifier between the latents without an attribute and those with it.
  ///
  /// With the unit normal n, the vector is n ⟨n, m₁ − m₀⟩: adding it once moves a sample as far along
  /// the normal as the groups' means are apart. The bias is the classifier's intercept in the same
  /// scale, so the score is zero on its boundary. A classifier looks for what tells the groups
  /// apart, the mean difference for what changes between them: with correlated coordinates the
  /// normal is the better score and often the worse edit.
  public init(
    from without: LatentBatch, to with: LatentBatch, normalOf classifier: Classifier,
    named name: String? = nil
  ) {
    requireGroups(without, with)
    let (low, high) = (without.meanInDouble, with.meanInDouble)
    let difference = low.indices.map { high[$0] - low[$0] }
    let (normal, intercept, method) = Self.fit(classifier, without, with, low, high)
    let square = LaneReduction.reduce(normal.count) { normal[$0] * normal[$0] }
    let along = LaneReduction.reduce(normal.count) { normal[$0] * difference[$0] }
    let scale = square > 0 ? along / square : 0
    self.init(
      direction: normal.map { scale * $0 }, bias: scale * intercept, without, with,
      provenance: AttributeProvenance(
        name: name, method: method, notes: ["strength \(classifier.strength)"]))
  }

  /// One attribute per class, each learned against all other classes together.
  ///
  /// Labels stand beside the latents. The attributes are named after the classes, in ascending order
  /// of their names. Needs two classes or more.
  public static func oneVersusRest(
    _ latents: LatentBatch, labels: [String], normalOf classifier: Classifier? = nil
  ) -> [AttributeVector] {
    require(
      labels.count == latents.count,
      "Each latent needs a label, but there are \(latents.count) latents and \(labels.count).")
    let classes = Set(labels).sorted()
    require(classes.count > 1, "One class against the rest needs two classes or more.")
    return classes.map { name in
      let with = latents.selecting(labels.indices.filter { labels[$0] == name })
      let without = latents.selecting(labels.indices.filter { labels[$0] != name })
      guard let classifier else {
        return AttributeVector(from: without, to: with, named: name)
      }
      return AttributeVector(from: without, to: with, normalOf: classifier, named: name)
    }
  }

  /// The direction in which a continuous score grows, by ridge regression.
  ///
  /// With the regression weights w, the vector is w s/‖w‖² for the standard deviation s of the
  /// scores: adding it once raises the predicted score by one deviation. The attribute's own score
  /// is zero where the predicted score is the mean. Training figures compare the latents whose
  /// score is above the mean with the others.
  public init(
    fitting latents: LatentBatch, scores: [Float], strength: Float = 1, named name: String? = nil
  ) {
    require(
      scores.count == latents.count && latents.count > 1,
      "A regression needs two latents or more, each with a score, but there are "
        + "\(latents.count) latents and \(scores.count) scores.")
    requirePositive(strength)
    let targets = scores.map { Double($0) }
    let mean = LaneReduction.sum(targets, count: targets.count) / Double(targets.count)
    let centred = targets.map { $0 - mean }
    let variance =
      LaneReduction.reduce(centred.count) { centred[$0] * centred[$0] } / Double(centred.count)
    require(variance > 0, "A regression needs scores that differ.")
    let fit = LinearFit(latents, targets: centred, loss: .squares, strength: Double(strength))
    let square = LaneReduction.reduce(fit.weights.count) { fit.weights[$0] * fit.weights[$0] }
    let scale = square > 0 ? variance.squareRoot() / square : 0
    self.init(
      direction: fit.weights.map { scale * $0 }, bias: scale * fit.intercept,
      latents.selecting(scores.indices.filter { centred[$0] <= 0 }),
      latents.selecting(scores.indices.filter { centred[$0] > 0 }),
      provenance: AttributeProvenance(
        name: name, method: .ridge, notes: ["strength \(strength)"]))
  }

  private static func fit(
    _ classifier: Classifier, _ without: LatentBatch, _ with: LatentBatch, _ low: [Double],
    _ high: [Double]
  ) -> (normal: [Double], intercept: Double, method: AttributeProvenance.Method) {
    requirePositive(classifier.strength)
    let strength = Double(classifier.strength)
    func linear(_ loss: LinearFit.Loss) -> LinearFit {
      var latents = without
      latents.append(contentsOf: with)
      let targets = (0..<latents.count).map { $0 < without.count ? -1.0 : 1 }
      return LinearFit(latents, targets: targets, loss: loss, strength: strength)
    }
    switch classifier {
    case .logistic:
      let fit = linear(.logistic)
      return (fit.weights, fit.intercept, .logistic)
    case .supportVectors:
      let fit = linear(.squaredHinge)
      return (fit.weights, fit.intercept, .supportVectors)
    case .ridge:
      let fit = linear(.squares)
      return (fit.weights, fit.intercept, .ridge)
    case .discriminant:
      let total = Double(without.count + with.count)
      let scatter =
        DenseMatrix.covariance(of: without, mean: low, divisor: total)
        + DenseMatrix.covariance(of: with, mean: high, divisor: total)
      let difference = low.indices.map { high[$0] - low[$0] }
      let raised = scatter.addingToDiagonal(strength)
      // With a strength far below rounding a flat covariance has no factor; raise what is flat.
      let factor =
        CholeskyDecomposition(raised)
        ?? CholeskyDecomposition(
          scatter.withSmallestEigenvalue(1e-10 * scatter.diagonal.reduce(strength, +)))
      let normal = factor?.solve(difference) ?? difference
      return (normal, middleBias(normal, low, high), .discriminant)
    }
  }
}

extension AttributeVector.Classifier {
  /// The weight λ of the penalty, above zero.
  public var strength: Float {
    switch self {
    case .logistic(let strength), .supportVectors(let strength), .discriminant(let strength),
      .ridge(let strength):
      strength
    }
  }
}

private func requirePositive(_ strength: Float) {
  require(
    strength > 0 && strength.isFinite,
    "The strength of a penalty must be a finite number above zero, but is \(strength).")
}
