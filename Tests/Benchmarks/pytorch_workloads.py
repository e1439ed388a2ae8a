"""The workloads of LatentBenchmarks, written the way a PyTorch user would write them.

Each workload is a function that builds its data and returns a dictionary of variants: name of the
variant -> function of no arguments that does the work once. Variants differ only in options that
PyTorch's own guides recommend (fused Adam, channels-last memory, torch.compile); the comparison
takes whichever of them is fastest.
"""

import torch
import torch.nn.functional as F
from torch import nn


class VariationalAutoencoder(nn.Module):
    """Encoder to mean and log variance, reparametrisation, decoder to Bernoulli logits."""

    def __init__(self, encoder, decoder, latent_dimension, deviation=None):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.latent_dimension = latent_dimension
        self.deviation = deviation  # of a normal likelihood; None for a Bernoulli one

    def encode(self, x):
        return self.encoder(x)[:, : self.latent_dimension]

    def decode(self, z):
        outputs = self.decoder(z)
        return torch.sigmoid(outputs) if self.deviation is None else outputs

    def loss(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        outputs = self.decoder(z)
        if self.deviation is None:
            reconstruction = F.binary_cross_entropy_with_logits(outputs, x, reduction="sum")
        else:
            reconstruction = F.mse_loss(outputs, x, reduction="sum") / (2 * self.deviation**2)
        divergence = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum()
        return (reconstruction + divergence) / x.shape[0]


def dense_preset():
    encoder = nn.Sequential(nn.Linear(784, 400), nn.ReLU(), nn.Linear(400, 40))
    decoder = nn.Sequential(nn.Linear(20, 400), nn.ReLU(), nn.Linear(400, 784))
    return VariationalAutoencoder(encoder, decoder, 20), (784,)


def convolutional_preset():
    encoder = nn.Sequential(
        nn.Conv2d(1, 32, 4, stride=2, padding=1), nn.ReLU(),
        nn.Conv2d(32, 64, 4, stride=2, padding=1), nn.ReLU(),
        nn.Flatten(), nn.Linear(3136, 256), nn.ReLU(), nn.Linear(256, 32))
    decoder = nn.Sequential(
        nn.Linear(16, 256), nn.ReLU(), nn.Linear(256, 3136), nn.ReLU(),
        nn.Unflatten(1, (64, 7, 7)),
        nn.ConvTranspose2d(64, 32, 4, stride=2, padding=1), nn.ReLU(),
        nn.ConvTranspose2d(32, 1, 4, stride=2, padding=1))
    return VariationalAutoencoder(encoder, decoder, 16), (1, 28, 28)


def faces_preset():
    """The network of the bundled model of faces."""
    def down(inputs, outputs):
        return nn.Conv2d(inputs, outputs, 4, stride=2, padding=1), nn.SiLU()

    def up(inputs, outputs):
        return nn.ConvTranspose2d(inputs, outputs, 4, stride=2, padding=1)

    encoder = nn.Sequential(
        *down(3, 32), *down(32, 64), *down(64, 128), *down(128, 256),
        nn.Flatten(), nn.Linear(4096, 256), nn.SiLU(), nn.Linear(256, 64))
    decoder = nn.Sequential(
        nn.Linear(32, 256), nn.SiLU(), nn.Linear(256, 4096), nn.SiLU(),
        nn.Unflatten(1, (256, 4, 4)), up(256, 128), nn.SiLU(), up(128, 64), nn.SiLU(),
        up(64, 32), nn.SiLU(), up(32, 3))
    return VariationalAutoencoder(encoder, decoder, 32, deviation=0.1), (3, 64, 64)


PRESETS = {"dense": dense_preset, "conv": convolutional_preset, "faces": faces_preset}


def product(rows, inner, columns):
    def build(compiled):
        a, b = torch.rand(rows, inner), torch.rand(inner, columns)
        c = torch.empty(rows, columns)
        return {"eager": lambda: torch.mm(a, b, out=c)}
    return build


def training_step(preset, batch):
    def variant(compiled, fused, channels_last):
        model, shape = PRESETS[preset]()
        x = torch.rand(batch, *shape)
        if channels_last:
            model = model.to(memory_format=torch.channels_last)
            x = x.to(memory_format=torch.channels_last)
        loss = torch.compile(model.loss) if compiled else model.loss
        optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, fused=fused)

        def step():
            optimizer.zero_grad(set_to_none=True)
            loss(x).backward()
            optimizer.step()
        return step

    def build(compiled):
        variants = {
            "eager": variant(False, None, False),
            "fused Adam": variant(False, True, False),
        }
        if preset != "dense":
            variants["fused, channels last"] = variant(False, True, True)
        if compiled:
            variants["compiled"] = variant(True, True, False)
        return variants
    return build


def inference(preset, part, batch):
    def variant(compiled, channels_last):
        model, shape = PRESETS[preset]()
        model.eval()
        x = torch.rand(batch, *shape) if part == "encode" else torch.randn(
            batch, model.latent_dimension)
        if channels_last:
            model = model.to(memory_format=torch.channels_last)
        function = model.encode if part == "encode" else model.decode
        if compiled:
            function = torch.compile(function)
        return lambda: function(x)

    def build(compiled):
        variants = {"eager": variant(False, False)}
        if preset == "conv":
            variants["channels last"] = variant(False, True)
        if compiled:
            variants["compiled"] = variant(True, False)
        return variants
    return build


WORKLOADS = {
    "sgemm-1024": product(1024, 1024, 1024),
    "sgemm-128x784x400": product(128, 784, 400),
    "dense-train-128": training_step("dense", 128),
    "conv-train-128": training_step("conv", 128),
    "faces-train-64": training_step("faces", 64),
    "dense-decode-1": inference("dense", "decode", 1),
    "dense-decode-1024": inference("dense", "decode", 1024),
    "dense-encode-1024": inference("dense", "encode", 1024),
    "conv-decode-1": inference("conv", "decode", 1),
    "conv-decode-256": inference("conv", "decode", 256),
}
