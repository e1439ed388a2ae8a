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

  /// What the page does when it is used: the parts in the order of their use, as one script whose
  /// names are its own.
  package static var app: String {
    let parts = [
      PackageResources.basics_js, PackageResources.vectors_js, PackageResources.content_js,
      PackageResources.state_js, PackageResources.painting_js, PackageResources.gestures_js,
      PackageResources.picker_js, PackageResources.choice_js, PackageResources.stage_js,
      PackageResources.slider_js, PackageResources.sliders_js, PackageResources.colors_js,
      PackageResources.places_js, PackageResources.mapview_js, PackageResources.mapdrawing_js,
      PackageResources.map_js, PackageResources.pad_js, PackageResources.morph_js,
      PackageResources.analogy_js, PackageResources.start_js, PackageResources.png_js,
      PackageResources.save_js, PackageResources.link_js, PackageResources.first_js,
      PackageResources.app_js,
    ]
    return "(() => {\n\"use strict\";\n" + parts.map(text).joined(separator: "\n") + "\n})();\n"
  }

  private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
