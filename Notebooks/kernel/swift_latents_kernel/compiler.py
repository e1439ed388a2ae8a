"""Cells to shared libraries.

Every cell is a module of its own that imports the one before it, which re-exports the one before
that: so all earlier declarations are in sight, and a newer one shadows an older of the same name."""
from .errors import CellError
from .rewriting import rewrite
from .scanner import imports_of
from .toolchain import LIBRARY, SUFFIX, run

ASYNC_ENTRY = b"swift_task_asyncMainDrainQueue"
FRONTEND = ["-frontend", "-c", "-Onone", "-g", "-swift-version", "5", "-suppress-warnings",
            "-diagnostic-style", "swift", "-enable-testing", "-enable-private-imports",
            "-disable-access-control"]


class CellCompiler:
    """Compiles cells into `folder`; what a cell declares is in sight once it was accepted."""

    def __init__(self, toolchain, folder, entry_object):
        self.toolchain = toolchain
        self.folder = folder
        self.entry_object = entry_object
        self.forget()

    def forget(self):
        """Starts again without any earlier cell."""
        self.last = None
        self.imports = [f"import {LIBRARY}"]

    def accept(self, number, code):
        """Puts a cell's declarations in sight of the next one."""
        self.last = number
        self.imports = list(dict.fromkeys(self.imports + imports_of(code)))

    def compile(self, number, code, label):
        """The library of a cell. `label` names it in messages, such as `In[3]`."""
        try:
            return self._library(number, rewrite(code, show_last=True), label)
        except CellError:             # perhaps only the showing of its last line was at fault
            return self._library(number, rewrite(code, show_last=False), label)

    def _library(self, number, code, label):
        module, folder = f"Cell{number}", self.folder
        source, binary = folder / f"{label}.swift", folder / f"{module}.o"
        before = [f"@_exported import Cell{self.last}"] if self.last else []
        # Imports may stand anywhere; at the end they move no line.
        source.write_text(code + "\n\n" + "; ".join(self.imports + before) + "\n")
        run(self.toolchain.swiftc + FRONTEND + [
            "-primary-file", str(source), "-module-name", module, "-o", str(binary),
            "-emit-module-path", str(folder / f"{module}.swiftmodule"),
            "-entry-point-function-name", f"latents_cell_{number}", "-I", str(folder),
            *self.toolchain.compile_flags],
            lambda text: CellError("CompileError", f"{label} does not compile",
                                   text.replace(f"{folder}/", "").splitlines()))
        if ASYNC_ENTRY in binary.read_bytes():
            raise CellError("CompileError", f"in {label} an `await` stands where the notebook "
                            "cannot run it; write `let x = await …` on a line of its own, "
                            "or `try _await { … }`")
        library = folder / f"lib{module}{SUFFIX}"
        # The driver links, as clang would leave out what registers types and conformances. Symbols
        # of earlier cells are found at load time.
        run(self.toolchain.swiftc + [
            "-emit-library", "-module-name", module, "-o", str(library), str(binary),
            str(self.entry_object), *self.toolchain.link_flags],
            lambda text: CellError("LinkError", f"{label} does not link", text.splitlines()))
        return library
