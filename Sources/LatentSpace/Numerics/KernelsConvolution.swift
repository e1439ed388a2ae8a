internal import CLatentKernels

/// The geometry that a convolution and a transposed convolution share.
///
/// A square kernel slides over the big picture and touches one pixel of the small one per step. A
/// convolution goes from big to small, a transposed one from small to big. Pictures are height ×
/// width × channels; weights are [kernelRow][kernelColumn][bigChannels][smallChannels].
package struct ConvolutionShape: Hashable, Sendable {
  package let bigHeight, bigWidth, bigChannels: Int
  package let smallHeight, smallWidth, smallChannels: Int
  package let kernel, stride, padding: Int

  /// Small side = ⌊(big + 2·padding − kernel) / stride⌋ + 1 for a convolution, and
  /// big side = (small − 1)·stride − 2·padding + kernel for a transposed one; others trap.
  package init(
    bigHeight: Int, bigWidth: Int, bigChannels: Int, smallHeight: Int, smallWidth: Int,
    smallChannels: Int, kernel: Int, stride: Int, padding: Int
  ) {
    require(
      min(bigHeight, bigWidth, bigChannels, smallHeight, smallWidth, smallChannels, kernel, stride)
        >= 1 && padding >= 0,
      "A convolution needs sizes of at least 1 and a padding of at least 0.")
    for (big, small) in [(bigHeight, smallHeight), (bigWidth, smallWidth)] {
      let reach = big + 2 * padding - kernel
      require(
        reach >= 0 && reach / stride + 1 == small,
        "A convolution with kernel \(kernel), stride \(stride) and padding \(padding) "
          + "does not lead from \(big) pixels to \(small).")
    }
    require(
      max(
        (bigHeight + 2 * padding) * (bigWidth + 2 * padding) * bigChannels,
        smallHeight * smallWidth * smallChannels,
        kernel * kernel * bigChannels * smallChannels) < 1 << 27,
      "A picture of a convolution has fewer than 2²⁷ values.")
    self.bigHeight = bigHeight
    self.bigWidth = bigWidth
    self.bigChannels = bigChannels
    self.smallHeight = smallHeight
    self.smallWidth = smallWidth
    self.smallChannels = smallChannels
    self.kernel = kernel
    self.stride = stride
    self.padding = padding
  }

  /// The number of weights.
  package var weightCount: Int { kernel * kernel * bigChannels * smallChannels }

  /// Fused multiply-adds for one sample.
  var work: Int { smallHeight * smallWidth * weightCount }

  var kernelShape: latents_convolution {
    latents_convolution(
      bigHeight: bigHeight, bigWidth: bigWidth, bigChannels: bigChannels,
      smallHeight: smallHeight, smallWidth: smallWidth, smallChannels: smallChannels,
      kernel: kernel, stride: stride, padding: padding)
  }
}

extension Kernels {
  /// The number of floats in weights packed for `convolutionGather`.
  package static func packedGatherCount(_ shape: ConvolutionShape) -> Int {
    withUnsafePointer(to: shape.kernelShape) { Int(latents_gather_packed_count($0)) }
  }

  /// Packs weights for `convolutionGather`.
  package static func packGather(
    _ weights: UnsafePointer<Float>, shape: ConvolutionShape,
    into packed: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: shape.kernelShape) { latents_gather_pack(weights, $0, packed) }
  }

  /// The number of floats in weights packed for `convolutionScatter`.
  package static func packedScatterCount(_ shape: ConvolutionShape) -> Int {
    withUnsafePointer(to: shape.kernelShape) { Int(latents_scatter_packed_count($0)) }
  }

  /// Packs weights for `convolutionScatter`.
  package static func packScatter(
    _ weights: UnsafePointer<Float>, shape: ConvolutionShape,
    into packed: UnsafeMutablePointer<Float>
  ) {
    withUnsafePointer(to: shape.kernelShape) { latents_scatter_pack(weights, $0, packed) }
  }

  /// Forward pass of a convolution, and the gradient of the input of a transposed one.
  ///
  /// small[n, y, x, cs] = act(bias[cs] + Σ over (kh, kw, cb) of
  /// big[n, y·s + kh − p, x·s + kw − p, cb]·w[kh, kw, cb, cs]), the chain in ascending order; taps
  /// outside the picture are zeros and part of the chain.
  package static func convolutionGather(
    _ big: UnsafePointer<Float>, packedWeights: UnsafePointer<Float>,
    into small: UnsafeMutablePointer<Float>, batch: Int, shape: ConvolutionShape,
    bias: UnsafePointer<Float>? = nil, activation: FusedActivation = .identity
  ) {
    withUnsafePointer(to: shape.kernelShape) { kernelShape in
      let units = Int(latents_gather_units(kernelShape, batch))
      Threads.forEach(slices: units, work: batch * shape.work) { range in
        latents_gather(
          big, packedWeights, small, batch, kernelShape, bias, activation == .relu,
          range.lowerBound, range.upperBound)
      }
    }
  }

  /// Forward pass of a transposed convolution, and the gradient of the input of a convolution.
  ///
  /// big[n, Y, X, cb] = act(bias[cb] + Σ over (y, x, cs) of
  /// small[n, y, x, cs]·w[Y + p − y·s, X + p − x·s, cb, cs]), the chain in ascending order over the
  /// window of all integers y, x for which both kernel indices lie in 0 ..< kernel; positions
  /// outside the small picture are zeros and part of the chain.
  package static func convolutionScatter(
    _ small: UnsafePointer<Float>, packedWeights: UnsafePointer<Float>,
    into big: UnsafeMutablePointer<Float>, batch: Int, shape: ConvolutionShape,
    bias: UnsafePointer<Float>? = nil, activation: FusedActivation = .identity
  ) {
    withUnsafePointer(to: shape.kernelShape) { kernelShape in
      let units = Int(latents_scatter_units(kernelShape, batch))
      Threads.forEach(slices: units, work: batch * shape.work) { range in
        latents_scatter(
          small, packedWeights, big, batch, kernelShape, bias, activation == .relu,
          range.lowerBound, range.upperBound)
      }
    }
  }

  /// The gradient of the weights of a convolution or a transposed one.
  ///
  /// dw[kh, kw, cb, cs] = (accumulate ? dw : 0) + Σ over (n, y, x) ascending of
  /// big[n, y·s + kh − p, x·s + kw − p, cb]·small[n, y, x, cs].
  package static func convolutionWeightGradient(
    big: UnsafePointer<Float>, small: UnsafePointer<Float>, into dw: UnsafeMutablePointer<Float>,
    batch: Int, shape: ConvolutionShape, accumulate: Bool
  ) {
    withUnsafePointer(to: shape.kernelShape) { kernelShape in
      let slices = Int(latents_weight_gradient_slices(kernelShape))
      // One range per thread, because every range makes its own copies of the pictures.
      Threads.forEach(slices: slices, work: batch * shape.work, rangesPerThread: 1) { range in
        latents_weight_gradient(
          big, small, dw, batch, kernelShape, accumulate, range.lowerBound, range.upperBound)
      }
    }
  }
}
