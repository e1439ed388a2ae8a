/// The parts of the explorer's page, as they lie beside this file.
package enum ExplorerPage {
  /// The page itself, with places such as `{{style}}` for what goes into it.
  package static var html: String { text(PackageResources.page_html) }

  /// The style sheet.
  package static var style: String { text(PackageResources.style_css) }

  /// The model's forward pass and the random numbers, one script of four files.
  package static var engine: String {
    [
      PackageResources.kernels_js, PackageResources.layers_js, PackageResources.random_js,
      PackageResources.engine_js,
    ].map(text).joined(separator: "\n")
  }

  /// What the page does when it is used.
  package static var app: String { text(PackageResources.app_js) }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
