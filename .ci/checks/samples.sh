#!/usr/bin/env bash
# Every sample builds as a package that depends on this one, runs, and writes what its README says.
set -euo pipefail
cd "$(dirname "$0")/../.."

for sample in Samples/*/; do
  name=$(basename "$sample")
  program="$PWD/${sample}.build/release/$name"
  output=$(mktemp -d)
  swift build -c release --package-path "$sample" 2>&1 | tail -n 1
  (cd "$output" && "$program") | tee "$output/printed"
  grep -qxF "$(cat "$output/printed")" <(tr '`' '\n' < "$sample/README.md")
  for picture in $(grep -oE '[a-z]+\.png' "$output/printed"); do test -s "$output/$picture"; done
  rm -rf "$output"
done
