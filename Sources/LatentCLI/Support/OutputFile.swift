#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

/// A file that a command will write: checked before the work, not after it.
package struct OutputFile: Sendable {
  package let path: String

  /// Checks that the file can be made: its folder is there and can be written to, and the path is
  /// not that of a folder, a device or a file that refuses.
  package init(_ path: String) throws(Failure) {
    self.path = path
    if path.hasSuffix("/") {
      throw Failure("'\(path)' names a folder; give the name of a file in it.")
    }
    switch FileKind(of: path) {
    case .folder: throw Failure("'\(path)' is a folder; give the name of a file in it.")
    case .other: throw Failure("'\(path)' is not a plain file; give another name.")
    case .file, .missing: break
    }
    try Self.checkFolder(Self.folder(of: path), for: path)
  }

  /// The folder part of a path; "." when it has none.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What follows the last dot of the name, in small letters; empty when there is none.
  package var fileExtension: String { Self.fileExtension(of: path) }

  package static func fileExtension(of path: String) -> String {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: "."), dot != name.startIndex else { return "" }
    return name[name.index(after: dot)...].lowercased()
  }

  fileprivate static func checkFolder(_ folder: String, for path: String) throws(Failure) {
    switch FileKind(of: folder) {
    case .missing:
      throw Failure(
        "the folder '\(folder)' does not exist, so '\(path)' cannot be written; make it first.")
    case .file, .other:
      throw Failure("'\(folder)' is not a folder, so '\(path)' cannot be written.")
    case .folder: break
    }
    guard access(folder, W_OK | X_OK) == 0 else {
      throw Failure(
        "the folder '\(folder)' cannot be written to (\(systemMessage())); "
          + "choose another place with -o.")
    }
    // A folder may permit it and refuse all the same, as those of the system do.
    var probe = Array("\(folder)/.latent-XXXXXX".utf8CString)
    guard mkdtemp(&probe) != nil else {
      throw Failure(
        "nothing can be made in the folder '\(folder)' (\(systemMessage())); "
          + "choose another place with -o.")
    }
    rmdir(probe)
  }
}

/// A folder that a command will fill: made when it is missing, once the work has something for it.
package struct OutputFolder: Sendable {
  package let path: String

  /// Checks that the folder is there and can be written to, or can be made.
  package init(_ path: String) throws(Failure) {
    var path = path
    while path.count > 1, path.hasSuffix("/") { path.removeLast() }
    self.path = path
    switch FileKind(of: path) {
    case .folder: try OutputFile.checkFolder(path, for: path)
    case .missing: try OutputFile.checkFolder(OutputFile.folder(of: path), for: path)
    case .file, .other:
      throw Failure("'\(path)' is a file, not a folder; choose another name with -o.")
    }
  }

  package func file(_ name: String) -> String { path == "/" ? path + name : path + "/" + name }

  /// Makes the folder if it is missing.
  package func make() throws(Failure) {
    if mkdir(path, 0o777) != 0, errno != EEXIST {
      throw Failure("the folder '\(path)' cannot be made (\(systemMessage())).")
    }
  }
}

/// What lies at a path, links followed.
package enum FileKind: Sendable {
  case file, folder, other, missing

  package init(of path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else {
      self = .missing
      return
    }
    self =
      switch status.st_mode & S_IFMT {
      case S_IFREG: .file
      case S_IFDIR: .folder
      default: .other
      }
  }
}
