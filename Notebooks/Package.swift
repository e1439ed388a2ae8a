// swift-tools-version: 6.1
import PackageDescription

// What every notebook cell links: the library and its gallery with `display`, as one dynamic
// library, because cells are loaded into a running process one after the other.
let package = Package(
  name: "notebooks",
  platforms: [.macOS(.v13)],
  products: [
    .library(name: "LatentNotebooks", type: .dynamic, targets: ["LatentNotebooks"])
  ],
  dependencies: [.package(name: "swift-latents", path: "..")],
  targets: [
    .target(
      name: "LatentNotebooks",
      dependencies: [
        .product(name: "Latents", package: "swift-latents"),
        .product(name: "LatentGallery", package: "swift-latents"),
      ])
  ],
  swiftLanguageModes: [.v6]
)
