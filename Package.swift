// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "swift-latents",
  platforms: [.macOS(.v13), .iOS(.v16)],
  products: [
    .library(name: "Latents", targets: ["Latents"]),
    .library(name: "LatentSpace", targets: ["LatentSpace"]),
    .library(name: "LatentGallery", targets: ["LatentGallery"]),
    .executable(name: "latent", targets: ["LatentCLI"]),
  ],
  targets: [
    // MARK: - Libraries, from the bottom up
    .target(
      name: "CLatentKernels",
      // The portable kernels call fma, which is in the library of mathematics on Linux.
      linkerSettings: [.linkedLibrary("m", .when(platforms: [.linux]))]),
    .target(name: "LatentSpace", dependencies: ["CLatentKernels"]),
    .systemLibrary(
      name: "CLatentsZlib",
      providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "LatentData", dependencies: ["LatentSpace", "CLatentsZlib"]),
    .target(name: "LatentVAE", dependencies: ["LatentData"]),
    .target(name: "Latents", dependencies: ["LatentSpace", "LatentData", "LatentVAE"]),
    .target(
      name: "LatentGallery", dependencies: ["Latents"],
      resources: [.copy("Resources")]),

    // MARK: - Tools
    // The explorer's page is a target of its own: its bytes, embedded as an array literal, take the
    // compiler long, and so it compiles them only when the page changes.
    .target(
      name: "LatentExplorerPage", path: "Sources/LatentCLI/Explorer/Page",
      resources: [
        .embedInCode("page.html"), .embedInCode("style.css"), .embedInCode("kernels.js"),
        .embedInCode("layers.js"), .embedInCode("random.js"), .embedInCode("engine.js"),
        .embedInCode("basics.js"), .embedInCode("vectors.js"), .embedInCode("content.js"),
        .embedInCode("state.js"), .embedInCode("painting.js"), .embedInCode("gestures.js"),
        .embedInCode("picker.js"), .embedInCode("choice.js"), .embedInCode("stage.js"),
        .embedInCode("slider.js"), .embedInCode("sliders.js"), .embedInCode("colors.js"),
        .embedInCode("places.js"), .embedInCode("mapview.js"), .embedInCode("mapdrawing.js"),
        .embedInCode("map.js"), .embedInCode("pad.js"), .embedInCode("morph.js"),
        .embedInCode("analogy.js"), .embedInCode("start.js"), .embedInCode("png.js"),
        .embedInCode("save.js"), .embedInCode("link.js"), .embedInCode("first.js"),
        .embedInCode("app.js"),
      ]),
    .executableTarget(
      name: "LatentCLI", dependencies: ["LatentGallery", "LatentExplorerPage"],
      exclude: ["Explorer/Page"]),
    .executableTarget(name: "LatentBenchmarks", dependencies: ["LatentGallery"]),

    // MARK: - Tests
    .testTarget(name: "LatentSpaceTests", dependencies: ["LatentSpace", "CLatentKernels"]),
    .testTarget(name: "LatentDataTests", dependencies: ["LatentData"]),
    .testTarget(name: "LatentVAETests", dependencies: ["LatentVAE"], resources: [.copy("Golden")]),
    .testTarget(
      name: "LatentGalleryTests", dependencies: ["LatentGallery"], resources: [.copy("Golden")]),
    .testTarget(
      name: "LatentCLITests", dependencies: ["LatentCLI", "LatentExplorerPage"]),
  ],
  swiftLanguageModes: [.v6]
)
