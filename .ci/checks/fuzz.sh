#!/usr/bin/env bash
# Every reader meets arbitrary bytes for a few seconds, under libFuzzer and AddressSanitizer.
set -euo pipefail
cd "$(dirname "$0")/../.."

Tests/Fuzz/run "${FUZZ_SECONDS:-5}"
