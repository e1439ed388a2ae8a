"""A notebook's running state. Needs only Python's standard library; knows nothing of Jupyter."""
import shutil
import signal
import tempfile
from pathlib import Path

from .compiler import CellCompiler
from .errors import CellError
from .host import Host
from .toolchain import SUFFIX, Toolchain, find_package, run

HERE = Path(__file__).parent


def _ignore(text):
    pass


class Session:
    """Runs cells one after the other, each with what the earlier ones declared in sight.

    `start` is the notebook's folder; `notice` is told of what takes long."""

    def __init__(self, start, notice=_ignore):
        self.toolchain = Toolchain(find_package(Path(start).resolve()), notice)
        self.folder = Path(tempfile.mkdtemp(prefix="swift-latents-"))
        self._count = 0
        self._host = None
        self._program = self.folder / "host"
        self._compile_support()
        self._cells = CellCompiler(self.toolchain, self.folder, self.folder / "entry.o")

    def _compile_support(self):
        compiler = shutil.which("clang") or "cc"
        libraries = ["-lpthread"] if SUFFIX == ".dylib" else ["-lpthread", "-ldl", "-rdynamic"]
        for command in (["-c", "-fPIC", HERE / "entry.c", "-o", self.folder / "entry.o"],
                        [HERE / "host.c", "-o", self._program, *libraries]):
            run([compiler, "-O1", *map(str, command)],
                lambda text: CellError("SetupError", "the host does not compile", text.splitlines()))

    def execute(self, code, emit, label=None):
        """Runs a cell. `emit(kind, payload)` gets what it writes as it comes: "stdout" and "stderr"
        with text, "display" with forms by MIME type. Raises CellError or KeyboardInterrupt."""
        self._count += 1
        number, label = self._count, label or f"In[{self._count}]"
        if self._host and not self._host.is_alive():
            self.restart()
        library = self._cells.compile(number, code, label)
        if not self._host:
            self._host = Host(self._program, self.toolchain.library)
        verdict = self._host.run(number, library, emit)
        if verdict is None:
            self._lost(f"the Swift process ended ({_ending(self.restart())})")
        kind, rest = verdict
        if kind == "done":             # a cell that stopped half-way may hold empty variables
            self._cells.accept(number, code)
        elif kind == "throw":
            text = rest.replace("\x1e", "\n")
            raise CellError("UncaughtError", text, f"Uncaught error: {text}".splitlines())
        else:
            self._trapped(kind, rest)

    def _trapped(self, kind, rest):
        number, *frames = rest.split(" ")
        name = signal.Signals(int(number)).name
        if name == "SIGUSR1":
            raise KeyboardInterrupt
        places = list(filter(None, map(self.toolchain.line_of, frames)))
        text = f"{name} at {places[0]}" if places else name
        if kind == "lost":
            self.restart()
            self._lost(f"the main actor trapped: {text}")
        raise CellError("Trap", text, [f"Trap: {name}", *(f"    at {place}" for place in places)])

    def _lost(self, what):
        raise CellError("StateLost", f"{what}; run the cells from the top")

    def restart(self):
        """Forgets all cells; returns the exit status of the process that held them."""
        self._cells.forget()
        host, self._host = self._host, None
        return host.stop() if host else 0

    def close(self):
        self.restart()
        shutil.rmtree(self.folder, ignore_errors=True)


def _ending(status):
    if status >= 0:
        return f"exit status {status}"
    return f"signal {signal.Signals(-status).name}"
