extension PNG {
  /// Turns restored rows of any colour type and bit depth into an 8-bit picture.
  struct Expander {
    private let header: Header
    private let kind: Picture.Kind
    /// For a palette and for grey of few bits: the pixels for all possible samples, in a row.
    private let table: [UInt8]
    /// For grey and colour: the samples that stand for a transparent pixel.
    private let transparentSamples: [Int]?

    init(_ header: Header, palette: [UInt8], transparency: [UInt8]?) {
      self.header = header
      let isTransparent = transparency != nil
      switch header.colorType {
      case .grey: kind = isTransparent ? .rgba : .grey
      case .rgb, .palette: kind = isTransparent ? .rgba : .rgb
      case .greyAlpha, .rgba: kind = .rgba
      }
      switch header.colorType {
      case .palette:
        table = (0..<(palette.count / 3)).flatMap { (index) -> [UInt8] in
          let alpha = transparency.map { index < $0.count ? $0[index] : 255 }
          return palette[(3 * index)..<(3 * index + 3)] + [alpha].compactMap { $0 }
        }
        transparentSamples = nil
      case .grey where header.depth < 8:
        let most = 1 << header.depth - 1
        let clear = transparency.map { (Int($0[0]) << 8 | Int($0[1])) & most }
        table = (0...most).flatMap { (sample) -> [UInt8] in
          let grey = UInt8(sample * 255 / most)
          return clear.map { [grey, grey, grey, sample == $0 ? 0 : 255] } ?? [grey]
        }
        transparentSamples = nil
      default:
        table = []
        transparentSamples = transparency.map { bytes in
          stride(from: 0, to: bytes.count, by: 2).map {
            (Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])) & (1 << header.depth - 1)
          }
        }
      }
    }

    /// The picture whose restored rows, with their filter bytes, follow one another pass by pass.
    func picture(from rows: [UInt8]) throws(FormatError) -> Picture {
      let count = header.width * header.height * kind.channels
      var isValid = true
      let bytes = [UInt8](unsafeUninitializedCapacity: count) { output, initialized in
        initialized = count
        rows.withUnsafeBufferPointer { rows in
          var row = rows.baseAddress!
          for (pass, width, height) in header.passes {
            for y in 0..<height {
              let start = (pass.y + y * pass.dy) * header.width + pass.x
              let target = output.baseAddress! + start * kind.channels
              let step = pass.dx * kind.channels
              if !expand(row + 1, width: width, into: target, step: step) { isValid = false }
              row += 1 + header.rowBytes(width: width)
            }
          }
        }
      }
      guard isValid else {
        throw FormatError(.png, .damaged, "a pixel has a colour beyond the end of its palette.")
      }
      return Picture(width: header.width, height: header.height, kind: kind, bytes: bytes)
    }

    /// Writes the pixels of one row, `step` bytes apart; false when the palette is too short.
    private func expand(
      _ row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutablePointer<UInt8>, step: Int
    ) -> Bool {
      let channels = kind.channels
      if !table.isEmpty { return look(up: row, width: width, into: target, step: step) }
      let samples = header.colorType.samples
      if header.depth == 8 && transparentSamples == nil && samples == channels {
        if step == channels {
          target.update(from: row, count: width * channels)
        } else {
          for x in 0..<width {
            for c in 0..<channels { target[x * step + c] = row[x * channels + c] }
          }
        }
        return true
      }
      for x in 0..<width {
        let pixel = target + x * step
        var isClear = transparentSamples != nil
        for s in 0..<samples {
          let sample: Int
          if header.depth == 8 {
            sample = Int(row[x * samples + s])
          } else {
            let offset = 2 * (x * samples + s)
            sample = Int(row[offset]) << 8 | Int(row[offset + 1])
          }
          if let transparentSamples, transparentSamples[s] != sample { isClear = false }
          // A 16-bit sample v stands for v / 65535, and 65535 = 257 · 255.
          let byte = UInt8(header.depth == 8 ? sample : (sample + 128) / 257)
          // Grey with alpha: the second sample is the fourth channel.
          pixel[samples == 2 && s == 1 ? 3 : s] = byte
        }
        if samples <= 2 && channels == 4 {
          pixel[1] = pixel[0]
          pixel[2] = pixel[0]
        }
        if transparentSamples != nil { pixel[3] = isClear ? 0 : 255 }
      }
      return true
    }

    private func look(
      up row: UnsafePointer<UInt8>, width: Int, into target: UnsafeMutablePointer<UInt8>, step: Int
    ) -> Bool {
      let depth = header.depth
      let mask = 1 << depth - 1
      let channels = kind.channels
      var isValid = true
      table.withUnsafeBufferPointer { table in
        for x in 0..<width {
          let bit = x * depth
          var sample = Int(row[bit >> 3]) >> (8 - depth - bit & 7) & mask
          if sample * channels >= table.count {
            isValid = false
            sample = 0
          }
          for c in 0..<channels { target[x * step + c] = table[sample * channels + c] }
        }
      }
      return isValid
    }
  }
}
