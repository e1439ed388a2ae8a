import LatentData

/// The first bytes choose size and layout, the rest are rows before packing: chance does not find
/// packed data with the right checksum either.
@_cdecl("LLVMFuzzerTestOneInput")
public func test(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  fuzz(bytes, count) { bytes in
    guard bytes.count > 8 else { return }
    let header = [0, 0, 0, bytes[0], 0, 0, 0, bytes[1], bytes[2] & 31, bytes[3] & 7, 0, 0]
    let paletteCount = Int(bytes[4]) % 8 * 3
    let alphaCount = Int(bytes[5]) % 8
    var rest = bytes[8...]
    let palette = Array(rest.prefix(paletteCount))
    let alphas = Array(rest.dropFirst(paletteCount).prefix(alphaCount))
    rest = rest.dropFirst(paletteCount + alphaCount)
    var chunks: [(String, [UInt8])] = [("IHDR", header + [bytes[6] & 1])]
    if !palette.isEmpty { chunks.append(("PLTE", palette)) }
    if !alphas.isEmpty { chunks.append(("tRNS", alphas)) }
    chunks += [("IDAT", Gzip.deflated(Array(rest), wrapping: .zlib)), ("IEND", [])]
    _ = try PNG.decode(PNGFixture.file(chunks)).picture.tensor
  }
}
