"""The pixels of a PNG file, so that pictures are compared by what they show: the same pixels may be
packed differently by another version of zlib. 8 bits, not interlaced, as the library writes them."""
import struct
import zlib

CHANNELS = {0: 1, 2: 3, 4: 2, 6: 4}


class PNGError(Exception):
    pass


def decode(data):
    """(width, height, channels, frames); one frame of bytes for each picture of an animation."""
    if data[:8] != b"\x89PNG\r\n\x1a\n":
        raise PNGError("not a PNG file")
    header, frames = None, []
    for kind, body in _chunks(data):
        if kind == b"IHDR":
            header = struct.unpack(">IIBBBBB", body)
        elif kind == b"fcTL" and frames != [b""]:
            frames.append(b"")
        elif kind == b"IDAT":
            frames = frames or [b""]
            frames[-1] += body
        elif kind == b"fdAT":
            frames[-1] += body[4:]
    if not header or not frames:
        raise PNGError("no picture inside")
    width, height, depth, color, _, _, interlace = header
    if depth != 8 or color not in CHANNELS or interlace:
        raise PNGError(f"bit depth {depth}, colour type {color}, interlace {interlace}")
    channels = CHANNELS[color]
    return width, height, channels, [_unfilter(zlib.decompress(frame), width * channels, height,
                                               channels) for frame in frames]


def _chunks(data):
    at = 8
    while at + 8 <= len(data):
        length, kind = struct.unpack(">I4s", data[at:at + 8])
        yield kind, data[at + 8:at + 8 + length]
        at += length + 12


def _unfilter(data, row_bytes, height, channels):
    out, above = bytearray(), bytearray(row_bytes)
    if len(data) != height * (row_bytes + 1):
        raise PNGError("the wrong number of bytes")
    for row in range(height):
        start = row * (row_bytes + 1)
        method, line = data[start], bytearray(data[start + 1:start + 1 + row_bytes])
        if method > 4:
            raise PNGError(f"filter {method}")
        for i in range(row_bytes if method else 0):
            left = line[i - channels] if i >= channels else 0
            corner = above[i - channels] if i >= channels else 0
            guess = (left, above[i], (left + above[i]) // 2, _paeth(left, above[i], corner))
            line[i] = (line[i] + guess[method - 1]) & 255
        out += line
        above = line
    return bytes(out)


def _paeth(left, up, corner):
    estimate = left + up - corner
    return min((left, up, corner), key=lambda value: abs(estimate - value))


def difference(stored, fresh):
    """What differs between two PNG files, in words; None when they show the same."""
    if stored == fresh:
        return None
    try:
        before, after = decode(stored), decode(fresh)
    except (PNGError, zlib.error, struct.error, IndexError) as error:
        return f"the files differ and cannot be compared by pixels: {error}"
    if before[:3] != after[:3] or len(before[3]) != len(after[3]):
        return "was {} × {}, {} channels, {} frames; is {} × {}, {} channels, {} frames".format(
            *before[:3], len(before[3]), *after[:3], len(after[3]))
    pairs = [abs(a - b) for old, new in zip(before[3], after[3]) for a, b in zip(old, new)]
    wrong = sum(1 for pair in pairs if pair)
    if not wrong:
        return None
    return f"{wrong} of {len(pairs)} values differ, by up to {max(pairs)} of 255"
