#!/usr/bin/env bash
# The tests run clean under the thread sanitizer, and the kernels under the undefined-behaviour
# sanitizer (which Swift's compiler does not offer on Linux; its own checks trap instead).
set -euo pipefail
cd "$(dirname "$0")/../.."

build=$(mktemp -d)
trap 'rm -rf "$build"' EXIT

kernels=Sources/CLatentKernels
clang -O1 -g -fsanitize=undefined -fno-sanitize-recover=all -I "$kernels/include" \
  .ci/checks/arm64/digest.c "$kernels"/*.c -lm -o "$build/digest"
for isa in portable avx2 avx512; do
  # An instruction set that the machine lacks ends with status 1 and a message of ours.
  if ! LATENTS_ISA=$isa "$build/digest" > /dev/null 2> "$build/message"; then
    if grep -q 'runtime error:' "$build/message"; then
      cat "$build/message" >&2
      exit 1
    fi
    echo "undefined behaviour, $isa: not on this machine"
  else
    echo "undefined behaviour, $isa: none"
  fi
done

export TSAN_OPTIONS="suppressions=$PWD/.ci/checks/thread-sanitizer.txt"
# Left out: commands, which are processes of their own, and the gallery and its guides, whose bundled
# models take long under the sanitizer; the other tests reach all they do. The matrix of machines
# repeats one work for each instruction set.
if ! swift test -c release --disable-testable-imports --sanitize=thread \
  --scratch-path .build/thread \
  --skip LatentCLITests --skip LatentGalleryTests --skip SameBits > "$build/log" 2>&1 ||
  grep -q 'WARNING: ThreadSanitizer' "$build/log"; then
  grep -E -A 30 'WARNING: ThreadSanitizer|error:|✘' "$build/log" | head -n 100
  exit 1
fi
grep -E 'Test run with' "$build/log" | sed 's/^/threads: /'
