import Foundation
import Latents

/// Something that a notebook shows in a form of its own, rather than as printed text.
///
/// A cell's last expression is shown this way too. Conform your own type by making contents from
/// the parts it is drawn with, such as a picture or a table.
public protocol NotebookDisplayable {
  /// What the notebook shows.
  var notebookContents: NotebookContents { get }
}

/// Shows a value at this point of the cell's output, in order with what is printed.
///
/// What is shown under an id takes the place of what the same cell showed under it before, so that a
/// loop can keep one picture up to date.
public func display(_ value: some NotebookDisplayable, id: String? = nil) {
  value.notebookContents.show(id: id)
}

/// Shows a picture, each pixel as a square of `scale` × `scale`.
public func display(_ picture: Picture, scale: Int) {
  display(picture.scaled(by: scale))
}

/// Shows pictures as one sheet, in rows of `columns`, left to right and top to bottom.
///
/// - Parameters:
///   - pictures: none shows nothing.
///   - columns: how many in a row, at least 1.
///   - scale: how many pixels each pixel becomes in both directions, at least 1.
public func display(_ pictures: [Picture], columns: Int = 10, scale: Int = 3) {
  if !pictures.isEmpty { display(Picture(sheet: pictures, columns: columns, scale: scale)) }
}

/// Shows markdown, in place of what the cell showed under the same id.
public func display(markdown: String, id: String? = nil) {
  NotebookContents(["text/markdown": Data(markdown.utf8)], text: markdown).show(id: id)
}

/// Shows a drawing given as SVG, in place of what the cell showed under the same id.
public func display(svg: String, text: String = "drawing", id: String? = nil) {
  NotebookContents(["image/svg+xml": Data(svg.utf8)], text: text).show(id: id)
}

extension Picture: NotebookDisplayable {
  /// The picture as PNG; as text its size and kind.
  public var notebookContents: NotebookContents {
    NotebookContents(["image/png": Data(PNG.encode(self))], text: "picture, \(self)")
  }
}

extension AnimatedPicture: NotebookDisplayable {
  /// The animation as PNG, which browsers play; as text its first frame's size and kind.
  public var notebookContents: NotebookContents {
    NotebookContents(
      ["image/png": Data(PNG.encode(self))], text: "animation, \(frames.count) × \(frames[0])")
  }
}
