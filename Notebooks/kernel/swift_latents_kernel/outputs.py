"""What a cell writes, taken apart: text, and things to show.

`display` sends its contents inside standard output, as an escape sequence (ESC _ latents;MIME;
base64;… ESC \\), so that their order with printed text is exact."""
import base64
import codecs
import re

FRAME = re.compile(rb"\x1b_latents;([^\x1b]*)\x1b\\")
OPENING = b"\x1b_latents;"
# The runtime follows a fatal error with addresses, which differ from run to run.
TRACE = re.compile(rb"Current stack trace:$|\d+ +\S+ +0x[0-9a-f]{16} ")


class StandardOutput:
    """Calls `emit("stdout", text)` and `emit("display", {mime: text or base64})` in order; what has
    an id, `emit("update", (id, {mime: …}))`, the first time and each time that it replaces itself."""

    def __init__(self, emit):
        self._emit = emit
        self._rest = b""
        self._decode = codecs.getincrementaldecoder("utf-8")("replace").decode

    def feed(self, data, final=False):
        self._rest += data
        position = 0
        # Only the end of a frame holds a backslash, so a long one is searched once, not at each read.
        for frame in FRAME.finditer(self._rest) if b"\\" in data else ():
            self._text(self._rest[position:frame.start()])
            forms = contents(frame[1])
            name = forms.pop("id", None)
            self._emit(*(("display", forms) if name is None else ("update", (name, forms))))
            position = frame.end()
        rest = self._rest[position:]
        keep = len(rest) if final else self._start_of_frame(rest)
        self._text(rest[:keep], final)
        self._rest = rest[keep:]

    def _text(self, data, final=False):
        text = self._decode(data, final)
        if text:
            self._emit("stdout", text)

    @staticmethod
    def _start_of_frame(data):
        """Where a frame begins whose end has not arrived."""
        start = data.find(b"\x1b")
        while start >= 0:
            tail = data[start:start + len(OPENING)]
            if OPENING.startswith(tail):
                return start
            start = data.find(b"\x1b", start + 1)
        return len(data)


class StandardError:
    """Calls `emit("stderr", text)` with whole lines, without stack traces."""

    def __init__(self, emit):
        self._emit = emit
        self._rest = b""

    def feed(self, data, final=False):
        lines = (self._rest + data).splitlines(True)
        ends_open = lines and not final and not lines[-1].endswith(b"\n")
        self._rest = lines.pop() if ends_open else b""
        text = b"".join(line for line in lines if not TRACE.match(line))
        if text:
            self._emit("stderr", text.decode(errors="replace"))


def is_binary(mime):
    """Whether notebooks keep this type as base64."""
    return mime.startswith("image/") and mime != "image/svg+xml"


def contents(fields):
    """The forms of what is shown by MIME type, from `mime;base64;mime;base64…`."""
    parts = fields.decode(errors="replace").split(";")
    return {mime: data if is_binary(mime) else base64.b64decode(data).decode(errors="replace")
            for mime, data in zip(parts[::2], parts[1::2])}
