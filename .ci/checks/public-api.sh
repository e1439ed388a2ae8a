#!/usr/bin/env bash
# Every public symbol has a doc comment with a short abstract, and the public interface is the one that
# docs/public-api.txt lists. With --record the listing is written anew.
set -euo pipefail
cd "$(dirname "$0")/../.."

swift build -c release --product latent 2>&1 | tail -n 1
built=$(swift build -c release --show-bin-path)
target=$(swiftc -print-target-info | python3 -c 'import json, sys; print(json.load(sys.stdin)["target"]["triple"])')
graphs=$(mktemp -d)
trap 'rm -rf "$graphs"' EXIT
for module in LatentSpace LatentData LatentVAE LatentGallery; do
  swift symbolgraph-extract -module-name "$module" -target "$target" -I "$built/Modules" \
    -Xcc "-fmodule-map-file=$built/CLatentKernels.build/module.modulemap" \
    -Xcc -fmodule-map-file=Sources/CLatentsZlib/module.modulemap \
    -minimum-access-level public -skip-synthesized-members -output-dir "$graphs"
done
python3 .ci/checks/public-api/listing.py "$graphs" docs/public-api.txt "$@"
