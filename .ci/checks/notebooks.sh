# The notebooks' kernel behaves, and every notebook gives the outputs it is kept with: text byte for
# byte, pictures by pixels. Needs nothing but Python's standard library (the tests of the Jupyter
# protocol run where ipykernel is installed).
set -euo pipefail
swift format lint --strict --recursive Notebooks/Package.swift Notebooks/Sources
swift build -c release --package-path Notebooks --product LatentNotebooks \
  -Xswiftc -warnings-as-errors 2>&1 | tail -n 1
export PYTHONPATH="$PWD/Notebooks/kernel"
export PYTHONDONTWRITEBYTECODE=1
timeout 600 python3 -m unittest discover -s Notebooks/kernel/tests -t Notebooks/kernel
timeout 300 python3 -m swift_latents_kernel.run --check Notebooks/*.ipynb
