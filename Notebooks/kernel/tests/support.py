"""A session that all behaviour tests share, each from an empty state."""
import atexit
import unittest
from pathlib import Path

from swift_latents_kernel.errors import CellError
from swift_latents_kernel.session import Session

NOTEBOOKS = Path(__file__).resolve().parents[2]
_shared = []


def shared_session():
    if not _shared:
        _shared.append(Session(NOTEBOOKS))
        atexit.register(_shared[0].close)
    return _shared[0]


class CellTestCase(unittest.TestCase):
    def setUp(self):
        self.session = shared_session()
        self.session.restart()

    def run_cell(self, code):
        """Everything a cell writes, things shown as <type, type>."""
        self.shown, written = [], []

        def emit(kind, payload):
            if kind == "display":
                self.shown.append(payload)
                written.append(f"<{', '.join(sorted(payload))}>")
            elif kind == "update":
                self.shown.append(payload[1])
                written.append(f"<{payload[0]}: {', '.join(sorted(payload[1]))}>")
            else:
                written.append(payload)
        try:
            self.session.execute(code, emit)
        finally:
            self.written = "".join(written)
        return self.written

    def cell(self, code, expected=""):
        self.assertEqual(self.run_cell(code).strip(), expected)

    def fails(self, code, kind, text=""):
        """The cell ends in an error of this kind, whose lines contain the text."""
        with self.assertRaises(CellError) as caught:
            self.run_cell(code)
        lines = "\n".join(caught.exception.lines)
        self.assertEqual(caught.exception.name, kind, lines)
        self.assertIn(text, lines)
