import Latents

/// Drawn sprites: simple shapes with known factors, without end or in every combination.
public typealias Sprites = DrawnPictures<SpriteFactors>

extension DrawnPictures where Factors == SpriteFactors {
  /// The random sprites of a seed; `Gallery.sprites` has those of 0.
  public init(seed: UInt64 = 0) {
    self.init(
      name: "sprites", count: nil, factorsAt: { SpriteFactors(seed: seed, index: $0) },
      draw: Self.draw)
  }

  /// Some sprites, such as every combination of a number of values.
  ///
  ///     let all = Sprites(of: SpriteFactors.factorial(hues: 3, sizes: 2, places: 3, angles: 4))
  ///     let data = all.dataset(count: all.count!)
  public init(of sprites: [SpriteFactors]) {
    self.init(
      name: "sprites", count: sprites.count, factorsAt: { sprites[$0] }, draw: Self.draw)
  }

  private static var draw: @Sendable ([SpriteFactors]) -> [Picture] {
    { sprites in PictureDrawing.pictures(count: sprites.count) { sprites[$0].picture } }
  }
}
