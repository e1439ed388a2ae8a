import LatentData
import LatentVAE

private func isExpected(_ error: any Error) -> Bool {
  error is FormatError || error is ModelFileError || error is TrainingError
}

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count, expecting: isExpected) { bytes in
    let file = try Safetensors(decoding: bytes)
    _ = try Checkpoint(file, fingerprint: "fuzz", parameterCount: 18)
  }
}
