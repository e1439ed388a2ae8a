"""The Swift toolchain and the library that every cell links."""
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from .errors import CellError

DARWIN = sys.platform == "darwin"
LIBRARY = "LatentNotebooks"
SUFFIX = ".dylib" if DARWIN else ".so"


def run(command, failure, **options):
    """Runs a command; when it fails, raises the error that `failure` makes from its output."""
    try:
        done = subprocess.run(command, text=True, errors="replace", stdin=subprocess.DEVNULL,
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, **options)
    except FileNotFoundError:
        raise CellError("SetupError", f"there is no {command[0]} on the PATH; install the Swift "
                        "toolchain (https://www.swift.org/install)") from None
    if done.returncode:
        raise failure(done.stdout)
    return done.stdout


def find_package(start):
    """The folder of the notebooks' package: `start`, a parent, or a `Notebooks` folder in one."""
    chosen = os.environ.get("SWIFT_LATENTS_NOTEBOOKS")
    for folder in [Path(chosen)] if chosen else [start, *start.parents]:
        for candidate in (folder, folder / "Notebooks"):
            manifest = candidate / "Package.swift"
            if manifest.is_file() and LIBRARY in manifest.read_text(errors="replace"):
                return candidate.resolve()
    raise CellError("SetupError", f"the package of the notebooks is not in {chosen or start} or "
                    "above; keep notebooks inside the Notebooks folder of swift-latents, or set "
                    "SWIFT_LATENTS_NOTEBOOKS to that folder")


class Toolchain:
    """Builds the library, then knows how to compile and link a cell against it."""

    def __init__(self, package, notice):
        self.package = package
        tool = ["xcrun"] if DARWIN else []
        self.swiftc = tool + ["swiftc"]
        self.plan = package / ".build" / "release.yaml"
        self._build(tool + ["swift", "build"], notice)
        self.products = (package / ".build" / "release").resolve()
        self.library = self.products / f"lib{LIBRARY}{SUFFIX}"
        self.compile_flags = ["-target", self._target(), *self._sdk(), *self._modules()]
        self.link_flags = ["-L", str(self.products), f"-l{LIBRARY}",
                           "-Xlinker", "-rpath", "-Xlinker", str(self.products)]
        if DARWIN:
            self.link_flags += ["-Xlinker", "-undefined", "-Xlinker", "dynamic_lookup"]

    def _build(self, command, notice):
        if not (self.package / ".build" / "release" / f"lib{LIBRARY}{SUFFIX}").exists():
            notice("Building swift-latents for the notebooks. Once; it takes a minute or two.\n")
        self._forget_stale_plan()
        run(command + ["-c", "release", "--package-path", str(self.package), "--product", LIBRARY],
            lambda text: CellError("BuildError", "swift build failed", text.splitlines()))

    def _forget_stale_plan(self):
        """SwiftPM does not notice files that were added to folders inside a target's folder."""
        sources = [self.package / "Sources", self.package.parent / "Sources"]
        folders = (Path(path) for root in sources for path, _, _ in os.walk(root))
        if self.plan.exists():
            planned = self.plan.stat().st_mtime
            if any(folder.stat().st_mtime > planned for folder in folders):
                self.plan.unlink()

    def _target(self):
        text = run(self.swiftc + ["-print-target-info"],
                   lambda text: CellError("SetupError", "swiftc does not work", text.splitlines()))
        return json.loads(text)["target"]["triple"]

    def _sdk(self):
        if not DARWIN:
            return []
        return ["-sdk", run(["xcrun", "--show-sdk-path"],
                            lambda text: CellError("SetupError", text.strip())).strip()]

    def _modules(self):
        folder = self.products / "Modules"
        flags = ["-I", str(folder if folder.is_dir() else self.products)]
        # The C modules under the library are found through the maps that the build itself used.
        plan = self.plan.read_text(errors="replace")
        for path in sorted(set(re.findall(r'-fmodule-map-file=([^"]+)"', plan))):
            flags += ["-Xcc", f"-fmodule-map-file={path}"]
        return flags

    def line_of(self, frame):
        """`In[3]:5` for a place `LIBRARY+offset` in a cell's library; None when unknown."""
        path, _, offset = frame.rpartition("+")
        symbolizer = shutil.which("llvm-symbolizer")
        if symbolizer:
            command = [symbolizer, f"--obj={path}", "--output-style=GNU", "--basenames",
                       f"0x{offset}"]
        elif DARWIN:
            command = ["atos", "-o", path, "-l", "0x0", f"0x{offset}"]
        elif shutil.which("addr2line"):
            command = ["addr2line", "-e", path, f"0x{offset}"]
        else:
            return None
        text = subprocess.run(command, text=True, capture_output=True).stdout
        found = re.search(r"(In\[\d+\])\.swift:([1-9]\d*)", text)
        return f"{found[1]}:{found[2]}" if found else None
