import Foundation

/// A file whose bytes lie in memory only where they were read lately.
///
/// The system reads pages when they are touched and may take them back at any time. So that a
/// program does not seem to hold what it has read, pages are given back from time to time.
final class MappedFile: @unchecked Sendable {
  let count: Int
  private let base: UnsafeMutableRawPointer
  private let lock = NSLock()
  private var touched = 0

  private static let mostTouched = 32 << 20
  /// With a page the system maps its neighbours, as far as they lie together: often this many bytes.
  private static let neighborhood = 1 << 20

  /// Maps a file that other programs must leave as it is: if one shortens it, reading what is gone
  /// ends the process.
  init(_ url: URL) throws(FileError) {
    let path = try Files.localPath(of: url)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(errno: errno, path: path, writing: false) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw FileError(errno: errno, path: path, writing: false)
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: break
    case S_IFDIR: throw FileError(.isFolder, path: path)
    default: throw FileError(.other("only a regular file can be mapped into memory"), path: path)
    }
    count = Int(status.st_size)
    // An empty file cannot be mapped, and nothing will be read of it.
    guard let base = mmap(nil, max(1, count), PROT_READ, MAP_PRIVATE, file, 0), base != MAP_FAILED
    else { throw FileError(errno: errno, path: path, writing: false) }
    self.base = base
  }

  deinit { munmap(base, max(1, count)) }

  /// A copy of some bytes.
  func bytes(_ range: Range<Int>) -> [UInt8] {
    precondition(range.lowerBound >= 0 && range.upperBound <= count)
    let copy = [UInt8](UnsafeRawBufferPointer(start: base + range.lowerBound, count: range.count))
    let isFull = lock.withLock {
      touched += max(range.count, Self.neighborhood)
      guard touched >= Self.mostTouched else { return false }
      touched = 0
      return true
    }
    // Whoever reads at the same time gets the pages again.
    if isFull { madvise(base, count, MADV_DONTNEED) }
    return copy
  }
}
