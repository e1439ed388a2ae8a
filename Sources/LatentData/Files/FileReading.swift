import Foundation

/// Reading and writing whole files, with errors that say what to do.
package enum Files {
  /// The most bytes read from a pipe or device, which has no size to check beforehand.
  private static let streamLimit = 256 << 20

  /// All bytes of a file.
  ///
  /// The file is copied rather than mapped into memory: when another program shortens a mapped
  /// file, reading it ends the process.
  ///
  /// - Parameter limit: the most bytes to accept; nothing is read when the file is larger.
  package static func read(_ url: URL, limit: Int = .max) throws(FileError) -> [UInt8] {
    let path = try localPath(of: url)
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw FileError(errno: errno, path: path, writing: false) }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0 else {
      throw FileError(errno: errno, path: path, writing: false)
    }
    if status.st_mode & S_IFMT == S_IFDIR { throw FileError(.isFolder, path: path) }
    let isRegular = status.st_mode & S_IFMT == S_IFREG
    let limit = isRegular ? limit : min(limit, streamLimit)
    guard Int(status.st_size) <= limit else { throw FileError(.tooLarge(limit: limit), path: path) }

    // One byte more than the size, so that the end is seen without another round; the file may
    // also grow while it is read.
    var capacity = isRegular ? Int(status.st_size) + 1 : 1 << 16
    var bytes: [UInt8] = []
    while true {
      var failure: Int32 = 0
      let wanted = capacity - bytes.count
      let chunk = [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
        while count < wanted {
          let got = Foundation.read(file, buffer.baseAddress! + count, min(wanted - count, 1 << 30))
          if got < 0 && errno == EINTR { continue }
          if got < 0 { failure = errno }
          if got <= 0 { return }
          count += got
        }
      }
      if failure != 0 { throw FileError(errno: failure, path: path, writing: false) }
      if bytes.isEmpty { bytes = chunk } else { bytes.append(contentsOf: chunk) }
      guard bytes.count <= limit else { throw FileError(.tooLarge(limit: limit), path: path) }
      if chunk.count < wanted { return bytes }
      capacity = bytes.count * 2
    }
  }

  /// Whether there is a folder at this address.
  package static func isFolder(_ url: URL) -> Bool {
    var status = stat()
    return url.isFileURL && stat(url.path(percentEncoded: false), &status) == 0
      && status.st_mode & S_IFMT == S_IFDIR
  }

  /// Whether there is anything at this address.
  package static func exists(_ url: URL) -> Bool {
    var status = stat()
    return url.isFileURL && stat(url.path(percentEncoded: false), &status) == 0
  }

  /// The names in a folder without hidden ones, sorted by their bytes, the same on every system.
  package static func names(in url: URL) throws(FileError) -> [String] {
    let path = try localPath(of: url)
    guard let folder = opendir(path) else {
      if errno == ENOTDIR { throw FileError(.isNotFolder, path: path) }
      throw FileError(errno: errno, path: path, writing: false)
    }
    defer { closedir(folder) }
    var names: [String] = []
    while let entry = readdir(folder) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 1) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
  }

  static func localPath(of url: URL) throws(FileError) -> String {
    guard url.isFileURL else { throw FileError(.notLocal, path: url.absoluteString) }
    return url.path(percentEncoded: false)
  }
}
