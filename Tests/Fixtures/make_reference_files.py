"""Makes the files in ReferenceFiles.swift: python3 make_reference_files.py > ReferenceFiles.swift

Needs numpy, safetensors and pillow. The numbers are those that the tests expect.
"""

import base64
import gzip
import io
import sys

import numpy
import PIL
import safetensors
import safetensors.numpy
from PIL import Image, PngImagePlugin


def npy(array):
    stream = io.BytesIO()
    numpy.save(stream, array)
    return stream.getvalue()


def npz(compressed, **arrays):
    stream = io.BytesIO()
    (numpy.savez_compressed if compressed else numpy.savez)(stream, **arrays)
    return stream.getvalue()


def png(image, **options):
    stream = io.BytesIO()
    image.save(stream, "PNG", **options)
    return stream.getvalue()


steps = numpy.arange(6).reshape(2, 3)
info = PngImagePlugin.PngInfo()
info.add_itxt("Title", "Grüße", zip=True)
palette = Image.fromarray((steps % 4).astype("u1"), "P")
palette.putpalette([0, 0, 0, 255, 0, 0, 0, 255, 0, 0, 0, 255])
files = {
    "npyFloat32": npy(steps.astype("<f4") / 4),
    "npyBigEndianFloat64": npy(steps.astype(">f8") / 4),
    "npyFortranInt64": npy(numpy.asfortranarray(steps.astype("<i8"))),
    "npyHalf": npy(steps.astype("<f2") / 4),
    "npyBool": npy(steps % 2 == 0),
    "npyScalar": npy(numpy.float32(2.5)),
    "npyEmpty": npy(numpy.zeros((0, 4), "<f4")),
    "npyText": npy(numpy.array(["a", "b"])),
    "npzStored": npz(False, codes=steps.astype("<f4") / 4, labels=numpy.array([1, 2], "<i4")),
    "npzPacked": npz(True, codes=steps.astype("<f4") / 4, labels=numpy.array([1, 2], "<i4")),
    "safetensors": safetensors.numpy.save(
        {
            "weight": steps.astype("f4") / 4,
            "half": steps.astype("f2") / 4,
            "index": numpy.array([-1, 2], "i8"),
            "empty": numpy.zeros((0,), "f4"),
        },
        {"format": "np", "note": "Grüße \"quoted\"\n"},
    ),
    "gzip": gzip.compress(b"index,name\n0,ada\n", mtime=0),
    "pngPalette": png(palette, bits=2),
    "pngText": png(Image.fromarray(steps.astype("u1") * 50, "L"), pnginfo=info),
    "png16": png(Image.fromarray((steps * 13107).astype("u2"))),
}

print("import Foundation\n")
print("// Made by make_reference_files.py with")
print(f"// numpy {numpy.__version__}, safetensors {safetensors.__version__}, Pillow {PIL.__version__}.")
print("\n/// Small files that other programs wrote.")
print("enum ReferenceFiles {")
for name, content in files.items():
    text = base64.b64encode(content).decode()
    print(f"  static let {name} = bytes(")
    lines = [text[i : i + 92] for i in range(0, len(text), 92)]
    print('    """')
    for line in lines[:-1]:
        print(f"    {line}\\")
    print(f"    {lines[-1]}")
    print('    """)\n')
print("  private static func bytes(_ text: String) -> [UInt8] {")
print("    [UInt8](Data(base64Encoded: text)!)")
print("  }")
print("}")
