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

    def __init__(self, encoder, decoder, latent_dimension):
        super().__init__()
        self.encoder = encoder
        self.decoder = decoder
        self.latent_dimension = latent_dimension

    def encode(self, x):
        return self.encoder(x)[:, : self.latent_dimension]

    def decode(self, z):
        return torch.sigmoid(self.decoder(z))

    def loss(self, x):
        mean, log_variance = self.encoder(x).chunk(2, dim=1)
        z = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
        logits = self.decoder(z)
        reconstruction = F.binary_cross_entropy_with_logits(logits, x, reduction="sum")
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


PRESETS = {"dense": dense_preset, "conv": convolutional_preset}


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
        if preset == "conv":
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
    "dense-decode-1": inference("dense", "decode", 1),
    "dense-decode-1024": inference("dense", "decode", 1024),
    "dense-encode-1024": inference("dense", "encode", 1024),
    "conv-decode-1": inference("conv", "decode", 1),
    "conv-decode-256": inference("conv", "decode", 256),
}
