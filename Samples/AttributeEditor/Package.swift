// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "AttributeEditor",
  platforms: [.macOS(.v13)],
  dependencies: [
    // In a package of your own:
    // .package(url: "URL of the repository", from: "0.1.0")
    .package(name: "swift-latents", path: "../..")
  ],
  targets: [
    .executableTarget(
      name: "AttributeEditor",
      dependencies: [
        .product(name: "Latents", package: "swift-latents"),
        .product(name: "LatentGallery", package: "swift-latents"),
      ])
  ]
)
