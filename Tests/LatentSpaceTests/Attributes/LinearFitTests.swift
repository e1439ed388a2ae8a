import Foundation
import LatentSpace
import Testing

struct LinearFitTests {
  private let latents: LatentBatch = {
    var generator = SeededGenerator(seed: 5)
    return LatentBatch(
      (0..<60).map { _ in 3 * generator.nextNormalVector(dimension: 3) + [10, -4, 0] })
  }()

  /// Targets with noise, so that no loss reaches zero.
  private var classes: [Double] {
    var generator = SeededGenerator(seed: 6)
    return latents.map { latent in
      Double(latent[0] - latent[1] - 14) + 2 * generator.nextNormal() > 0 ? 1 : -1
    }
  }

  /// The objective itself, written down once more: ½λ‖w‖² + Σ loss.
  private func objective(
    _ loss: LinearFit.Loss, _ weights: [Double], _ intercept: Double, targets: [Double],
    strength: Double
  ) -> Double {
    var sum = strength / 2 * weights.reduce(0) { $0 + $1 * $1 }
    for (latent, target) in zip(latents, targets) {
      let value = zip(weights, latent).reduce(intercept) { $0 + $1.0 * Double($1.1) }
      switch loss {
      case .logistic: sum += log(1 + exp(-target * value))
      case .squaredHinge: sum += pow(max(0, 1 - target * value), 2)
      case .squares: sum += pow(value - target, 2) / 2
      }
    }
    return sum
  }

  @Test("No small change of the solution is better", arguments: [0.1, 10])
  func minimum(strength: Double) {
    for loss: LinearFit.Loss in [.logistic, .squaredHinge, .squares] {
      let fit = LinearFit(latents, targets: classes, loss: loss, strength: strength)
      func value(_ weights: [Double], _ intercept: Double) -> Double {
        objective(loss, weights, intercept, targets: classes, strength: strength)
      }
      let best = value(fit.weights, fit.intercept)
      for index in 0..<3 {
        for change in [-1e-3, 1e-3] {
          var weights = fit.weights
          weights[index] += change
          #expect(value(weights, fit.intercept) > best, "\(loss) \(index)")
        }
      }
      #expect(value(fit.weights, fit.intercept + 1e-3) > best)
      #expect(value(fit.weights, fit.intercept - 1e-3) > best)
    }
  }

  @Test("Least squares on one coordinate has its closed form")
  func ridge() {
    // Centred x is −1, 0, 1 and the targets 1, 2, 6: w = Σxy/(Σx² + λ) = 5/(2 + λ).
    let line = LatentBatch([[4], [5], [6]])
    for strength in [1e-9, 1, 8] {
      let fit = LinearFit(line, targets: [1, 2, 6], loss: .squares, strength: strength)
      let weight = 5 / (2 + strength)
      #expect(abs(fit.weights[0] - weight) < 1e-9)
      #expect(abs(fit.intercept - (3 - 5 * weight)) < 1e-8)
    }
  }

  @Test("A stronger penalty makes smaller weights")
  func penalty() {
    for loss: LinearFit.Loss in [.logistic, .squaredHinge, .squares] {
      let norms = [0.01, 1, 100].map { strength in
        LinearFit(latents, targets: classes, loss: loss, strength: strength).weights
          .reduce(0) { $0 + $1 * $1 }
      }
      #expect(norms[0] > norms[1] && norms[1] > norms[2])
    }
  }

  @Test("Separable classes have finite weights too")
  func separable() {
    let line = LatentBatch([[-2], [-1], [1], [2]])
    for loss: LinearFit.Loss in [.logistic, .squaredHinge] {
      let fit = LinearFit(line, targets: [-1, -1, 1, 1], loss: loss, strength: 1e-6)
      #expect(fit.weights[0].isFinite && fit.weights[0] > 0 && abs(fit.intercept) < 1e-6)
    }
  }

  @Test("The losses' slopes and bends are their derivatives")
  func derivatives() {
    for loss: LinearFit.Loss in [.logistic, .squaredHinge, .squares] {
      for (f, y) in [(-3.0, 1.0), (0.2, 1), (0.2, -1), (2.5, -1)] {
        let h = 1e-5
        let (low, high) = (loss.derivatives(f - h, y), loss.derivatives(f + h, y))
        let here = loss.derivatives(f, y)
        #expect(abs((high.value - low.value) / (2 * h) - here.slope) < 1e-6)
        #expect(abs((high.slope - low.slope) / (2 * h) - here.bend) < 1e-6)
      }
    }
    let extreme = LinearFit.Loss.logistic.derivatives(-800, 1)
    #expect(extreme.value == 800 && extreme.slope == -1 && extreme.bend == 0)
  }
}
