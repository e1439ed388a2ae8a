import Latents

/// Draws many pictures on all cores; each depends on its index alone.
enum PictureDrawing {
  /// The pictures of the indices below `count`, in order.
  static func pictures(count: Int, _ picture: (Int) -> Picture) -> [Picture] {
    pictures(count: count, memory: {}, picture: { _, index in picture(index) })
  }

  /// The same with a memory that is made once for several pictures in a row.
  ///
  /// - Parameters:
  ///   - memory: makes the memory; what is left in it must not change a picture.
  ///   - picture: draws the picture of an index.
  static func pictures<Memory>(
    count: Int, memory: () -> Memory, picture: (Memory, Int) -> Picture
  ) -> [Picture] {
    var results = [Picture?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { results in
      // Ranges are disjoint, so no two threads write to one place.
      nonisolated(unsafe) let results = results
      Threads.forEach(slices: count, work: .max, rangesPerThread: 16) { range in
        let memory = memory()
        for index in range { results[index] = picture(memory, index) }
      }
    }
    return results.map { $0! }
  }
}
