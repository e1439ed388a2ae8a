#!/usr/bin/env bash
# The tests run clean under the thread and the undefined-behaviour sanitizer.
set -euo pipefail
cd "$(dirname "$0")/../.."

export TSAN_OPTIONS="suppressions=$PWD/.ci/checks/thread-sanitizer.txt"
for sanitizer in thread undefined; do
  log=$(mktemp)
  # Commands are left out: they are processes of their own, and the other tests reach all they do.
  if ! swift test -c release --disable-testable-imports --sanitize="$sanitizer" \
    --scratch-path ".build/$sanitizer" --skip LatentCLITests > "$log" 2>&1 ||
    grep -qE 'WARNING: ThreadSanitizer|runtime error:' "$log"; then
    grep -E -A 30 'WARNING: ThreadSanitizer|runtime error:|error:|✘' "$log" | head -n 100
    exit 1
  fi
  grep -E 'Test run with' "$log" | sed "s/^/$sanitizer: /"
  rm -f "$log"
done
