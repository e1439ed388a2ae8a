import Foundation

/// One thing that a notebook shows, in one form or several; the front end takes the richest it can.
public struct NotebookContents: Sendable {
  /// The forms by MIME type, such as `image/png` or `text/html`.
  public let forms: [String: Data]

  /// What is shown where nothing but text can be, such as a terminal.
  public let text: String

  /// Makes contents from forms by MIME type and a text that stands in for them.
  public init(_ forms: [String: Data], text: String) {
    self.forms = forms
    self.text = text
  }

  /// Sends the contents to the notebook.
  ///
  /// They travel inside standard output, as an escape sequence that the kernel takes out again, so
  /// what is printed before stands before: `ESC _ latents;MIME;base64;MIME;base64… ESC \`. An id
  /// travels like a form, under the name `id`.
  func show(id: String?) {
    var all = forms
    all["id"] = id.map { Data($0.utf8) }
    all["text/plain"] = Data(text.utf8)
    let fields = all.sorted { $0.key < $1.key }
      .flatMap { [$0.key, $0.value.base64EncodedString()] }
    print("\u{1b}_latents;\(fields.joined(separator: ";"))\u{1b}\\", terminator: "")
    fflush(nil)
  }
}

/// A text as it stands in HTML and SVG.
func escaped(_ text: String) -> String {
  text.replacingOccurrences(of: "&", with: "&amp;")
    .replacingOccurrences(of: "<", with: "&lt;")
    .replacingOccurrences(of: ">", with: "&gt;")
}
