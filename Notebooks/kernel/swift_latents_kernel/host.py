"""The host process seen from Python: start it, run a cell in it, pass on what the cell writes."""
import contextlib
import os
import select
import signal
import subprocess
import threading

from .outputs import StandardError, StandardOutput

PIPE = 1 << 16  # the most bytes that a pipe holds

class Host:
    def __init__(self, program, library):
        command_end, self._commands = os.pipe()
        self._verdicts, verdict_end = os.pipe()
        self._process = subprocess.Popen(
            [str(program), str(command_end), str(verdict_end), str(library)],
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0,
            env=dict(os.environ, SWIFT_BACKTRACE="enable=no"),
            pass_fds=(command_end, verdict_end), start_new_session=True)
        os.close(command_end)
        os.close(verdict_end)

    def is_alive(self):
        return self._process.poll() is None

    def stop(self):
        """Ends the process; returns its exit status."""
        self._process.kill()
        status = self._process.wait()
        for pipe in (self._process.stdout, self._process.stderr):
            pipe.close()
        os.close(self._commands)
        os.close(self._verdicts)
        return status

    def run(self, number, library, emit):
        """Runs a cell to its verdict, (kind, rest); None when the process ended.

        An interrupt of this process interrupts the cell; a second one ends the host."""
        out, err = StandardOutput(emit), StandardError(emit)
        sinks = {self._process.stdout.fileno(): out, self._process.stderr.fileno(): err}
        with self._passing_interrupts_on():
            self._send(f"R {number} {library}\n")
            return self._pump(number, sinks, out, err)

    @contextlib.contextmanager
    def _passing_interrupts_on(self):
        """Not as KeyboardInterrupt, which could come between reading bytes and keeping them."""
        interrupts = []

        def pass_on(*_):
            interrupts.append(1)
            if len(interrupts) > 1:
                self._process.kill()
            else:
                self._send("I\n")

        if threading.current_thread() is not threading.main_thread():
            yield                              # Python gives signals to its main thread only
            return
        before = signal.signal(signal.SIGINT, pass_on)
        try:
            yield
        finally:
            signal.signal(signal.SIGINT, before)

    def _pump(self, number, sinks, out, err):
        lines = b""
        while True:
            data, ended = self._read(sinks)
            lines += data
            *whole, lines = lines.split(b"\n")
            verdict = next(filter(None, (_verdict(line, number) for line in whole)), None)
            if verdict or ended:
                self._drain(sinks)
                out.feed(b"", final=True)
                err.feed(b"", final=True)
                return verdict

    @staticmethod
    def _drain(sinks):
        """Reads what the pipes held when the verdict came, not what is written after it."""
        for file, sink in sinks.items():
            left = PIPE
            while left and select.select([file], [], [], 0)[0]:
                chunk = os.read(file, left)
                sink.feed(chunk)
                left = left - len(chunk) if chunk else 0

    def _send(self, command):
        try:
            os.write(self._commands, command.encode())
        except BrokenPipeError:
            pass                               # it has ended, as the next read will tell

    def _read(self, sinks):
        """Passes on what has been written; returns (bytes of verdicts, whether they have ended)."""
        ready, _, _ = select.select([*sinks, self._verdicts], [], [])
        data, ended = b"", False
        for file in ready:
            chunk = os.read(file, PIPE)
            if file == self._verdicts:
                data, ended = chunk, not chunk
            elif chunk:
                sinks[file].feed(chunk)
            else:
                del sinks[file]
        return data, ended


def _verdict(line, number):
    kind, cell, *rest = line.decode(errors="replace").split(" ", 2)
    return (kind, rest[0] if rest else "") if int(cell) == number else None
