# Every sample builds as a package that depends on this one, runs, and writes what its README says.
set -euo pipefail
for sample in Samples/*/; do
  name=$(basename "$sample")
  echo "$name"
  output=$(mktemp -d)
  swift build -c release --package-path "$sample" 2>&1 | tail -n 1
  (cd "$output" && "$OLDPWD/$sample.build/release/$name")
  rm -rf "$output"
done
