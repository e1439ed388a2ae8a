import Foundation
import Latents

/// The bundled files, or an installation without them.
public struct MissingResources: Error, Hashable, Sendable {
  /// The name of the folder that holds the bundled files.
  public let folderName: String

  /// The folders in which it was looked for.
  public let searchedFolders: [String]
}

extension MissingResources: CustomStringConvertible, LocalizedError {
  /// What is missing, and what to copy where.
  public var description: String {
    """
    The bundled data and models are missing. Copy the folder \(folderName), which the build puts \
    beside the program (.build/release), into the folder of the program, \
    \(searchedFolders.first ?? ".").
    """
  }

  /// The same text, for interfaces that show errors to people.
  public var errorDescription: String? { description }
}

/// Finds the folder of bundled files without the accessor that the build generates, which ends the
/// process when the folder is missing.
package enum ResourceFolder {
  #if canImport(Darwin)
    package static let name = "swift-latents_LatentGallery.bundle"
  #else
    package static let name = "swift-latents_LatentGallery.resources"
  #endif

  /// A file or folder among the bundled ones, such as `fashion`.
  ///
  /// - Throws: `MissingResources` when the folder of bundled files is nowhere, `FileError` when the
  ///   wanted file is not in it.
  package static func url(of path: String) throws -> URL {
    let url = try find(in: searchedFolders()).appending(path: path)
    guard Files.exists(url) else {
      throw FileError(.missing, path: url.path(percentEncoded: false))
    }
    return url
  }

  /// The folder of bundled files inside one of several folders.
  package static func find(in folders: [URL]) throws(MissingResources) -> URL {
    for folder in folders {
      // The build for Apple's systems may nest what the one for Linux does not.
      for inner in ["Resources", "Contents/Resources/Resources"] {
        let url = folder.appending(path: name).appending(path: inner)
        if Files.isFolder(url) { return url }
      }
    }
    throw MissingResources(
      folderName: name, searchedFolders: folders.map { $0.path(percentEncoded: false) })
  }

  /// Beside the program, inside its application bundle, beside the library with this code, above
  /// them (a test bundle is a folder), and where builds of this package put it.
  package static func searchedFolders(source: String = #filePath) -> [URL] {
    var folders: [URL] = []
    func add(_ url: URL?) {
      guard let url, !folders.contains(url) else { return }
      folders.append(url)
    }
    let program = Bundle.main.executableURL?.resolvingSymlinksInPath()
    let library = libraryURL?.resolvingSymlinksInPath()
    add(program?.deletingLastPathComponent())
    add(Bundle.main.resourceURL)
    add(library?.deletingLastPathComponent())
    for var url in [program, library].compactMap({ $0?.deletingLastPathComponent() }) {
      for _ in 0..<3 where url.pathComponents.count > 1 {
        url.deleteLastPathComponent()
        add(url)
      }
    }
    var ancestor = URL(filePath: source)
    while ancestor.pathComponents.count > 1 {
      ancestor.deleteLastPathComponent()
      add(ancestor.appending(path: ".build/release"))
      add(ancestor.appending(path: ".build/debug"))
    }
    return folders
  }

  /// The program or library file that this code is in.
  private static var libraryURL: URL? {
    // Glibc hides `dladdr` and its result, four pointers, from Swift, so it is looked up by name.
    typealias Lookup = @convention(c) (UnsafeRawPointer, UnsafeMutableRawPointer) -> CInt
    typealias Info = (
      file: UnsafePointer<CChar>?, base: UnsafeRawPointer?, symbol: UnsafePointer<CChar>?,
      address: UnsafeRawPointer?
    )
    guard let program = dlopen(nil, RTLD_NOW), let symbol = dlsym(program, "dladdr") else {
      return nil
    }
    let lookup = unsafeBitCast(symbol, to: Lookup.self)
    var info: Info = (nil, nil, nil, nil)
    guard lookup(#dsohandle, &info) != 0, let file = info.file else { return nil }
    return URL(filePath: String(cString: file))
  }
}
