#!/usr/bin/env bash
# The documents and doc comments are spelt right (British English and .ci/words.txt). With --accept the
# unknown words are put into that list.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v hunspell > /dev/null; then
  echo "spelling: skipped, because hunspell is not installed (hunspell, hunspell-en-gb)"
  exit 0
fi
python3 .ci/checks/spelling/words.py .ci/words.txt "$@"
