import Foundation

extension Files {
  /// Writes a file so that its path always holds either the old content or all of the new.
  ///
  /// The bytes go to a temporary file in the same folder, are flushed to the disk, and take the
  /// path in one step; a failure removes the temporary file. Any number of processes may write the
  /// same path at once: one of them wins. A link is followed, so that its target is replaced; a
  /// pipe or device is written directly.
  package static func write(_ bytes: [UInt8], to url: URL) throws(FileError) {
    let path = try localPath(of: url)
    var status = stat()
    var mode: mode_t?
    var target = path
    if stat(path, &status) == 0 {
      switch status.st_mode & S_IFMT {
      case S_IFDIR: throw FileError(.isFolder, path: path)
      case S_IFREG:
        mode = status.st_mode & 0o7777
        if let resolved = realpath(path, nil) {
          target = String(cString: resolved)
          free(resolved)
        }
      default: return try writeDirectly(bytes, to: path)
      }
    } else if path.hasSuffix("/") {
      throw FileError(.isFolder, path: path)
    }
    if let failure = writeAtomically(bytes, to: target, mode: mode) {
      throw FileError(errno: failure, path: path, writing: true)
    }
  }

  /// Removes a file; a file that is not there is no error.
  package static func remove(_ url: URL) throws(FileError) {
    let path = try localPath(of: url)
    if unlink(path) != 0 && errno != ENOENT {
      throw FileError(errno: errno, path: path, writing: true)
    }
  }

  /// Makes a folder and those above it; a folder that is there already is no error.
  package static func makeFolder(_ url: URL) throws(FileError) {
    let path = try localPath(of: url)
    if isFolder(url) { return }
    if exists(url) { throw FileError(.isNotFolder, path: path) }
    let parent = url.deletingLastPathComponent()
    if parent.pathComponents.count < url.pathComponents.count && !exists(parent) {
      try makeFolder(parent)
    }
    if mkdir(path, 0o777) != 0 && errno != EEXIST {
      throw FileError(errno: errno, path: path, writing: true)
    }
  }

  /// The error number of the step that failed; nil when all is written.
  private static func writeAtomically(_ bytes: [UInt8], to path: String, mode: mode_t?) -> Int32? {
    let cut = path.utf8.lastIndex(of: UInt8(ascii: "/"))
    let folder = cut.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
    var temporary = ""
    var file: Int32 = -1
    for _ in 0..<16 {
      let random = String(UInt64.random(in: .min ... .max), radix: 36)
      temporary = "\(folder)/.latents-\(random).tmp"
      file = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
      if file >= 0 || errno != EEXIST { break }
    }
    guard file >= 0 else { return errno }
    var failure = writeAll(bytes, to: file)
    if failure == nil, let mode, fchmod(file, mode) != 0 { failure = errno }
    if failure == nil, fsync(file) != 0 { failure = errno }
    if close(file) != 0 && failure == nil { failure = errno }
    if failure == nil, rename(temporary, path) != 0 { failure = errno }
    if let failure {
      unlink(temporary)
      return failure
    }
    // Without this the new name may be lost in a power failure; some file systems cannot do it,
    // and the file itself is complete either way.
    let directory = open(folder, O_RDONLY | O_CLOEXEC)
    if directory >= 0 {
      fsync(directory)
      close(directory)
    }
    return nil
  }

  private static func writeDirectly(_ bytes: [UInt8], to path: String) throws(FileError) {
    let file = open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(errno: errno, path: path, writing: true) }
    let failure = writeAll(bytes, to: file)
    close(file)
    if let failure { throw FileError(errno: failure, path: path, writing: true) }
  }

  private static func writeAll(_ bytes: [UInt8], to file: Int32) -> Int32? {
    bytes.withUnsafeBytes { buffer in
      var offset = 0
      while offset < buffer.count {
        let wanted = min(buffer.count - offset, 1 << 30)
        let written = Foundation.write(file, buffer.baseAddress! + offset, wanted)
        if written < 0 && errno == EINTR { continue }
        if written < 0 { return errno }
        offset += written
      }
      return nil
    }
  }
}
