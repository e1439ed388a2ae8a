import LatentSpace

extension Workload {
  /// The 10 nearest of 100,000 latents of 64 dimensions for each of 1,000 queries; what is counted
  /// are the operations of the products alone.
  static let neighborSearch = Workload(
    "knn-100k", operations: { _ in 2 * 1_000 * 100_000 * 64 },
    prepare: {
      let latents = LatentBatch(
        values: uniformValues(6_400_000, seed: 1), count: 100_000, dimension: 64)
      let queries = LatentBatch(values: uniformValues(64_000, seed: 2), count: 1_000, dimension: 64)
      return { _ = latents.neighbors(of: queries, count: 10) }
    })
}
