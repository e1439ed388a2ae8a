#!/usr/bin/env bash
# Debug and release builds, one thread and seven, compute the same bits: a model trained for one
# epoch and pictures made from it are compared byte for byte.
set -euo pipefail
cd "$(dirname "$0")/../.."

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
swift build --product latent --scratch-path "$work/debug" 2>&1 | tail -n 1
swift build -c release --product latent 2>&1 | tail -n 1

# The first 640 pictures of the bundled clothes, as a file of their own.
.build/release/latent encode fashion fashion:0-639 -o "$work/codes.npy"

run() {  # folder, latent, threads
  mkdir "$work/$1"
  (
    cd "$work/$1"
    export LATENTS_THREADS=$3
    "$2" train ../codes.npy --architecture dense --hidden 32 --latent 4 --likelihood normal \
      --epochs 2 --mixture 3 --seed 5 --quiet -o model.safetensors
    "$2" sample fashion --count 4 --seed 3 --quiet -o sample.png
    "$2" reconstruct avatars avatars:0-1 --quiet -o reconstruction.png
  )
}
run release-1 "$PWD/.build/release/latent" 1
run release-7 "$PWD/.build/release/latent" 7
run debug-2 "$work/debug/debug/latent" 2
for other in release-7 debug-2; do
  for file in model.safetensors sample.png reconstruction.png; do
    cmp "$work/release-1/$file" "$work/$other/$file"
  done
  echo "$other: the same bytes as release-1"
done
