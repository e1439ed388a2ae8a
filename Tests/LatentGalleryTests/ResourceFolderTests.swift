import Foundation
import LatentGallery
import Latents
import Testing

@Suite struct ResourceFolderTests {
  @Test("Bundled files are found in the first folder that has them, nested or not")
  func found() throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "latents-\(UInt64.random(in: .min ... .max))")
    defer { try? FileManager.default.removeItem(at: folder) }
    let places = ["one", "two", "three"].map { folder.appending(path: $0) }
    for place in places { try Files.makeFolder(place) }
    let nested = places[2].appending(path: "\(ResourceFolder.name)/Contents/Resources/Resources")
    try Files.makeFolder(nested)
    #expect(try ResourceFolder.find(in: places).path() == nested.path())
    let flat = places[1].appending(path: "\(ResourceFolder.name)/Resources")
    try Files.makeFolder(flat)
    #expect(try ResourceFolder.find(in: places).path() == flat.path())
  }

  @Test("Without them the error says what to copy and where")
  func missing() {
    let error = #expect(throws: MissingResources.self) {
      try ResourceFolder.find(in: [URL(filePath: "/nowhere/at/all")])
    }
    #expect(error?.description.contains(ResourceFolder.name) == true)
    #expect(error?.description.contains("Copy the folder") == true)
    #expect(error?.description.contains("/nowhere/at/all") == true)
  }

  @Test("The program's own folder comes first, and a file that is not there is named")
  func searched() throws {
    let program = try #require(Bundle.main.executableURL).resolvingSymlinksInPath()
    #expect(
      ResourceFolder.searchedFolders().first?.path()
        == program.deletingLastPathComponent().path())
    #expect(throws: FileError.self) { try ResourceFolder.url(of: "no such file") }
  }
}
