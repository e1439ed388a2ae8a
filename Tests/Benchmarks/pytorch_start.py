#!/usr/bin/env python3
"""What a user of PyTorch does for the first picture of a model: a process that reads the weights of
the bundled faces, draws a latent, decodes it and writes a PNG file.

    python3 pytorch_start.py model.safetensors picture.png

compare_pytorch.py measures it, imports included. It reads the weights with nothing but PyTorch, and
packs pixels as fast as zlib does.
"""

import json
import struct
import sys
import zlib

import torch
from pytorch_workloads import faces_preset


def weights(path):
    """The decoder's tensors in a safetensors file."""
    with open(path, "rb") as file:
        (length,) = struct.unpack("<Q", file.read(8))
        header = json.loads(file.read(length))
        data = bytearray(file.read())
    tensors = {}
    for name, entry in header.items():
        if name.startswith("decoder."):
            start, end = entry["data_offsets"]
            values = torch.frombuffer(
                data, dtype=torch.float16, offset=start, count=(end - start) // 2)
            tensors[name.removeprefix("decoder.")] = values.reshape(entry["shape"]).float()
    return tensors


def png(pixels, width, height):
    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(
            ">I", zlib.crc32(name + content))

    rows = b"".join(b"\0" + pixels[y * width * 3:(y + 1) * width * 3] for y in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return (b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows, 1))
            + chunk(b"IEND", b""))


def main():
    model, _ = faces_preset()
    # Indices of layers in the file count the same layers as here, `reshape` for `Unflatten`.
    model.decoder.load_state_dict(weights(sys.argv[1]))
    torch.manual_seed(7)
    with torch.inference_mode():
        values = model.decode(torch.randn(1, 32))[0]
    pixels = (values.clamp(0, 1) * 255).round().byte().permute(1, 2, 0).contiguous()
    with open(sys.argv[2], "wb") as file:
        file.write(png(bytes(pixels.flatten().tolist()), 64, 64))


if __name__ == "__main__":
    main()
