"""The Jupyter side: a session behind ipykernel's base class."""
from pathlib import Path

from ipykernel.kernelbase import Kernel

from .errors import CellError
from .notebook import LANGUAGE
from .session import Session


class SwiftLatentsKernel(Kernel):
    implementation = "swift_latents_kernel"
    implementation_version = "0.1"
    banner = "Swift with swift-latents"
    language_info = LANGUAGE
    _session = None
    _silent = False
    _live = frozenset()                        # the ids under which this cell has shown something

    def _emit(self, kind, payload):
        if self._silent:
            return
        if kind == "display":
            self._send("display_data", {"data": payload, "metadata": {}})
        elif kind == "update":
            name, forms = payload
            known, self._live = name in self._live, self._live | {name}
            self._send("update_display_data" if known else "display_data", {
                "data": forms, "metadata": {},
                "transient": {"display_id": f"{self.execution_count}:{name}"}})
        else:
            self._send("stream", {"name": kind, "text": payload})

    def _send(self, kind, content):
        self.send_response(self.iopub_socket, kind, content)

    def _start(self):
        told = []

        def notice(text):                      # taken away again, so that no file keeps it
            told.append(text)
            self._emit("stderr", text)

        self._session = Session(Path.cwd(), notice)
        if told and not self._silent:
            self._send("clear_output", {"wait": False})

    def do_execute(self, code, silent, store_history=True, user_expressions=None,
                   allow_stdin=False, **others):
        self._silent, self._live = silent, frozenset()
        result = {"status": "ok", "execution_count": self.execution_count, "payload": [],
                  "user_expressions": {}}
        if not code.strip():
            return result
        try:
            if self._session is None:
                self._start()
            self._session.execute(code, self._emit, label=f"In[{self.execution_count}]")
            return result
        except CellError as error:
            failure = {"ename": error.name, "evalue": str(error), "traceback": error.lines}
        except KeyboardInterrupt:
            failure = {"ename": "Interrupted", "evalue": "", "traceback": ["Interrupted"]}
        if not silent:
            self._send("error", failure)
        return {"status": "error", "execution_count": self.execution_count, **failure}

    def do_shutdown(self, restart):
        if self._session:
            self._session.close()
            self._session = None
        return {"status": "ok", "restart": restart}
