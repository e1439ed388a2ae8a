import LatentData

extension Architecture {
  /// Convolutions with residual blocks between them, mirrored in the decoder, for sharper pictures.
  ///
  /// Every entry of `channels` is a stage: a convolution that halves the picture, then `blocks` times
  ///
  ///     x + conv₃(f(norm(conv₃(f(norm(x))))))
  ///
  /// with group normalisation of at most 8 groups and kernels of 3 (pre-activation blocks, He et al.
  /// 2016, with the normalisation of Wu & He 2018, which does not depend on the batch). The picture's
  /// sides must be divisible by 2 to the number of `channels`; the defaults suit 32 × 32, and
  /// `[32, 64, 128, 128]` suits 64 × 64.
  ///
  /// - Parameters:
  ///   - channels: the filters of the encoder's stages, first to last.
  ///   - blocks: how many residual blocks each stage has.
  ///   - hidden: the width of the dense layer.
  ///   - activation: the function f.
  /// - Throws: ``ArchitectureError`` when the picture does not halve often enough.
  public static func residual(
    sampleShape: Tensor.Shape, latentDimension: Int, channels: [Int] = [32, 64, 64],
    blocks: Int = 1, hidden: Int = 256, activation: Activation = .silu,
    likelihood: Likelihood = .bernoulli
  ) throws(ArchitectureError) -> Architecture {
    let smallest = try smallestPicture(of: sampleShape, halvings: channels.count)
    guard (0...64).contains(blocks) else {
      throw ArchitectureError("A stage has 0 to 64 residual blocks, but \(blocks) were asked.")
    }
    func normalized(_ channels: Int) -> [Layer] {
      [.groupNormalization(groups: groupCount(channels)), .activation(activation)]
    }
    func stage(_ channels: Int) -> [Layer] {
      let half =
        normalized(channels) + [
          .convolution(filters: channels, kernel: 3, stride: 1, padding: 1)
        ]
      return [Layer](repeating: .residual(half + half), count: blocks)
    }
    let down = channels.flatMap {
      [.convolution(filters: $0, kernel: 4, stride: 2, padding: 1)] + stage($0)
    }
    let last = channels[channels.count - 1]
    let filters = channels.reversed().dropFirst() + [sampleShape[2]]
    let up = zip(channels.reversed(), filters).flatMap { width, filters in
      stage(width) + normalized(width) + [
        .transposedConvolution(filters: filters, kernel: 4, stride: 2, padding: 1)
      ]
    }
    let features: Tensor.Shape = [smallest.height, smallest.width, last]
    return Architecture(
      sampleShape: sampleShape, latentDimension: latentDimension,
      encoder: down + normalized(last) + [
        .flatten, .dense(outputs: hidden), .activation(activation),
      ],
      decoder: [
        .dense(outputs: hidden), .activation(activation), .dense(outputs: features.count),
        .reshape(features),
      ] + up,
      likelihood: likelihood)
  }

  /// The largest number of groups up to 8 that divides the channels.
  private static func groupCount(_ channels: Int) -> Int {
    (1...8).last { channels % $0 == 0 } ?? 1
  }

  /// The picture after a number of halvings.
  static func smallestPicture(
    of sampleShape: Tensor.Shape, halvings: Int
  ) throws(ArchitectureError) -> (height: Int, width: Int) {
    let factor = 1 << min(halvings, 30)
    guard sampleShape.rank == 3, halvings > 0, sampleShape[0] % factor == 0,
      sampleShape[1] % factor == 0
    else {
      throw ArchitectureError(
        "\(halvings) convolutions of stride 2 need pictures with sides divisible by \(factor), "
          + "but samples are \(sampleShape); use fewer channels or resize the pictures.")
    }
    return (sampleShape[0] / factor, sampleShape[1] / factor)
  }
}
