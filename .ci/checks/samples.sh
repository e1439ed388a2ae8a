#!/usr/bin/env bash
# Every sample builds as a package that depends on this one, and prints and draws what its README and
# its output folder show. `--record` writes these anew, after a change of the bundled models.
set -euo pipefail
cd "$(dirname "$0")/../.."

# All packages build into the folder of this one. What the library is compiled with is the same for
# each, so it is compiled once, or not at all after the tests. A plan that is kept there would be taken
# for that of any package, and so each is planned anew.
for sample in Samples/*/; do
  log=$(swift build -c release --package-path "$sample" --scratch-path .build \
    --disable-build-manifest-caching 2>&1) \
    || { echo "$log"; exit 1; }
  if grep "Samples/.*warning:" <<<"$log"; then exit 1; fi
done
export PYTHONPATH="$PWD/Notebooks/kernel"
export PYTHONDONTWRITEBYTECODE=1
timeout 600 python3 .ci/checks/samples/run.py "$@"
