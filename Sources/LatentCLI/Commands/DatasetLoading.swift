import Foundation
import LatentData
import LatentGallery
import Latents

extension LoadedDataset {
  /// Reads DATA of the command line: a bundled data set, a folder or a file.
  init(named name: String, fitting pictureShape: Tensor.Shape? = nil) throws {
    if FileKind(of: name) == .missing {
      guard let entry = Gallery.entry(named: name) else {
        throw Failure(
          "there is no data set '\(name)', neither bundled nor a folder or file"
            + suggestion(for: name, in: Gallery.all.map(\.name))
            + " 'latent datasets' lists the bundled ones.")
      }
      self = .pictures(try entry.dataset())
    } else {
      try self.init(contentsOf: URL(filePath: name), fitting: pictureShape)
    }
  }
}
