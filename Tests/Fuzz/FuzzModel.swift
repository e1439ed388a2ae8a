import LatentData
import LatentSpace
import LatentVAE

private func isExpected(_ error: any Error) -> Bool {
  error is FormatError || error is ModelFileError || error is ArchitectureError
}

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count, expecting: isExpected) { bytes in
    let model = try VAE<Tensor>(Safetensors(decoding: bytes))
    // A model that was read works: it is small, because the file is.
    let decoded = model.decode(
      LatentBatch(repeating: .zero(dimension: model.latentDimension), count: 1))
    precondition(decoded[0].shape == model.sampleShape)
  }
}
