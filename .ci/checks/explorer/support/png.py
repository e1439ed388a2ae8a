"""PNG files, animated ones too, read and written without a library."""

import struct
import zlib
from dataclasses import dataclass

SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass
class Picture:
    width: int
    height: int
    channels: int
    # The levels of every frame, row after row, channels together.
    frames: list
    # The texts by their keywords, and the names of all chunks in their order.
    texts: dict
    names: list

    @property
    def size(self):
        return self.width, self.height, self.channels


def read_png(data):
    parts = list(chunks(data))
    width, height, _, color = struct.unpack(">IIBB", parts[0][1][:10])
    channels = {0: 1, 2: 3, 6: 4}[color]
    packed, texts = [b""], {}
    for name, content in parts:
        if name == "fcTL" and packed[-1]:
            packed.append(b"")
        if name == "IDAT":
            packed[-1] += content
        if name == "fdAT":
            packed[-1] += content[4:]
        if name == "iTXt":
            keyword, rest = content.split(b"\0", 1)
            texts[keyword.decode()] = rest[4:].decode()
    frames = [unfiltered(zlib.decompress(frame), height, channels) for frame in packed]
    return Picture(width, height, channels, frames, texts, [name for name, _ in parts])


def chunks(data):
    """The names and contents of a file's chunks, their checksums checked."""
    assert data[:8] == SIGNATURE, "no PNG"
    place = 8
    while place < len(data):
        (length,) = struct.unpack(">I", data[place : place + 4])
        name, content = data[place + 4 : place + 8], data[place + 8 : place + 8 + length]
        (checksum,) = struct.unpack(">I", data[place + 8 + length : place + 12 + length])
        assert zlib.crc32(name + content) == checksum, f"the checksum of {name} is wrong"
        yield name.decode(), content
        place += 12 + length


def unfiltered(rows, height, channels):
    """The levels behind the five filters of a row."""
    size = len(rows) // height - 1
    last, result = bytearray(size), bytearray()
    for start in range(0, height * (size + 1), size + 1):
        kind, row = rows[start], bytearray(rows[start + 1 : start + 1 + size])
        for x in range(size):
            a = row[x - channels] if x >= channels else 0
            b, c = last[x], last[x - channels] if x >= channels else 0
            row[x] = (row[x] + guess(kind, a, b, c)) & 255
        last = row
        result += row
    return bytes(result)


def guess(kind, a, b, c):
    """A level as a filter foretells it from those to the left, above, and above to the left."""
    if kind == 4:
        p = a + b - c
        return min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
    return (0, a, b, (a + b) // 2)[kind]


def write_png(path, width, height, rows):
    """A grey picture."""
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    packed = zlib.compress(b"".join(b"\0" + bytes(row) for row in rows))
    path.write_bytes(SIGNATURE + chunk(b"IHDR", header) + chunk(b"IDAT", packed) + chunk(b"IEND", b""))


def largest_difference(first, second):
    """In levels, between two frames."""
    assert len(first) == len(second), "the pictures differ in size"
    return max((abs(a - b) for a, b in zip(first, second)), default=0)
