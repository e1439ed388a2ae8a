#!/usr/bin/env bash
# Training that is killed twenty times and resumed ends in the same bytes; a full disk, Ctrl-C and two
# writers of one file leave no partial file and the right exit status.
set -euo pipefail
cd "$(dirname "$0")/../.."

swift build -c release --product latent 2>&1 | tail -n 1
latent="$PWD/.build/release/latent"
work=$(mktemp -d)
cleanup() {
  if mountpoint -q "$work/small"; then umount "$work/small"; fi
  rm -rf "$work"
}
trap cleanup EXIT
cd "$work"

fail() {
  echo "$1" >&2
  exit 1
}

# --- Killed twenty times
"$latent" encode fashion fashion:0-639 --quiet -o codes.npy
train=("$latent" train codes.npy --architecture dense --hidden 64 --latent 8 --likelihood normal
  --epochs 1500 --batch 32 --validation 0.1 --seed 5 --quiet)
"${train[@]}" -o whole.safetensors
RANDOM=7
killed=0
for _ in $(seq 200); do
  "${train[@]}" --resume -o killed.safetensors &
  pid=$!
  sleep "0.$((RANDOM % 30 + 10))"
  if kill -KILL "$pid" 2> /dev/null; then killed=$((killed + 1)); fi
  wait "$pid" 2> /dev/null || true
  if [ -f killed.safetensors ] || [ "$killed" -ge 20 ]; then break; fi
done
"${train[@]}" --resume -o killed.safetensors
cmp whole.safetensors killed.safetensors
[ ! -e killed.safetensors.checkpoint ] || fail "The checkpoint was left behind."
echo "killed $killed times: the same bytes"

# --- Ctrl-C
"$latent" train fashion --epochs 500 --seed 5 --quiet -o stopped.safetensors &
pid=$!
sleep 2
kill -INT "$pid"
status=0
wait "$pid" || status=$?
[ "$status" = 130 ] || fail "Ctrl-C ended with status $status instead of 130."
[ ! -e stopped.safetensors ] || fail "Ctrl-C left a partial model."
echo "interrupted: status 130, no partial file"

# --- A full disk
mkdir small
if mount -t tmpfs -o size=64k tmpfs small 2> /dev/null; then
  status=0
  "$latent" sample avatars --count 64 --seed 1 --quiet -o small/faces.png 2> message || status=$?
  [ "$status" = 1 ] || fail "A full disk ended with status $status instead of 1."
  [ -z "$(ls -A small)" ] || fail "A full disk left a partial file."
  echo "full disk: $(cat message)"
else
  echo "full disk: skipped, because nothing may be mounted here"
fi

# --- An input that is not there, and two writers of one file
status=0
"$latent" reconstruct fashion gone.png --quiet -o x.png 2> message || status=$?
[ "$status" = 1 ] && [ ! -e x.png ] || fail "A missing input ended with status $status."
mkdir writers && cd writers
for seed in 1 2 1 2 1 2; do
  "$latent" sample fashion --count 4 --seed "$seed" --quiet -o shared.png &
done
wait
for seed in 1 2; do
  mkdir "seed-$seed"
  (cd "seed-$seed" && "$latent" sample fashion --count 4 --seed "$seed" --quiet -o shared.png)
done
cmp -s shared.png seed-1/shared.png || cmp -s shared.png seed-2/shared.png ||
  fail "Two writers mixed their bytes."
[ -z "$(find . -name '*.tmp*')" ] || fail "Temporary files were left behind."
echo "two writers: one of them won"
