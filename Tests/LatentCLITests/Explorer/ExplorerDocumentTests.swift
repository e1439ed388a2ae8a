import Foundation
import LatentCLI
import LatentData
import LatentExplorerPage
import Testing

/// The page as one file, and what it lets the browser do.
@Suite struct ExplorerDocumentTests {
  private static let hostile = "</script><script>alert(1)</script><!-- {{app}} & \"'"

  private static var html: String {
    ExplorerDocument(
      title: hostile, content: .object([hostile: .string(hostile)]), weights: "AAAA"
    ).html
  }

  /// What stands between `open` and the `close` that follows it, each time.
  private static func parts(_ html: String, _ open: String, _ close: String) -> [String] {
    html.components(separatedBy: open).dropFirst().map {
      $0.components(separatedBy: close)[0]
    }
  }

  @Test func `Places are filled once, and what fills them is left alone`() {
    #expect(
      ExplorerDocument.filled("a{{x}}b{{y}}{{x}}{{", ["x": "{{y}}", "y": "$&"])
        == "a{{y}}b$&{{y}}{{")
    #expect(ExplorerDocument.filled("{{none}}", ["x": "1"]) == "{{none}}")
  }

  @Test func `Every part has its place in the page`() {
    for name in ["title", "policy", "style", "content", "weights", "engine", "app"] {
      #expect(ExplorerPage.html.contains("{{\(name)}}"), "\(name)")
    }
  }

  @Test func `Hostile names stay text`() throws {
    let html = Self.html
    let content = try #require(Self.parts(html, "id=\"latent-content\">", "</script>").first)
    #expect(!content.contains("<"))
    // Read back, it is the same text.
    #expect(try JSONValue(Array(content.utf8)[...])[Self.hostile] == .string(Self.hostile))
    let title = try #require(Self.parts(html, "<title>", "</title>").first)
    #expect(
      title
        == "&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;!-- {{app}} &amp; &quot;&#39;")
    #expect(!html.contains("<script>alert"))
  }

  @Test func `The browser is told the hashes of the page's own two scripts`() throws {
    let html = Self.html
    let scripts = Self.parts(html, "<script>", "</script>")
    #expect(scripts.count == 2)
    let policy = try #require(
      Self.parts(html, "http-equiv=\"Content-Security-Policy\" content=\"", "\"").first)
    for script in scripts {
      let digest = SHA256.hash(of: Array(script.utf8))
      let bytes = stride(from: 0, to: digest.count, by: 2).map { start in
        UInt8(digest.dropFirst(start).prefix(2), radix: 16)!
      }
      #expect(policy.contains("'sha256-\(Data(bytes).base64EncodedString())'"))
    }
    #expect(policy.hasPrefix("default-src 'none'; script-src 'sha256-"))
    #expect(!policy.contains("http") && !policy.contains("script-src 'unsafe-inline'"))
  }

  @Test func `Nothing in the page's own parts ends an element or asks for another address`() {
    for script in [ExplorerPage.engine, ExplorerPage.app] {
      #expect(!script.isEmpty && !script.lowercased().contains("</script"))
      #expect(!script.contains("<!--"))
      for word in ["fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "importScripts", "eval("]
      {
        #expect(!script.contains(word), "\(word)")
      }
    }
    #expect(!ExplorerPage.style.contains("</") && !ExplorerPage.style.contains("@import"))
    #expect(!ExplorerPage.html.contains("src=") && !ExplorerPage.style.contains("url(http"))
  }
}
