internal import CLatentKernels

/// How much of the machine the library uses: threads and vector instructions.
///
/// Neither changes a result: every computation gives the same bits on any number of threads and
/// with any instruction set. The defaults are all processors and the best instruction set; the
/// environment variables `LATENTS_THREADS` and `LATENTS_ISA`, read once, override them.
public enum ComputeResources {
  /// The number of threads that large computations are spread over, from 1 to 1024.
  ///
  /// With 1, everything runs on the calling thread. Values outside the range are moved into it.
  public static var threadCount: Int {
    get { Int(latents_thread_count()) }
    set { latents_set_thread_count(max(1, newValue)) }
  }

  /// The vector instructions in use, one of those available on this machine.
  public static var instructionSet: InstructionSet {
    get { InstructionSet(latents_isa_current()) }
    set {
      require(
        latents_isa_force(newValue.kernelValue),
        "This machine cannot run the instruction set \(newValue); "
          + "it has \(InstructionSet.available.map(\.rawValue).joined(separator: ", ")).")
    }
  }
}

/// A family of vector instructions for which the library has code.
public enum InstructionSet: String, CaseIterable, Hashable, Sendable {
  /// Plain C, for any processor; slow, and the measure of all others.
  case portable
  /// 256-bit vectors with fused multiply-add on x86-64.
  case avx2
  /// 512-bit vectors on x86-64.
  case avx512
  /// 128-bit vectors on arm64.
  case neon

  /// Whether this machine can run it and this build has it.
  public var isAvailable: Bool { latents_isa_is_available(kernelValue) }

  /// Those that this machine can run; the portable one always is.
  public static var available: [InstructionSet] { allCases.filter(\.isAvailable) }
}

extension InstructionSet {
  init(_ value: latents_isa) {
    switch value {
    case LATENTS_ISA_AVX2: self = .avx2
    case LATENTS_ISA_AVX512: self = .avx512
    case LATENTS_ISA_NEON: self = .neon
    default: self = .portable
    }
  }

  var kernelValue: latents_isa {
    switch self {
    case .portable: LATENTS_ISA_PORTABLE
    case .avx2: LATENTS_ISA_AVX2
    case .avx512: LATENTS_ISA_AVX512
    case .neon: LATENTS_ISA_NEON
    }
  }
}
