#!/usr/bin/env bash
# A bundled model's own recipe, run again, makes the file that is bundled, byte for byte: the
# smallest model here, all of them with --all.
set -euo pipefail
cd "$(dirname "$0")/../.."

swift build -c release --product latent 2>&1 | tail -n 1
latent=$PWD/.build/release/latent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

again() {  # model, bundled file
  local command
  command=$("$latent" info "$1" --json | python3 -c '
import json, sys
print(json.load(sys.stdin)["provenance"]["command"])')
  echo "$command"
  # The recipe begins with the tool'"'"'s name and holds plain words only.
  (cd "$work" && eval "$latent ${command#latent } --quiet -o $1.safetensors")
  cmp "$work/$1.safetensors" "$2"
  echo "$1: the same bytes as the bundled model"
}

resources=Sources/LatentGallery/Resources
models=(fashion)
if [ "${1:-}" = --all ]; then
  models=()
  for file in "$resources"/*/model.safetensors; do models+=("$(basename "$(dirname "$file")")"); done
fi
for model in "${models[@]}"; do
  again "$model" "$resources/$model/model.safetensors"
done
