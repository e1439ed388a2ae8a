import LatentData
import Latents

/// The pictures of a model's card: each shows one thing that a reader wants to see for themselves.
struct ModelSheets {
  struct Sheet {
    /// The end of the file's name.
    let name: String
    let title: String
    let caption: String
    let picture: Picture
  }

  private(set) var all: [Sheet] = []
  private let scale: Int

  init(
    of vae: VAE<Picture>, before: VAE<Picture>?, on encoded: EncodedData, figures: ModelFigures,
    attributes: [AttributeTrials], seed: UInt64
  ) {
    let shape = vae.sampleShape.dimensions
    scale = max(1, 64 / max(shape[0], shape[1]))
    let wide = max(shape[0], shape[1]) * scale <= 64
    let columns = wide ? 8 : 6
    let data = encoded.data
    let shown = data.judgedIndices.evenlySpread(columns)
    let samples = shown.map { SampleSource.fit(data.samples[$0], for: vae) }
    let latents = encoded.latents.selecting(shown)
    reconstructions(samples, vae, before)
    random(vae, columns, seed)
    traversals(latents[0], vae, figures, columns - 1)
    morphs(latents, vae, columns)
    edits(attributes, vae, columns)
  }

  private mutating func add(
    _ name: String, _ title: String, _ caption: String,
    rows: [(name: String, pictures: [Picture])], columns: [String] = []
  ) {
    guard !rows.isEmpty else { return }
    all.append(
      Sheet(
        name: name, title: title, caption: caption,
        picture: LabeledSheet(rows: rows, columns: columns).picture(scale: scale, textScale: 1)))
  }

  private mutating func reconstructions(
    _ samples: [Picture], _ vae: VAE<Picture>, _ before: VAE<Picture>?
  ) {
    var rows = [("original", samples), ("model", vae.reconstruct(samples))]
    if let before, before.sampleShape == vae.sampleShape {
      rows.insert(("before", before.reconstruct(samples)), at: 1)
    }
    add(
      "reconstructions", "Reconstructions",
      "Pictures that were kept from training, and what the model makes of them"
        + (before == nil ? "." : "; between them what the earlier model made of them."),
      rows: rows.map { (name: $0.0, pictures: $0.1) })
  }

  private mutating func random(_ vae: VAE<Picture>, _ columns: Int, _ seed: UInt64) {
    var generator = SeededGenerator(seed: seed, stream: 2)
    let prior = DiagonalNormal.standard(dimension: vae.latentDimension)
    var rows = [
      (
        name: "prior",
        pictures: vae.decode(prior.sample(count: columns, using: &generator))
      )
    ]
    if let density = vae.fittedDensity {
      rows.append(
        (
          name: density.name,
          pictures: vae.decode(density.sample(count: columns, using: &generator))
        ))
    }
    add(
      "samples", "Random samples",
      vae.fittedDensity == nil
        ? "Draws of the prior N(0, I), not chosen."
        : "Draws of the prior N(0, I), and of the density that was fitted to the encodings; not "
          + "chosen.",
      rows: rows)
  }

  private mutating func traversals(
    _ start: LatentVector, _ vae: VAE<Picture>, _ figures: ModelFigures, _ columns: Int
  ) {
    let ranked = figures.divergence.ranking.prefix(4)
    let rows = ranked.map { dimension in
      let steps = (0..<columns).map { step in
        var latent = start
        latent[dimension] = -2.5 + 5 * Float(step) / Float(columns - 1)
        return latent
      }
      return (name: "z\(dimension)", pictures: vae.decode(LatentBatch(steps)))
    }
    add(
      "traversals", "Traversals",
      "The dimensions with the largest divergence, each from −2.5 to 2.5 while the others stay.",
      rows: rows)
  }

  private mutating func morphs(_ latents: LatentBatch, _ vae: VAE<Picture>, _ columns: Int) {
    let pairs = stride(from: 0, to: min(latents.count - 1, 4), by: 2)
    add(
      "morphs", "Morphs", "From one held-out picture to another, in even steps.",
      rows: pairs.map { first in
        let path = latents[first].path(to: latents[first + 1], count: columns)
        return (name: "", pictures: vae.decode(path))
      })
  }

  private mutating func edits(
    _ attributes: [AttributeTrials], _ vae: VAE<Picture>, _ columns: Int
  ) {
    let isKnown = attributes.contains { $0.truth != nil }
    let group = isKnown ? 3 : 2
    let repeats = max(1, columns / group)
    let shown = attributes.filter { ($0.truth != nil) == isKnown }
    let rows = shown.enumerated().compactMap {
      row, trials -> (name: String, pictures: [Picture])? in
      guard let best = trials.best else { return nil }
      // Each attribute on samples of its own, which lie far apart in the data.
      let places = Array((trials.truth?.samples ?? trials.samples).indices)
      let spread = places.evenlySpread(shown.count * repeats)
      let chosen = (0..<repeats).map { spread[($0 * shown.count + row) % spread.count] }
      let samples = chosen.map { trials.truth?.samples[$0] ?? trials.samples[$0] }
      let edited = vae.decode(
        vae.encode(samples).moved(toDistance: best.distance, from: best.attribute))
      return (
        name: trials.name,
        pictures: samples.indices.flatMap { index in
          [samples[index], edited[index]]
            + (trials.truth.map { [$0.pictures[chosen[index]]] } ?? [])
        }
      )
    }
    add(
      "edits", "Edits",
      isKnown
        ? "Held-out pictures without the attribute, edited by the best way, and how they would truly "
          + "look with it."
        : "Held-out pictures without the attribute, and edited by the best way.",
      rows: rows,
      columns: (0..<repeats).flatMap { _ in
        ["before", "edited"] + (isKnown ? ["true"] : [])
      })
  }
}
