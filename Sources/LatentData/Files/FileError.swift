import Foundation

/// A file or folder that could not be read or written: what is wrong, where, and what to do.
public struct FileError: Error, Hashable, Sendable {
  /// What is wrong with a file or folder.
  public enum Problem: Hashable, Sendable {
    /// There is nothing at this path.
    case missing
    /// The folder that the file should be written into does not exist.
    case missingFolder
    /// There is a folder where a file is needed.
    case isFolder
    /// There is a file where a folder is needed.
    case isNotFolder
    /// The folder holds something, and an empty one is needed.
    case notEmpty
    /// The system does not allow this user to read or write here.
    case notPermitted
    /// The file system can only be read.
    case readOnly
    /// No space is left, or the user's share of it is used up.
    case full
    /// The file is larger than this reader takes, in bytes.
    case tooLarge(limit: Int)
    /// The address is not that of a file on this machine.
    case notLocal
    /// Another failure, with the system's own words for it.
    case other(String)
  }

  /// The path as it was given.
  public let path: String

  /// What is wrong.
  public let problem: Problem

  /// Makes an error about the file or folder at a path.
  public init(_ problem: Problem, path: String) {
    self.problem = problem
    self.path = path
  }

  init(errno code: Int32, path: String, writing: Bool) {
    let problem: Problem
    switch code {
    case ENOENT, ENOTDIR: problem = writing ? .missingFolder : .missing
    case EISDIR: problem = .isFolder
    case EACCES, EPERM: problem = .notPermitted
    case EROFS: problem = .readOnly
    case ENOSPC, EDQUOT: problem = .full
    default: problem = .other(String(cString: strerror(code)))
    }
    self.init(problem, path: path)
  }
}

extension FileError: CustomStringConvertible, LocalizedError {
  /// The path, what is wrong, and what to do about it.
  public var description: String {
    switch problem {
    case .missing:
      "\(path): there is no such file. Check the path."
    case .missingFolder:
      "\(path): its folder does not exist. Create the folder first, or choose another path."
    case .isFolder:
      "\(path): this is a folder, and a file is needed. Add a file name to the path."
    case .isNotFolder:
      "\(path): this is not a folder. Give the path of a folder."
    case .notEmpty:
      "\(path): there is something in this folder. Empty it, or choose another one."
    case .notPermitted:
      "\(path): permission denied. Change the permissions, or choose another path."
    case .readOnly:
      "\(path): the file system is read-only. Choose a path on another one."
    case .full:
      "\(path): no space is left. Free some space, or choose a path on another file system."
    case .tooLarge(let limit):
      "\(path): the file has more than \(limit) bytes, the most that is read. Use a smaller file."
    case .notLocal:
      "\(path): this is not the address of a file on this machine. Download it first."
    case .other(let words):
      "\(path): \(words). Check the path and the disk."
    }
  }

  /// The same text, for interfaces that show errors to people.
  public var errorDescription: String? { description }
}
