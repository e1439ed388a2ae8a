import Foundation
import LatentSpace

private func isExpected(_ error: any Error) -> Bool {
  error is DecodingError
}

@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count, expecting: isExpected) { bytes in
    let attribute = try JSONDecoder().decode(AttributeVector.self, from: Data(bytes))
    precondition(attribute.vector.allSatisfy(\.isFinite))
  }
}
