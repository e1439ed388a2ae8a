"""Notebook files: run, kept, compared."""
import base64
import contextlib
import io
import json
import struct
import tempfile
import unittest
import zlib
from pathlib import Path

from swift_latents_kernel import notebook, pixels, run

from .support import NOTEBOOKS


def code(source, **metadata):
    return {"cell_type": "code", "execution_count": None, "id": "a", "metadata": metadata,
            "outputs": [], "source": source.splitlines(True)}


def png(width, height, rows, level=9):
    """A grey picture from its filtered rows."""
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0))
            + chunk(b"IDAT", zlib.compress(bytes(rows), level)) + chunk(b"IEND", b""))


class Runner(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(dir=NOTEBOOKS, prefix=".test-")
        self.addCleanup(folder.cleanup)
        self.path = Path(folder.name, "test.ipynb")

    def make(self, *cells):
        self.path.write_text(json.dumps(
            {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))

    def run_it(self, *options):
        """(exit status, what it printed)"""
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed):
            status = run.main([*options, str(self.path)])
        return status, printed.getvalue()

    def test_outputs_are_kept_and_found_again(self):
        self.make(code('print("é")\ndisplay(markdown: "*x*")'),
                  {"cell_type": "markdown", "id": "m", "metadata": {}, "source": "# Title"},
                  code("import Latents\nPicture(width: 2, height: 1)"),
                  code('print("so far")\nfatalError("on purpose")', tags=["raises-exception"]),
                  code("1 + 1"))
        self.assertEqual(self.run_it()[0], 0)
        kept = self.path.read_bytes()
        cells = notebook.read(self.path)["cells"]
        self.assertEqual(cells[0]["outputs"][0]["text"], ["é\n"])
        self.assertEqual(cells[3]["outputs"][-1]["ename"], "Trap")
        self.assertEqual([cells[i]["execution_count"] for i in (0, 2, 3, 4)], [1, 2, 3, 4])
        self.assertEqual(self.run_it("--check"), (0, f"{self.path}: as kept\n"))
        self.assertEqual(self.path.read_bytes(), kept)

        changed = notebook.read(self.path)
        changed["cells"][4]["outputs"][0]["text"] = ["3\n"]
        notebook.write(changed, self.path)
        status, printed = self.run_it("--check")
        self.assertEqual(status, 1)
        self.assertIn("cell 4 differs", printed)
        self.assertIn("-3\n+2", printed)

    def test_of_what_replaces_itself_the_last_is_kept_where_the_first_stood(self):
        shows = 'for i in 1...3 { display(markdown: "\\(i)", id: "x"); print(i) }'
        self.make(code(shows), code(shows))
        self.assertEqual(self.run_it()[0], 0)
        for cell in notebook.read(self.path)["cells"]:
            self.assertEqual([output["output_type"] for output in cell["outputs"]],
                             ["display_data", "stream"])
            self.assertEqual(cell["outputs"][0]["data"]["text/markdown"], ["3"])
        self.assertEqual(self.run_it("--check")[0], 0)

    def test_a_cell_that_fails_unasked_leaves_the_file_alone(self):
        self.make(code("nowhere"), code("1"))
        before = self.path.read_bytes()
        status, printed = self.run_it()
        self.assertEqual(status, 1)
        self.assertIn("cannot find 'nowhere'", printed)
        self.assertEqual(self.path.read_bytes(), before)

    def test_what_is_not_a_notebook(self):
        for text in ("", "[]", '{"cells": []}', '{"cells": 3, "nbformat": 4}',
                     '{"cells": [{}], "nbformat": 4}'):
            self.path.write_text(text)
            self.assertEqual(self.run_it("--check")[0], 1, text)


class Differences(unittest.TestCase):
    def stream(self, text, name="stdout"):
        return {"output_type": "stream", "name": name, "text": text}

    def shown(self, data):
        return {"output_type": "display_data", "metadata": {},
                "data": {"image/png": base64.b64encode(data).decode()}}

    def test_streams_may_be_split_and_mixed_anywhere(self):
        split = [self.stream("a\n"), self.stream("e", "stderr"), self.stream(["b", "c\n"])]
        whole = [self.stream("a\nbc\n"), self.stream(["e"], "stderr")]
        self.assertEqual(notebook.differences(split, whole), [])
        self.assertNotEqual(notebook.differences(split, whole[:1]), [])

    def test_text_around_a_picture_has_an_order(self):
        picture = self.shown(png(1, 1, [0, 7]))
        before, after = [self.stream("a"), picture], [picture, self.stream("a")]
        self.assertNotEqual(notebook.differences(before, after), [])

    def test_a_single_byte_of_text_counts(self):
        self.assertNotEqual(notebook.differences([self.stream("a ")], [self.stream("a")]), [])

    def test_pictures_are_compared_by_pixels(self):
        rows = [0, 1, 2, 3, 0, 1, 2, 4]
        filtered = [1, 1, 1, 1, 2, 0, 0, 1]
        stored = self.shown(png(3, 2, rows))
        self.assertEqual(
            notebook.differences([stored], [self.shown(png(3, 2, filtered, level=0))]), [])
        found = notebook.differences([stored], [self.shown(png(3, 2, rows[:-1] + [9]))])
        self.assertEqual(found, ["image/png: 1 of 6 values differ, by up to 5 of 255"])
        self.assertNotEqual(notebook.differences([stored], [self.shown(png(2, 2, [0] * 6))]), [])
        self.assertNotEqual(notebook.differences([stored], [self.shown(b"not a picture")]), [])

    def test_every_filter_of_a_picture(self):
        rows = bytes([0, 10, 20, 30, 3, 5, 5, 5, 4, 1, 2, 3])
        self.assertEqual(pixels.decode(png(3, 3, rows))[3],
                         [bytes([10, 20, 30, 10, 20, 30, 11, 22, 33])])


if __name__ == "__main__":
    unittest.main()
