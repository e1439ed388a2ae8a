"""Writes Tests/LatentVAETests/Golden/objectives.safetensors: objectives and gradients by PyTorch.

Every case is one batch of a small model in double precision: the objective's value and its gradients
by automatic differentiation, from formulas that are written here again and share nothing with the
package. Run as `python3 Tests/Scripts/objective_reference.py` with PyTorch (made with 2.13).
"""

import json
import math
import pathlib
import struct

import torch
import torch.nn.functional as F
from torch import nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(20)
BATCH, COUNT, LATENT, LABELS = 5, 12, 3, 4
tensors = {}


def store(name, value):
    tensors[name] = value.detach().to(torch.float32)


class Residual(nn.Module):
    def __init__(self, *layers):
        super().__init__()
        self.body = nn.Sequential(*layers)

    def forward(self, x):
        return x + self.body(x)


class Dense(nn.Module):
    """The preset `.dense(sampleShape: [6, 6, 2], latentDimension: 3, hidden: [12], activation: .tanh)`."""

    def __init__(self, labels=0):
        super().__init__()
        self.inner = nn.Linear(72 + labels, 12)
        self.head = nn.Linear(12, 2 * LATENT)
        self.first = nn.Linear(LATENT + labels, 12)
        self.last = nn.Linear(12, 72)
        self.labels = labels

    def join(self, x, labels):
        return torch.cat([x, F.one_hot(labels, LABELS).to(x)], 1) if self.labels else x

    def encode(self, x, labels):
        return self.head(torch.tanh(self.inner(self.join(x.flatten(1), labels))))

    def decode(self, z, labels):
        return self.last(torch.tanh(self.first(self.join(z, labels)))).view(-1, 2, 6, 6)

    def named(self, values):
        """Tensors by their names in a model file; `values` maps a parameter to what is stored."""
        w = lambda p: values(p)
        shift = 1 if self.labels else 0
        named = {}
        for key, layer, size in [
            ("encoder.1", self.inner, 72), ("decoder.0", self.first, LATENT)
        ]:
            weight = w(layer.weight)
            named[key + ".weight"] = weight[:, :size]
            named[key + ".bias"] = w(layer.bias)
            if self.labels:
                number = int(key.split(".")[1]) + 1
                named[f"{key.split('.')[0]}.{number}.weight"] = weight[:, size:]
        named[f"decoder.{2 + shift}.weight"] = w(self.last.weight)
        named[f"decoder.{2 + shift}.bias"] = w(self.last.bias)
        named["mean.weight"], named["log_variance.weight"] = w(self.head.weight).chunk(2)
        named["mean.bias"], named["log_variance.bias"] = w(self.head.bias).chunk(2)
        return named


class Convolutional(nn.Module):
    """The preset `.residual(sampleShape: [8, 8, 2], latentDimension: 3, channels: [9, 10], hidden: 8)`."""

    def __init__(self):
        super().__init__()

        def norm(c):
            return [nn.GroupNorm(max(g for g in range(1, 9) if c % g == 0), c), nn.SiLU()]

        def block(c):
            return Residual(
                *norm(c), nn.Conv2d(c, c, 3, 1, 1), *norm(c), nn.Conv2d(c, c, 3, 1, 1))

        self.encoder = nn.Sequential(
            nn.Conv2d(2, 9, 4, 2, 1), block(9), nn.Conv2d(9, 10, 4, 2, 1), block(10), *norm(10),
            nn.Flatten(), nn.Linear(40, 8), nn.SiLU())
        self.head = nn.Linear(8, 2 * LATENT)
        self.decoder = nn.Sequential(
            nn.Linear(LATENT, 8), nn.SiLU(), nn.Linear(8, 40), nn.Unflatten(1, (10, 2, 2)),
            block(10), *norm(10), nn.ConvTranspose2d(10, 9, 4, 2, 1), block(9), *norm(9),
            nn.ConvTranspose2d(9, 2, 4, 2, 1))

    def encode(self, x, labels):
        return self.head(self.encoder(x))

    def decode(self, z, labels):
        return self.decoder(z)

    def named(self, values):
        named = {n: values(p) for n, p in self.named_parameters() if not n.startswith("head")}
        named["mean.weight"], named["log_variance.weight"] = values(self.head.weight).chunk(2)
        named["mean.bias"], named["log_variance.bias"] = values(self.head.bias).chunk(2)
        return named


def edges(decoded, x, weight):
    error = decoded - x
    across = error[..., :, 1:] - error[..., :, :-1]
    down = error[..., 1:, :] - error[..., :-1, :]
    return weight / 2 * (across.square().sum((1, 2, 3)) + down.square().sum((1, 2, 3)))


def reconstruction(outputs, x, sigma, edge):
    """−log p(x|z) of each row, and the term on edges."""
    if sigma is None:
        loss = F.binary_cross_entropy_with_logits(outputs, x, reduction="none").sum((1, 2, 3))
        decoded = torch.sigmoid(outputs)
    else:
        loss = -torch.distributions.Normal(outputs, sigma).log_prob(x).sum((1, 2, 3))
        decoded = outputs
    return loss, edges(decoded, x, edge)


def total_correlation(z, mean, log_variance):
    normal = torch.distributions.Normal(mean, (log_variance / 2).exp())
    log_q = normal.log_prob(z[:, None, :])  # [i, k, j]
    weight = torch.full((BATCH, BATCH), (COUNT - 1) / (COUNT * (BATCH - 1)))
    weight.fill_diagonal_(1 / COUNT)
    joint = torch.logsumexp(weight.log() + log_q.sum(2), 1)
    marginals = torch.logsumexp(weight.log()[:, :, None] + log_q, 1).sum(1)
    return (joint - marginals).mean()


def mean_discrepancy(z):
    total = 0
    d = z.shape[1]
    for s in (d / 4, d, 4 * d):
        k = torch.exp(-torch.cdist(z, z).square() / (2 * s))
        pairs = (k.sum() - k.diagonal().sum()) / (BATCH * (BATCH - 1))
        cross = ((s / (s + 1)) ** (d / 2) * torch.exp(-z.square().sum(1) / (2 * (s + 1)))).mean()
        total = total + (pairs - 2 * cross + (s / (s + 2)) ** (d / 2)) / 3
    return total


def run(name, model, kind, size=6, sigma=None, edge=0.0, beta=1.0, copies=1, labels=False, **more):
    for parameter in model.parameters():
        parameter.data = (parameter.data * 1.5).float().double()
    x = torch.rand(COUNT, 2, size, size).float().double()
    label = torch.randint(LABELS, (COUNT,))
    noise = torch.randn(BATCH * copies, LATENT).float().double()
    rows = label[:BATCH].repeat_interleave(copies)
    mean, log_variance = model.encode(x[:BATCH], label[:BATCH]).chunk(2, 1)
    mu, v = mean.repeat_interleave(copies, 0), log_variance.repeat_interleave(copies, 0)
    z = mu + (v / 2).exp() * noise
    outputs = model.decode(z, rows)
    loss, edge_loss = reconstruction(outputs, x[:BATCH].repeat_interleave(copies, 0), sigma, edge)
    kl = (0.5 * (mean.square() + log_variance.exp() - 1 - log_variance)).sum(1).mean()
    plain = (loss + edge_loss).mean()
    if kind == "capacity":
        objective = plain + beta * (kl - more["nats"]).abs()
    elif kind == "correlation":
        term = total_correlation(z, mean, log_variance)
        store(name + ".term", term.reshape(1))
        objective = plain + beta * (kl + (more["weight"] - 1) * term)
    elif kind == "discrepancy":
        term = mean_discrepancy(z)
        store(name + ".term", term.reshape(1))
        objective = plain + beta * kl + more["weight"] * term
    elif kind == "importance":
        prior = torch.distributions.Normal(0.0, 1.0).log_prob(z).sum(1)
        posterior = torch.distributions.Normal(mu, (v / 2).exp()).log_prob(z).sum(1)
        ratio = -(loss + edge_loss) + beta * (prior - posterior)
        bound = torch.logsumexp(ratio.view(BATCH, copies), 1) - math.log(copies)
        objective = -bound.mean()
    else:
        objective = plain + beta * kl
    objective.backward()
    store(name + ".x", x)
    store(name + ".noise", noise)
    store(name + ".labels", label)
    store(name + ".figures", torch.stack([objective, loss.mean(), kl]))
    for key, value in model.named(lambda p: p.data).items():
        store(f"{name}.initial.{key}", value)
    for key, value in model.named(lambda p: p.grad).items():
        store(f"{name}.gradient.{key}", value)


run("edges", Dense(), "plain", edge=3.0)
run("edges-normal", Dense(), "plain", sigma=0.3, edge=3.0, beta=0.5)
run("capacity-above", Dense(), "capacity", beta=20.0, nats=0.02)
run("capacity-below", Dense(), "capacity", beta=20.0, nats=7.0)
run("correlation", Dense(), "correlation", beta=1.5, weight=6.0)
run("discrepancy", Dense(), "discrepancy", beta=0.1, weight=50.0)
run("importance", Dense(), "importance", copies=4)
run("importance-normal", Dense(), "importance", copies=3, sigma=0.5, edge=2.0, beta=0.7)
run("conditional", Dense(LABELS), "plain")
run("conditional-importance", Dense(LABELS), "importance", copies=3)
run("residual", Convolutional(), "plain", size=8)


def write(path):
    header, data = {"__metadata__": {"made_by": f"PyTorch {torch.__version__}, float64"}}, b""
    for name in sorted(tensors):
        value = tensors[name].contiguous()
        start, data = len(data), data + value.numpy().tobytes()
        header[name] = {
            "dtype": "F32", "shape": list(value.shape), "data_offsets": [start, len(data)]}
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    path.write_bytes(struct.pack("<Q", len(text)) + text + data)


write(pathlib.Path(__file__).parent.parent / "LatentVAETests/Golden/objectives.safetensors")
