#!/usr/bin/env bash
# The kernels compute the same bits with every instruction set: on this machine, and cross-compiled
# for arm64 under an emulator where it is installed (libc6-dev-arm64-cross, libgcc-12-dev-arm64-cross,
# qemu-user).
set -euo pipefail
cd "$(dirname "$0")/../.."

kernels=Sources/CLatentKernels
build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT
sources=(.ci/checks/arm64/digest.c "$kernels"/*.c)

clang -O2 -I "$kernels/include" "${sources[@]}" -lm -o "$build/digest"
LATENTS_ISA=portable "$build/digest" | tee "$build/expected"

compare() {  # name, command…
  local name=$1
  shift
  if diff "$build/expected" <("$@"); then
    echo "$name: the same bits"
  else
    echo "$name differs from the portable kernels" >&2
    exit 1
  fi
}

for isa in avx2 avx512 neon; do
  if LATENTS_ISA=$isa "$build/digest" > /dev/null 2>&1; then
    compare "$isa" env LATENTS_ISA=$isa "$build/digest"
  else
    echo "$isa: not on this machine"
  fi
done

if ! command -v qemu-aarch64 > /dev/null || ! [ -d /usr/aarch64-linux-gnu/include ]; then
  echo "arm64: skipped, because the cross-compiler's files or the emulator are not installed"
  exit 0
fi
clang --target=aarch64-linux-gnu -fuse-ld=lld -O2 -I "$kernels/include" "${sources[@]}" -lm \
  -o "$build/digest-arm64"
for isa in portable neon; do
  compare "arm64, $isa" env LATENTS_ISA=$isa qemu-aarch64 -L /usr/aarch64-linux-gnu \
    "$build/digest-arm64"
done
