#if canImport(Glibc)
  import Glibc
#endif
package typealias P = UnsafePointer<Float>
package typealias M = UnsafeMutablePointer<Float>
extension Elementary { package static func expm1(_ x: Double) -> Double { Glibc.expm1(x) } }
extension Kernels {
  static func s(_ x: Float) -> Float { 1 / (1 + Glibc.expf(-x)) }
  package static func relu(_ x: P, into y: M, count: Int) { for i in 0..<count { y[i] = x[i] > 0 ? x[i] : 0 } }
  package static func reluGradient(output y: P, _ d: P, into r: M, count: Int) { for i in 0..<count { r[i] = y[i] > 0 ? d[i] : 0 } }
  package static func leakyReLU(_ x: P, slope: Float, into y: M, count: Int) { for i in 0..<count { y[i] = x[i] > 0 ? x[i] : slope * x[i] } }
  package static func leakyReLUGradient(input x: P, slope: Float, _ d: P, into r: M, count: Int) { for i in 0..<count { r[i] = x[i] > 0 ? d[i] : slope * d[i] } }
  package static func silu(_ x: P, into y: M, count: Int) { for i in 0..<count { y[i] = x[i] * s(x[i]) } }
  package static func siluGradient(input x: P, _ d: P, into r: M, count: Int) { for i in 0..<count { let q = s(x[i]); r[i] = d[i] * q * (1 + x[i] * (1 - q)) } }
  package static func tanh(_ x: P, into y: M, count: Int) { for i in 0..<count { y[i] = Glibc.tanhf(x[i]) } }
  package static func tanhGradient(output y: P, _ d: P, into r: M, count: Int) { for i in 0..<count { r[i] = d[i] * (1 - y[i] * y[i]) } }
  package static func sigmoid(_ x: P, into y: M, count: Int) { for i in 0..<count { y[i] = s(x[i]) } }
  package static func sigmoidGradient(output y: P, _ d: P, into r: M, count: Int) { for i in 0..<count { r[i] = d[i] * y[i] * (1 - y[i]) } }
  package static func sumOfSquares(_ x: P, count: Int) -> Float { var t = 0.0; for i in 0..<count { t += Double(x[i]) * Double(x[i]) }; return Float(t) }
  package static func bernoulliLoss(logits: P, targets: P, gradient: M?, losses: M, batch: Int, count: Int, scale: Float) {
    for b in 0..<batch { var t = 0.0
      for j in 0..<count { let i = b * count + j; let l = Double(logits[i])
        t += max(l, 0) + Glibc.log1p(Glibc.exp(-abs(l))) - Double(targets[i]) * l
        gradient?[i] = (s(logits[i]) - targets[i]) * scale }
      losses[b] = Float(t) }
  }
  package static func normalLoss(outputs: P, targets: P, inverseVariance: Float, gradient: M?, losses: M, batch: Int, count: Int, scale: Float) {
    for b in 0..<batch { var t = 0.0
      for j in 0..<count { let i = b * count + j; let e = outputs[i] - targets[i]
        t += Double(e * e) * 0.5 * Double(inverseVariance); gradient?[i] = e * inverseVariance * scale }
      losses[b] = Float(t) }
  }
  package static func reparameterize(mean: P, logVariance: P, noise: P, into z: M, count: Int) {
    for i in 0..<count { z[i] = mean[i] + Glibc.expf(0.5 * logVariance[i]) * noise[i] } }
  package static func divergence(mean: P, logVariance: P, into r: M, count: Int) {
    for i in 0..<count { r[i] = 0.5 * (mean[i] * mean[i] + Glibc.expm1f(logVariance[i]) - logVariance[i]) } }
  package static func reparameterizeGradient(latentGradient dz: P, mean: P, logVariance lv: P, noise: P, klWeights w: P, meanGradient dm: M, logVarianceGradient dl: M, batch: Int, dimension: Int) {
    for i in 0..<(batch * dimension) { let k = w[i % dimension]
      dm[i] = dz[i] + k * mean[i]
      dl[i] = dz[i] * 0.5 * Glibc.expf(0.5 * lv[i]) * noise[i] + k * 0.5 * Glibc.expm1f(lv[i]) } }
}
