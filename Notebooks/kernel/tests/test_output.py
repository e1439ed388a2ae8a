"""What cells write and show."""
import base64
import unittest
import xml.etree.ElementTree

from swift_latents_kernel import pixels
from swift_latents_kernel.outputs import StandardError, StandardOutput

from .support import CellTestCase


class Text(CellTestCase):
    def test_much_of_it(self):
        written = self.run_cell('for i in 0..<30_000 { print("line", i) }')
        self.assertEqual(written, "".join(f"line {i}\n" for i in range(30_000)))

    def test_characters_of_several_bytes(self):
        written = self.run_cell('for i in 0..<20_000 { print("héllo→✓", i) }')
        self.assertEqual(written, "".join(f"héllo→✓ {i}\n" for i in range(20_000)))

    def test_escape_sequences_and_no_newline_at_the_end(self):
        self.cell('print("\\u{1b}[31mred\\u{1b}[0m")', "\x1b[31mred\x1b[0m")
        self.assertEqual(self.run_cell('print("no newline", terminator: "")'), "no newline")

    def test_standard_error_and_input(self):
        written = self.run_cell(
            'import Foundation\nFileHandle.standardError.write(Data("aside\\n".utf8))\nprint("o")')
        self.assertEqual(sorted(written.splitlines()), ["aside", "o"])
        self.cell('readLine() ?? "nil"', "nil")


class Shown(CellTestCase):
    PLASMA = ("import Latents\nfunc plasma(_ size: Int) -> Picture {\n"
              "  let bytes = (0..<(size * size * 3)).map { UInt8(truncatingIfNeeded: $0 &* $0) }\n"
              "  return Picture(width: size, height: size, kind: .rgb, bytes: bytes)\n}")

    def picture(self, index=0):
        return pixels.decode(base64.b64decode(self.shown[index]["image/png"]))

    def test_a_picture_as_last_expression(self):
        self.cell(self.PLASMA)
        self.cell("plasma(4)", "<image/png, text/plain>")
        expected = bytes(i * i & 255 for i in range(48))
        self.assertEqual(self.picture(), (4, 4, 3, [expected]))
        self.assertEqual(self.shown[0]["text/plain"], "picture, 4 × 4 rgb")

    def test_pictures_stand_in_order_with_text(self):
        self.cell(self.PLASMA)
        self.cell('for i in 1...2 {\n  print("picture", i)\n  display(plasma(i), scale: 3)\n}',
                  "picture 1\n<image/png, text/plain>picture 2\n<image/png, text/plain>")
        self.assertEqual(self.picture(1)[:3], (6, 6, 3))

    def test_several_pictures_are_one_sheet(self):
        self.cell(self.PLASMA)
        self.cell("[plasma(4), plasma(4), plasma(4)]", "<image/png, text/plain>")
        self.assertEqual(self.picture()[:2], (3 * 16, 3 * 4))
        self.cell("display([plasma(4), plasma(4), plasma(4)], columns: 2, scale: 1)",
                  "<image/png, text/plain>")
        self.assertEqual(self.picture()[:2], (10, 10))

    def test_a_large_picture(self):
        self.cell(self.PLASMA)
        self.cell('print("a"); display(plasma(1400)); print("b")',
                  "a\n<image/png, text/plain>b")

    def test_an_animation(self):
        self.cell(self.PLASMA)
        self.cell("display(AnimatedPicture(frames: [plasma(4), plasma(4)]))",
                  "<image/png, text/plain>")
        self.assertEqual(len(self.picture()[3]), 2)

    def test_a_table(self):
        self.cell('display(table: ["name", "n"], rows: [["a<b", 1], ["c", 20]])',
                  "<text/html, text/plain>")
        self.assertEqual(self.shown[0]["text/plain"], "name   n\na<b    1\nc     20")
        self.assertIn("a&lt;b", self.shown[0]["text/html"])

    def test_markdown_and_drawings(self):
        self.cell('display(markdown: "**b**")', "<text/markdown, text/plain>")
        self.cell('display(svg: "<svg/>")', "<image/svg+xml, text/plain>")
        self.assertEqual(self.shown[0]["image/svg+xml"], "<svg/>")

    def test_what_is_shown_under_an_id(self):
        self.cell('for i in 1...2 { display(markdown: "\\(i)", id: "a;b") }\nprint("end")',
                  "<a;b: text/markdown, text/plain><a;b: text/markdown, text/plain>end")
        self.assertEqual(self.shown[1]["text/markdown"], "2")

    def test_a_plot(self):
        self.cell('display(plot: ["a<b": [3, .nan, 1.005], "none": []], x: "epoch", y: "loss")',
                  "<image/svg+xml, text/plain>")
        self.assertEqual(self.shown[0]["text/plain"], "a<b: 1, none: nothing yet")
        drawing = xml.etree.ElementTree.fromstring(self.shown[0]["image/svg+xml"])
        lines = [part.get("points") for part in drawing if part.tag.endswith("polyline")]
        self.assertEqual(lines, ["70,30 550,240", ""])
        texts = [part.text for part in drawing]
        self.assertIn("a<b", texts)
        # The ends of the axis below, and round numbers beside the other.
        self.assertEqual([text for text in texts if text],
                         ["loss", "1", "epoch 3", "1.5", "2", "2.5", "3", "a<b", "none"])
        self.cell('display(plot: ["a": [-4350, -5677]], x: "epoch", from: 5)', "<image/svg+xml, text/plain>")
        drawing = xml.etree.ElementTree.fromstring(self.shown[0]["image/svg+xml"])
        texts = [part.text for part in drawing if part.text]
        self.assertEqual(texts, ["5", "epoch 6", "-5500", "-5000", "-4500", "a"])

    def test_a_map_of_pictures(self):
        self.cell("import Latents\n"
                  "let map = LatentMap(points: LatentBatch([[0, 0], [1, 1], [0.01, 0.01], [0.5, 0.5]]),\n"
                  '                    method: "", axisNames: ["", ""])\n'
                  "let tones = [10, 20, 30, 40].map {\n"
                  "  Picture(width: 2, height: 2, color: Picture.Color(grey: $0)) }\n"
                  "display(map: map, of: tones, size: 20)", "<image/png, text/plain>")
        width, _, channels, (pixels_,) = self.picture()
        self.assertEqual((width, channels), (20, 3))
        # The first lies at the bottom left, the second at the top right, the third finds no room.
        grey = [pixels_[at:at + 3] for at in range(0, len(pixels_), 3)]
        self.assertEqual([list(grey[14 * 20 + 3]), list(grey[3 * 20 + 14])], [[10] * 3, [20] * 3])
        self.assertNotIn([30] * 3, [list(color) for color in grey])

    def test_a_map_in_colours(self):
        self.cell("import Latents\n"
                  "let map = LatentMap(points: LatentBatch([[0, 0], [1, 1]]), method: \"\",\n"
                  '                    axisNames: ["", ""])\n'
                  "let tones = [10, 20].map {\n"
                  "  Picture(width: 2, height: 2, color: Picture.Color(grey: $0)) }\n"
                  'display(map: map, of: tones, classes: ["b", "a"], size: 20)', "<image/png, text/plain>")
        _, _, _, (pixels_,) = self.picture()
        colors = {tuple(pixels_[at:at + 3]) for at in range(0, len(pixels_), 3)}
        self.assertEqual(colors, {(255,) * 3, (10,) * 3, (20,) * 3, (0, 0x72, 0xb2), (0xd5, 0x5e, 0)})


class Streams(unittest.TestCase):
    """However the bytes arrive, the same comes out."""

    def outputs(self, data, size):
        found = []

        def emit(kind, payload):
            if kind == "stdout" and found and found[-1][0] == "stdout":
                payload = found.pop()[1] + payload
            found.append((kind, payload))
        stream = StandardOutput(emit)
        for i in range(0, len(data), size):
            stream.feed(data[i:i + size])
        stream.feed(b"", final=True)
        return found

    def test_frames_cut_anywhere(self):
        data = ("é\x1b[1m→\x1b_latents;image/png;QUJD;text/plain;eA==\x1b\\y\x1b_other\x1b"
                "\\\x1b_lat").encode()
        expected = [("stdout", "é\x1b[1m→"), ("display", {"image/png": "QUJD", "text/plain": "x"}),
                    ("stdout", "y\x1b_other\x1b\\\x1b_lat")]
        for size in range(1, len(data) + 1):
            self.assertEqual(self.outputs(data, size), expected, f"in pieces of {size} bytes")

    def test_an_id_is_no_form(self):
        data = b"\x1b_latents;id;bG9zcw==;text/plain;MQ==\x1b\\"
        for size in range(1, len(data) + 1):
            self.assertEqual(self.outputs(data, size), [("update", ("loss", {"text/plain": "1"}))])

    def test_stack_traces_are_left_out_wherever_they_are_cut(self):
        data = b"Fatal error: x\nCurrent stack trace:\n0    a.so    0x00007f0000000000 f + 1\nend"
        for size in range(1, len(data) + 1):
            found = []
            stream = StandardError(lambda kind, text: found.append(text))
            for i in range(0, len(data), size):
                stream.feed(data[i:i + size])
            stream.feed(b"", final=True)
            self.assertEqual("".join(found), "Fatal error: x\nend")


if __name__ == "__main__":
    unittest.main()
