import LatentData
import LatentExplorerPage

/// The explorer as one file: page, style, scripts, content and weights.
package struct ExplorerDocument: Sendable {
  package var title: String
  package var content: JSONValue
  /// Base64.
  package var weights: String

  package init(title: String, content: JSONValue, weights: String) {
    self.title = title
    self.content = content
    self.weights = weights
  }

  /// The whole page.
  package var html: String {
    let (engine, app) = (Self.script(ExplorerPage.engine), Self.script(ExplorerPage.app))
    return Self.filled(
      ExplorerPage.html,
      [
        "title": escaped(title), "policy": Self.policy(scripts: [engine, app]),
        "style": ExplorerPage.style, "content": Self.inert(content), "weights": weights,
        "engine": engine, "app": app,
      ])
  }

  /// A page's text with `{{name}}` replaced by the part of that name; parts are taken as they are.
  package static func filled(_ page: String, _ parts: [String: String]) -> String {
    var result = ""
    var rest = page[...]
    while let open = rest.firstRange(of: "{{"),
      let close = rest[open.upperBound...].firstRange(of: "}}")
    {
      let name = String(rest[open.upperBound..<close.lowerBound])
      result += rest[..<open.lowerBound]
      result += parts[name] ?? String(rest[open.lowerBound..<close.upperBound])
      rest = rest[close.upperBound...]
    }
    return result + rest
  }

  /// JSON that can stand in a script element: no `<` in it, so no text of it can end the element.
  package static func inert(_ value: JSONValue) -> String {
    value.text.replacing("<", with: "\\u003c")
  }

  /// A script as the browser hashes it: what stands between the tags.
  private static func script(_ text: String) -> String { "\n" + text }

  /// What the browser lets the page do: run these very scripts, and load nothing from anywhere.
  ///
  /// Should text from data ever get out of its place, the browser would still not run it.
  private static func policy(scripts: [String]) -> String {
    let hashes = scripts.map { script in
      "'sha256-\(Base64.encode(Self.bytes(ofHexadecimal: SHA256.hash(of: Array(script.utf8)))))'"
    }
    return "default-src 'none'; script-src \(hashes.joined(separator: " ")) 'wasm-unsafe-eval'; "
      + "style-src 'unsafe-inline'; img-src data: blob:; base-uri 'none'; form-action 'none'"
  }

  private static func bytes(ofHexadecimal text: String) -> [UInt8] {
    let digits = text.compactMap { $0.hexDigitValue.map(UInt8.init) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
  }
}
