"""Writes a small conditional model with every kind of layer, and awkward sizes, to a file.

Its weights are random: it draws nothing, but the page must draw the same nothing as the library.
Nothing but the standard library, so that a model file is seen to be what docs/model-files.md says.
"""
import json
import random
import struct
import sys

LATENT, LABELS, SHAPE = 5, ["one", "two", "three"], [12, 10, 3]


def dense(outputs):
    return {"type": "dense", "outputs": outputs}


def conv(filters, kernel, stride, padding, kind="convolution"):
    return {"type": kind, "filters": filters, "kernel": kernel, "stride": stride, "padding": padding}


def transposed(filters, kernel, stride, padding):
    return conv(filters, kernel, stride, padding, "transposedConvolution")


def activation(function, **slope):
    return {"type": "activation", "function": function, **slope}


def norm(groups):
    return {"type": "groupNormalization", "groups": groups}


def residual(*layers):
    return {"type": "residual", "layers": list(layers)}


LABEL, FLATTEN = {"type": "labelEmbedding"}, {"type": "flatten"}


def upsampling(factor):
    return {"type": "upsampling", "factor": factor}


ENCODER = [
    conv(5, 3, 2, 1), LABEL, activation("leakyReLU", slope=0.2), upsampling(2),
    conv(6, 4, 2, 1), residual(activation("relu"), conv(6, 3, 1, 1), norm(1), activation("silu")),
    transposed(2, 3, 1, 1), FLATTEN, dense(9), activation("tanh"),
]
DECODER = [
    dense(20), LABEL, activation("silu"), dense(180), activation("leakyReLU", slope=0.25),
    {"type": "reshape", "shape": [6, 5, 6]},
    # A block whose first layer would overwrite its input, one in another, and one of layers in place.
    residual(
        norm(3), activation("silu"), conv(6, 3, 1, 1), norm(2), activation("relu"),
        conv(6, 3, 1, 1), residual(activation("tanh"))),
    # Padding beyond what the kernel needs, and none.
    conv(5, 2, 1, 1), activation("relu"), conv(4, 2, 1, 0), LABEL,
    # A kernel that the stride does not divide, and a stride beyond the kernel, which leaves pixels
    # that no input reaches.
    transposed(7, 3, 2, 1), activation("sigmoid"), conv(6, 2, 1, 1),
    residual(activation("relu"), conv(6, 1, 1, 0)), transposed(5, 2, 3, 0), conv(4, 3, 3, 1),
    activation("tanh"), upsampling(2), conv(3, 4, 2, 1),
]


class Writer:
    def __init__(self):
        self.tensors = {}
        self.random = random.Random(20)

    def add(self, name, shape, fan_in, centre=0.0):
        count, bound = 1, 3 / fan_in ** 0.5
        for size in shape:
            count *= size
        values = [centre + self.random.uniform(-bound, bound) for _ in range(count)]
        self.tensors[name] = (shape, struct.pack(f"<{count}e", *values))

    def layers(self, layers, shape, prefix):
        for index, layer in enumerate(layers):
            name, kind = f"{prefix}.{index}", layer["type"]
            channels = shape[-1]
            if kind == "dense":
                self.add(name + ".weight", [layer["outputs"], shape[0]], shape[0])
                self.add(name + ".bias", [layer["outputs"]], shape[0])
                shape = [layer["outputs"]]
            elif kind in ("convolution", "transposedConvolution"):
                kernel, stride, padding = layer["kernel"], layer["stride"], layer["padding"]
                filters, fan_in = layer["filters"], channels * kernel * kernel
                if kind == "convolution":
                    sides = [(size + 2 * padding - kernel) // stride + 1 for size in shape[:2]]
                    outer = [filters, channels]
                else:
                    sides = [(size - 1) * stride - 2 * padding + kernel for size in shape[:2]]
                    outer, fan_in = [channels, filters], fan_in / stride ** 2
                self.add(name + ".weight", outer + [kernel, kernel], fan_in)
                self.add(name + ".bias", [filters], fan_in)
                shape = sides + [filters]
            elif kind == "groupNormalization":
                self.add(name + ".weight", [channels], 4, centre=1.0)
                self.add(name + ".bias", [channels], 4)
            elif kind == "labelEmbedding":
                self.add(name + ".weight", [channels, len(LABELS)], len(LABELS))
            elif kind == "upsampling":
                shape = [layer["factor"] * size for size in shape[:2]] + [channels]
            elif kind == "flatten":
                shape = [shape[0] * shape[1] * shape[2]]
            elif kind == "reshape":
                shape = layer["shape"]
            elif kind == "residual":
                self.layers(layer["layers"], shape, name + ".body")
        return shape


def main(path):
    writer = Writer()
    features = writer.layers(ENCODER, SHAPE, "encoder")
    for head in ("mean", "log_variance"):
        writer.add(head + ".weight", [LATENT, features[0]], features[0])
        writer.add(head + ".bias", [LATENT], features[0])
    assert writer.layers(DECODER, [LATENT], "decoder") == SHAPE
    architecture = {
        "sampleShape": SHAPE, "latentDimension": LATENT, "encoder": ENCODER, "decoder": DECODER,
        "likelihood": {"bernoulli": {}}, "condition": {"name": "kind", "labels": LABELS},
    }
    header = {"__metadata__": {
        "format": "latents.vae", "latents": "1", "architecture": json.dumps(architecture),
        "outputLogVariance": "0", "precision": "f16",
    }}
    data = b""
    for name, (shape, values) in sorted(writer.tensors.items()):
        header[name] = {
            "dtype": "F16", "shape": shape, "data_offsets": [len(data), len(data) + len(values)]}
        data += values
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as file:
        file.write(struct.pack("<Q", len(text)) + text + data)


main(sys.argv[1])
