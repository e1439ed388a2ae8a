#!/usr/bin/env python3
"""Compares LatentBenchmarks with PyTorch: same machine, same work, same number of threads.

    swift build -c release --product LatentBenchmarks
    python3 Tests/Benchmarks/compare_pytorch.py

Both sides take turns, round by round, so that whatever else the machine does falls on both. Our
binary runs as it is (`--only NAME --threads T --json`); PyTorch runs in one worker process per
thread count that lives as long as the comparison and sleeps while it is not its turn. Without our
binary (`--binary none`) only PyTorch is measured. Two threads need a machine with nothing else to
do: PyTorch's threads wait for each other actively, and lose whole time slices when one is held up.

    python3 Tests/Benchmarks/compare_pytorch.py --processes

compares whole processes instead: the time from start to the first decoded picture on disk, and the
most memory that a process held which trains.

Needs PyTorch 2, and a C++ compiler for the compiled variants, which are left out with a note where
they fail.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
DEFAULT_BINARY = HERE.parent.parent / ".build" / "release" / "LatentBenchmarks"


# ---- The worker: PyTorch, one thread count


def seconds_of(work, count):
    start = time.perf_counter()
    for _ in range(count):
        work()
    return time.perf_counter() - start


def calls_per_round(work, seconds):
    """How often to call the work so that one round takes about the given time."""
    count = 1
    while True:
        elapsed = seconds_of(work, count)
        if elapsed >= seconds / 4 or count >= 1 << 20:
            return max(1, round(count * seconds / max(elapsed, 1e-9)))
        count *= 2


def measure(work, counts, key, budget):
    """Rounds of about 5 ms (or one call) until the budget is spent: microseconds per call."""
    if key not in counts:
        seconds_of(work, 3)
        counts[key] = calls_per_round(work, 0.005)
    count, rounds = counts[key], []
    end = time.perf_counter() + budget
    while len(rounds) < 3 or time.perf_counter() < end:
        rounds.append(seconds_of(work, count) / count * 1e6)
    return rounds


def run_worker(threads):
    """Answers one JSON request per line: build a workload, measure one variant, or forget it."""
    import warnings

    import torch

    from pytorch_workloads import WORKLOADS

    warnings.filterwarnings("ignore")
    torch.set_num_threads(threads)
    torch.manual_seed(0)
    variants, counts = {}, {}

    for line in sys.stdin:
        request = json.loads(line)
        name = request["name"]
        if request["do"] == "build":
            variants = WORKLOADS[name](request["compile"])
            counts, failed = {}, {}
            for key in list(variants):
                try:
                    # Entered once around many calls, as a careful user has it.
                    with torch.inference_mode(mode="train" not in name):
                        seconds_of(variants[key], 3)
                except Exception as error:  # a compiler that is missing or fails
                    failed[key] = str(error).splitlines()[0]
                    del variants[key]
            answer = {"variants": list(variants), "failed": failed}
        else:
            key = request["variant"]
            with torch.inference_mode(mode="train" not in name):
                answer = {"rounds": measure(variants[key], counts, key, request["budget"])}
        print(json.dumps(answer), flush=True)


class Worker:
    def __init__(self, threads):
        environment = dict(os.environ, OMP_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads))
        self.process = subprocess.Popen(
            [sys.executable, __file__, "--worker", str(threads)], text=True, env=environment,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    def ask(self, **request):
        self.process.stdin.write(json.dumps(request) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            sys.exit("The PyTorch worker ended early; its message is above.")
        return json.loads(line)

    def close(self):
        self.process.stdin.close()
        self.process.wait()


# ---- The comparison


def ours_once(binary, name, threads):
    command = [str(binary), "--only", name, "--threads", str(threads), "--json"]
    output = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    for result in json.loads(output)["results"]:
        if result["name"] == name and result["threads"] == threads:
            return result
    return None


def compare(worker, binary, name, threads, options):
    built = worker.ask(do="build", name=name, compile=not options.no_compile)
    for variant, reason in built["failed"].items():
        print(f"note: {name}, {variant}: left out ({reason})", file=sys.stderr)
    theirs = {variant: [] for variant in built["variants"]}
    ours = []
    for _ in range(options.rounds):
        if binary:
            result = ours_once(binary, name, threads)
            if result is None:
                print(f"note: {name}: not in {binary.name}", file=sys.stderr)
                return None
            ours.append(result)
        for variant, rounds in theirs.items():
            rounds.append(worker.ask(
                do="measure", name=name, variant=variant, budget=options.budget)["rounds"])

    row = {"name": name, "threads": threads, "pytorch": {}}
    for variant, rounds in theirs.items():
        row["pytorch"][variant] = {
            "medianMicroseconds": statistics.median(map(statistics.median, rounds)),
            "minimumMicroseconds": min(map(min, rounds))}
    if ours:
        row["ours"] = {
            "medianMicroseconds": statistics.median(r["medianMicroseconds"] for r in ours),
            "minimumMicroseconds": min(r["minimumMicroseconds"] for r in ours)}
    return row


# ---- Whole processes


def run_process(command, threads):
    """Seconds and peak megabytes of a process that must succeed."""
    environment = dict(
        os.environ, OMP_NUM_THREADS=str(threads), MKL_NUM_THREADS=str(threads),
        LATENTS_THREADS=str(threads))
    start = time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        sys.exit(f"{command[0]} failed.")
    scale = 1 if sys.platform == "darwin" else 1024
    return seconds, usage.ru_maxrss * scale / 1e6


def train_in_this_process(name, seconds):
    """PyTorch's plain variant of a training step, again and again."""
    import torch

    from pytorch_workloads import WORKLOADS

    torch.set_num_threads(int(os.environ["OMP_NUM_THREADS"]))
    step = WORKLOADS[name](False)["fused Adam"]
    end = time.perf_counter() + seconds
    while time.perf_counter() < end:
        step()


def compare_processes(binary, rounds, threads):
    model = HERE.parent.parent / "Sources/LatentGallery/Resources/avatars/model.safetensors"
    with tempfile.TemporaryDirectory() as folder:
        pairs = {
            "start": (
                [binary.parent / "latent", "sample", "avatars", "--count", "1", "--quiet", "-o",
                 f"{folder}/ours.png"],
                [sys.executable, HERE / "pytorch_start.py", model, f"{folder}/theirs.png"])}
        for name in ["dense-train-128", "conv-train-128", "faces-train-64"]:
            pairs[name] = (
                [binary, "--only", name, "--threads", str(threads)],
                [sys.executable, __file__, "--train", name])
        lines = [
            "| process | threads | ours | PyTorch | ratio |", "| --- | --: | --: | --: | --: |"]
        for name, commands in pairs.items():
            turns = [[run_process(list(map(str, command)), threads) for command in commands]
                     for _ in range(rounds if name == "start" else 1)]
            kinds = [(0, "s", "time"), (1, "MB", "memory")] if name == "start" else [
                (1, "MB", "memory")]
            for kind, unit, title in kinds:
                ours, theirs = (
                    statistics.median(turn[side][kind] for turn in turns) for side in (0, 1))
                lines.append(
                    f"| {name}, {title} | {threads} | {ours:.3g} {unit} | {theirs:.3g} {unit} "
                    f"| {theirs / ours:.1f} |")
    return "\n".join(lines)


def fastest(row, key):
    return min(row["pytorch"].items(), key=lambda item: item[1][key])


def table(rows):
    """Medians of both sides, then how many times faster ours is: by medians, by minimums (less
    sensitive to other work on the machine), and against plain eager PyTorch by medians."""
    lines = [
        "| workload | threads | ours, µs | PyTorch's best, µs | variant | ratio | by minimums"
        " | against eager |",
        "| --- | --: | --: | --: | --- | --: | --: | --: |"]
    for row in rows:
        median, minimum = "medianMicroseconds", "minimumMicroseconds"
        variant, best = fastest(row, median)
        cells = [row["name"], str(row["threads"]), "", f"{best[median]:.1f}", variant, "", "", ""]
        if "ours" in row:
            ours = row["ours"]
            cells[2] = f"{ours[median]:.1f}"
            cells[5] = f"{best[median] / ours[median]:.2f}"
            cells[6] = f"{fastest(row, minimum)[1][minimum] / ours[minimum]:.2f}"
            cells[7] = f"{row['pytorch']['eager'][median] / ours[median]:.2f}"
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default=str(DEFAULT_BINARY), help="our binary, or none")
    parser.add_argument("--threads", default="1,2")
    parser.add_argument("--only", default="", help="NAME[,NAME]")
    parser.add_argument("--rounds", type=int, default=7, help="turns per side and workload")
    parser.add_argument("--budget", type=float, default=0.3, help="seconds per PyTorch turn")
    parser.add_argument("--no-compile", action="store_true", help="leave torch.compile out")
    parser.add_argument("--json", action="store_true", help="all figures instead of the table")
    parser.add_argument("--processes", action="store_true", help="start and memory instead")
    parser.add_argument("--train", help=argparse.SUPPRESS)
    parser.add_argument("--worker", type=int, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.worker:
        run_worker(options.worker)
        return
    if options.train:
        train_in_this_process(options.train, 2)
        return

    binary = None if options.binary == "none" else Path(options.binary)
    if binary and not binary.exists():
        parser.error(f"{binary} is missing: swift build -c release --product LatentBenchmarks")
    if options.processes:
        # Before PyTorch is in this process, because a child counts its parent's memory as its own.
        if not binary:
            parser.error("--processes needs our binary")
        for threads in map(int, options.threads.split(",")):
            print(compare_processes(binary, options.rounds, threads))
        return

    from pytorch_workloads import WORKLOADS

    names = options.only.split(",") if options.only else list(WORKLOADS)
    unknown = [name for name in names if name not in WORKLOADS]
    if unknown:
        parser.error(f"unknown workload {unknown[0]}; there are {', '.join(WORKLOADS)}")

    rows = []
    for threads in map(int, options.threads.split(",")):
        worker = Worker(threads)
        for name in names:
            row = compare(worker, binary, name, threads, options)
            if row:
                rows.append(row)
                print(f"{name}, {threads} threads: done", file=sys.stderr)
        worker.close()
    print(json.dumps({"results": rows}, indent=2, sort_keys=True) if options.json else table(rows))


if __name__ == "__main__":
    main()
