#!/usr/bin/env bash
# The explorer in a real browser: a page of every bundled model, and of models with every kind of
# layer, opened in Chromium; its pixels against the library's, and its controls.
set -euo pipefail
cd "$(dirname "$0")/../.."

if ! command -v chromium > /dev/null; then
  apt-get update -q > /dev/null
  DEBIAN_FRONTEND=noninteractive apt-get install -y -q chromium > /dev/null
fi
swift build -c release --product latent 2>&1 | tail -n 1
latent=$PWD/.build/release/latent
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/python"
"$work/python/bin/pip" install --quiet --disable-pip-version-check playwright==1.65.2

mkdir "$work/pages"
for model in $("$latent" models --json | python3 -c '
import json, sys
for line in sys.stdin: print(json.loads(line)["name"])'); do
  "$latent" explore "$model" -o "$work/pages/$model.html"
done
for script in .ci/checks/explorer/*.py; do
  echo "--- $(basename "$script" .py)"
  "$work/python/bin/python" "$script" "$latent" "$work/pages"
done
