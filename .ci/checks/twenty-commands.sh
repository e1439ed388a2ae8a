#!/usr/bin/env bash
# A day's work with the tool: every command once, in the order in which a user comes to them, over
# bundled data. What each one writes is looked at; mistakes end with the right status and words.
set -euo pipefail
cd "$(dirname "$0")/../.."

if [ -z "${LATENT:-}" ]; then
  swift build -c release --product latent 2>&1 | tail -n 1
  LATENT="$(swift build -c release --show-bin-path)/latent"
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
count=0

fail() {
  echo "twenty-commands: $1" >&2
  exit 1
}

# Runs a command that must succeed and say nothing on standard error.
run() {
  count=$((count + 1))
  "$LATENT" "$@" > output 2> errors || fail "'latent $*' failed: $(cat errors)"
  if grep -qiE 'nan|fatal|warning' errors; then fail "'latent $*' says: $(cat errors)"; fi
}

# The command's words on standard output contain these.
says() { grep -qF -- "$1" output || fail "'$1' is not in the output: $(head -c 500 output)"; }

# A file is a whole PNG of more than one colour's worth of bytes.
png() {
  for file in "$@"; do
    [ "$(head -c 8 "$file" | od -An -tx1 | tr -d ' \n')" = 89504e470d0a1a0a ] \
      || fail "$file is no PNG."
    [ "$(tail -c 8 "$file" | head -c 4)" = IEND ] || fail "$file is cut off."
    [ "$(wc -c < "$file")" -gt 300 ] || fail "$file shows nothing."
  done
}

# A command that must fail with a status and words, and write nothing.
refuses() {
  local status=$1 words=$2
  shift 2
  local found=0
  "$LATENT" "$@" > output 2> errors || found=$?
  [ "$found" = "$status" ] || fail "'latent $*' ended with $found, not $status."
  grep -qF -- "$words" errors || fail "'latent $*' says: $(cat errors)"
  [ ! -s output ] || fail "'latent $*' failed and printed a result."
  [ ! -e refused.png ] || fail "'latent $*' failed and left a file."
}

# --- Look around
run models
says "avatars"
run datasets animals -o animals --count 1000 --quiet
[ -d animals ] || fail "No folder of animals."
run info fashion --json
says '"command":"latent train fashion'

# --- Make pictures
run morph avatars avatars:3 avatars:8 --count 5 -o morph.png
run sample fashion --count 9 --seed 7 -o sample.png
run reconstruct fashion fashion:6000-6007 -o reconstructions.png
run grid avatars avatars:3 avatars:8 avatars:12 avatars:17 -o grid.png
run traverse fashion fashion:12 --dimensions 0,1,2 -o traverse.png
png morph.png sample.png reconstructions.png grid.png traverse.png

# --- Vectors in files
run encode fashion fashion:0-9 -o codes.csv
[ "$(wc -l < codes.csv)" -ge 10 ] || fail "Not ten codes."
run decode fashion codes.csv -o decoded.png
png decoded.png

# --- Attributes
run attribute fit avatars avatars smiling -o smiling.json
says "held out"
"$LATENT" attribute fit avatars avatars glasses -o glasses.json --quiet
run attribute compare smiling.json glasses.json
says "1.00"
run attribute score avatars smiling.json avatars:62 avatars:8
run edit avatars avatars:8 "smiling*1.5 - glasses" -o edit.png
run analogy avatars avatars:1 avatars:2 avatars:3 -o analogy.png
png edit.png analogy.png

# --- What a data set looks like from inside
run neighbors fashion fashion fashion:12 -o near.png
run map fashion fashion --count 200 -o map.svg
grep -q '</svg>' map.svg || fail "The map is cut off."
run discover fashion fashion fashion:5 --count 3 -o directions.png
png near.png directions.png

# --- A model of one's own, and what it is worth
run train animals --architecture dense --hidden 32 --latent 4 --epochs 3 --validation 0.2 \
  --curve curve.svg --json -o mine.safetensors
says '"epoch":3'
cp output training.jsonl
grep -q 'validation' curve.svg || fail "The curve has no validation line."
run evaluate mine.safetensors animals --samples 20 --draws 2 --json
says '"importanceWeightedBound"'
run attribute evaluate mine.safetensors animals class=dog --samples 10
says "raised"
run card mine.safetensors animals --samples 20 -o cards
png cards/mine-*.png
grep -q '^## What it is not good for' cards/mine.md || fail "The card says no limits."
run report mine.safetensors animals --samples 20 --points 24 --training training.jsonl -o report.html
grep -q '</html>' report.html || fail "The report is cut off."
run explore mine.safetensors animals -o explorer.html
grep -q '</html>' explorer.html || fail "The explorer is cut off."

# --- Again, and by heart
run replay morph.png
run completion bash
says "complete"

# --- Mistakes
refuses 1 "did you mean 'avatars'?" sample avatar -o refused.png
refuses 2 "--count needs a whole number" sample fashion --count many -o refused.png
refuses 1 "there is no such file" decode fashion gone.npy -o refused.png
printf 'PK\003\004 no model' > hostile.safetensors
refuses 1 "hostile.safetensors" sample hostile.safetensors -o refused.png
refuses 1 "no attribute 'smile'" attribute fit avatars avatars smile -o refused.png

[ "$count" -ge 20 ] || fail "Only $count commands ran."
echo "twenty-commands: $count commands, every output looked at"
