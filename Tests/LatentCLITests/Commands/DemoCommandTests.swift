import Foundation
import LatentCLI
import LatentData
import LatentGallery
import Testing

@Suite struct DemoCommandTests {
  @Test func `Every command of the tour can be run and writes its picture`() throws {
    for step in DemoTour.steps {
      for words in step.commands {
        guard case .run(let command, let rest) = try Program.latent.action(for: words) else {
          Issue.record("\(words) is no command.")
          continue
        }
        _ = try ArgumentParser.parse(rest, for: command)
        #expect(words.contains(step.model))
      }
      #expect(step.commands.last?.last == step.file)
    }
    #expect(Set(DemoTour.steps.map(\.file)).count == DemoTour.steps.count)
  }

  @Test func `The page shows every picture with its command, which makes it again`() throws {
    try withTemporaryFolder { folder in
      let outcome = try LatentTool.run(["demo", "-o", "tour", "--quiet"], in: folder)
      #expect(outcome.status == 0, "\(outcome.errors)")
      #expect(outcome.errors.isEmpty)
      let page = String(decoding: try TinyWorld.bytes("tour/index.html", in: folder), as: UTF8.self)
      let names = try TinyWorld.names(in: folder + "/tour").filter { $0.hasSuffix(".png") }
      #expect(names.count >= 4)
      for name in names {
        let contents = try TinyWorld.picture("tour/" + name, in: folder)
        let recipe = try JSONValue(Array((contents.text[Recipe.keyword] ?? "").utf8)[...])
        let command = try #require(recipe["command"]?.string)
        #expect(page.contains("src=\"\(name)\""))
        #expect(page.contains(command.replacingOccurrences(of: "'", with: "&#39;")))
        #expect(page.contains("width=\"\(contents.picture.width)\""))
      }
      let recipe = try TinyWorld.picture("tour/morph.png", in: folder).text[Recipe.keyword]
      let words = try JSONValue(Array((recipe ?? "").utf8)[...])["arguments"]?.array ?? []
      try #require(LatentTool.run(words.compactMap(\.string), in: folder).status == 0)
      #expect(
        try TinyWorld.bytes("morph.png", in: folder)
          == TinyWorld.bytes("tour/morph.png", in: folder))
    }
  }

  @Test func `A file in the place of the folder is refused`() throws {
    try withTemporaryFolder { folder in
      try Data().write(to: URL(fileURLWithPath: folder + "/tour"))
      let outcome = try LatentTool.run(["demo", "-o", "tour"], in: folder)
      #expect(outcome.status == 1)
      #expect(
        outcome.errors == "latent: 'tour' is a file, not a folder; choose another name with -o.\n")
    }
  }
}
