import Foundation
import Testing

/// What makes bits depend on the machine is not in the sources: functions of the system's library of
/// mathematics, sums whose order somebody else chooses, and flags that let a compiler change order.
@Suite("Sources of numerical code")
struct NumericalSourceTests {
  private static let root = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// The lines of all sources under a folder with a file extension, without comments and texts.
  private static func lines(
    of target: String, _ kinds: Set<String>
  ) -> [(place: String, text: String)] {
    let folder = root.appending(path: "Sources/\(target)")
    let paths =
      FileManager.default.enumerator(atPath: folder.path)?.compactMap { $0 as? String } ?? []
    let wanted = paths.sorted().filter { kinds.contains(($0 as NSString).pathExtension) }
    return wanted.flatMap { path in
      let text =
        (try? String(contentsOf: folder.appending(path: path), encoding: .utf8)) ?? ""
      return text.components(separatedBy: "\n").enumerated().map { number, line in
        ("\(target)/\(path):\(number + 1)", bare(line))
      }
    }
  }

  private static func bare(_ line: String) -> String {
    let code = line.components(separatedBy: "//")[0]
    return code.replacing(#/"[^"]*"/#, with: "\"\"")
  }

  private static let swiftTargets = ["LatentSpace", "LatentData", "LatentVAE", "LatentGallery"]

  /// Names after a dot are members, such as those of `Elementary` and `Kernels`.
  private nonisolated(unsafe) static let libm =
    #/(^|[^.\w])(exp|exp2|expm1|log|log2|log10|log1p|pow|sin|cos|tan|sincos|asin|acos|atan|atan2|sinh|cosh|tanh|erf|erfc|tgamma|lgamma|cbrt|hypot|fmod|remainder)f?l?\(/#

  @Test func noFunctionOfTheSystemsMathematicsIsCalled() {
    var seen = 0
    for target in Self.swiftTargets {
      for (place, line) in Self.lines(of: target, ["swift"]) {
        seen += 1
        if line.contains("func ") { continue }
        #expect(line.firstMatch(of: Self.libm) == nil, "\(place): \(line)")
        #expect(!line.contains("Foundation.exp") && !line.contains("Foundation.log"), "\(place)")
      }
    }
    for (place, line) in Self.lines(of: "CLatentKernels", ["c", "h"]) {
      seen += 1
      #expect(line.firstMatch(of: Self.libm) == nil, "\(place): \(line)")
      #expect(!line.contains("math.h") || line.contains("fma"), "\(place): \(line)")
    }
    // The search itself works: it has read the sources, and finds what it looks for.
    #expect(seen > 10_000)
    #expect("let x = exp(y)".firstMatch(of: Self.libm) != nil)
    #expect("x = -logf(y);".firstMatch(of: Self.libm) != nil)
    #expect("let x = Elementary.exp(y)".firstMatch(of: Self.libm) == nil)
  }

  @Test(arguments: [
    "vDSP", "Accelerate", "cblas", "wrappedSum", "#pragma omp", "ffast-math", "fast-math",
    "__builtin_reduce_add", "reassociate", "FP_CONTRACT ON", "FP_CONTRACT FAST",
  ])
  func noSumWhoseOrderIsNotOurs(words: String) {
    for target in Self.swiftTargets + ["CLatentKernels"] {
      for (place, line) in Self.lines(of: target, ["swift", "c", "h"]) {
        #expect(!line.contains(words), "\(place): \(line)")
      }
    }
  }

  @Test func threadsAreStartedInTwoPlaces() {
    for target in Self.swiftTargets {
      for (place, line) in Self.lines(of: target, ["swift"])
      where line.contains("concurrentPerform") || line.contains("Thread(") {
        // The second reads and draws whole samples side by side and computes nothing across them.
        let allowed = ["LatentSpace/Numerics/Threads.swift", "LatentData/Files/ParallelMap.swift"]
        #expect(allowed.contains { place.hasPrefix($0) }, "\(place): \(line)")
      }
    }
  }

  @Test func everyCFileForbidsContraction() throws {
    let folder = Self.root.appending(path: "Sources/CLatentKernels")
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix(".c") }
    #expect(names.count > 5)
    for name in names {
      let text = try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(text.hasPrefix("#pragma STDC FP_CONTRACT OFF"), "\(name)")
    }
  }
}
