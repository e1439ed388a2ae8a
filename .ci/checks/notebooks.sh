# The notebooks' kernel behaves, and every notebook gives the outputs it is kept with: text byte for
# byte, pictures by pixels. Needs nothing but Python's standard library (the tests of the Jupyter
# protocol run where ipykernel is installed).
set -euo pipefail
swift format lint --strict --recursive Notebooks/Package.swift Notebooks/Sources
# The same flags as the kernel's own build, so that it is built once.
log=$(swift build -c release --package-path Notebooks --product LatentNotebooks 2>&1) \
  || { echo "$log"; exit 1; }
if grep "Notebooks/Sources/.*warning:" <<<"$log"; then exit 1; fi
export PYTHONPATH="$PWD/Notebooks/kernel"
export PYTHONDONTWRITEBYTECODE=1
timeout 900 python3 -m unittest discover -s Notebooks/kernel/tests -t Notebooks/kernel
timeout 600 python3 -m swift_latents_kernel.run --check Notebooks/*.ipynb
