#!/usr/bin/env python3
"""Compares the operations of LatentBenchmarks with NumPy, SciPy and scikit-learn.

    swift build -c release --product LatentBenchmarks
    python3 Tests/Benchmarks/compare_operations.py --threads 1

Both sides take turns, round by round, on the same machine with the same number of threads; the
figure is the ratio of the medians, or with --best of the shortest rounds, which say more on a machine
that has other work. Needs numpy, scipy and scikit-learn.
"""

import argparse
import os
import statistics
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", type=Path,
                        default=HERE.parent.parent / ".build" / "release" / "LatentBenchmarks")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--only", default="", help="names, separated by commas")
    parser.add_argument("--best", action="store_true", help="compare the shortest rounds")
    options = parser.parse_args()
    for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
        os.environ[name] = str(options.threads)

    sys.path.insert(0, str(HERE))
    from compare_pytorch import measure, ours_once
    from operations_workloads import WORKLOADS

    figure, reduce = ("minimum", min) if options.best else ("median", statistics.median)
    chosen = options.only.split(",") if options.only else list(WORKLOADS)
    print(f"threads: {options.threads}\n")
    print("| operation | this library, ms | Python, ms | ratio |")
    print("| --- | ---: | ---: | ---: |")
    for name in chosen:
        ours, theirs, counts = [], [], {}
        for _ in range(options.rounds):
            ours.append(ours_once(options.binary, name, options.threads)[f"{figure}Microseconds"])
            theirs += measure(WORKLOADS[name], counts, name, 0.3)
        ours, theirs = reduce(ours) / 1e3, reduce(theirs) / 1e3
        print(f"| {name} | {ours:.3f} | {theirs:.3f} | {theirs / ours:.2f} |", flush=True)


if __name__ == "__main__":
    main()
