#!/usr/bin/env bash
# The package builds as a dependency of another one by tag, as a user's package names it.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
git clone -q . "$work/swift-latents"
git -C "$work/swift-latents" tag 9.9.9

mkdir -p "$work/client/Sources/Client"
cat > "$work/client/Package.swift" <<MANIFEST
// swift-tools-version: 6.1
import PackageDescription

let package = Package(
  name: "Client",
  platforms: [.macOS(.v13)],
  dependencies: [.package(url: "file://$work/swift-latents", from: "9.9.9")],
  targets: [
    .executableTarget(
      name: "Client", dependencies: [.product(name: "LatentSpace", package: "swift-latents")])
  ]
)
MANIFEST
cat > "$work/client/Sources/Client/main.swift" <<'PROGRAM'
import LatentSpace

let path = LatentVector([1, 0]).path(to: LatentVector([0, 1]), count: 3)
print(path.count, path[0] == LatentVector([1, 0]), path[2] == LatentVector([0, 1]))
PROGRAM
swift build -c release --package-path "$work/client" > "$work/log" 2>&1 || { cat "$work/log"; exit 1; }
test "$("$work/client/.build/release/Client")" = "3 true true"
