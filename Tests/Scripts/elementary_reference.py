"""Writes Tests/LatentSpaceTests/Numerics/ElementaryReference.swift: values of the elementary
functions at 60 digits, rounded to high + low so that errors can be measured to 1/1000 of a unit in
the last place.

    python3 Tests/Scripts/elementary_reference.py        (needs mpmath)
"""

import random
import struct
from pathlib import Path

from mpmath import atan2, cos, erf, erfc, exp, expm1, log, log1p, mp, mpf, power, sin, sqrt, tanh

mp.dps = 60
random.seed(2024)


def normal_quantile(p):
    x = -sqrt(-2 * log(p)) if p < mpf("0.25") else (p - mpf("0.5")) * mpf("2.5")
    for _ in range(200):
        step = (erfc(-x / sqrt(2)) / 2 - p) / (exp(-x * x / 2) / sqrt(2 * mp.pi))
        step = max(min(step, mpf(1)), mpf(-1))
        x -= step
        if abs(step) < mpf(10) ** -45 * max(abs(x), mpf(10) ** -10):
            break
    return x


def uniform(low, high, count):
    return [random.uniform(low, high) for _ in range(count)]


def magnitudes(low, high, count, signs=False):
    values = [float(2 ** mpf(random.uniform(low, high))) for _ in range(count)]
    return [v * random.choice((-1, 1)) for v in values] if signs else values


def near_halves_of_pi():
    """Doubles next to multiples of π/2, where the reduction loses most."""
    return [float(k * mp.pi / 2) for k in (1, 2, 3, 7, 100, 12345, 2**20 + 1, 2**31 + 3, 3 * 10**15)]


ANGLES = uniform(-10, 10, 40) + magnitudes(-30, 60, 20, True) + magnitudes(60, 1023, 20, True)
ANGLES += near_halves_of_pi() + [6381956970095103 * 2.0**797, 1.7e308]  # the hardest double; a huge one
PROBABILITIES = uniform(0, 1, 30) + uniform(0.02, 0.5, 20) + magnitudes(-1074, -1, 25)
PROBABILITIES += [0.5, 0.25, 0.75, 0.075, 0.425, 1 - 2.0**-53, 5e-324, 2.0**-1022, 0.5 + 2.0**-53]

FUNCTIONS = {
    "exp": (exp, uniform(-745, 709, 30) + uniform(-2, 2, 30) + magnitudes(-60, 0, 10, True)),
    "expm1": (expm1, uniform(-40, 709, 20) + uniform(-2, 2, 40) + magnitudes(-60, 0, 20, True)),
    "log": (log, magnitudes(-1074, 1024, 30) + uniform(0.5, 2, 40)),
    "log1p": (log1p, uniform(-0.999, 3, 40) + magnitudes(-60, 1000, 20) + magnitudes(-60, -1, 20, True)),
    "tanh": (tanh, uniform(-3, 3, 40) + magnitudes(-60, 4.3, 30, True)),
    "sigmoid": (lambda x: 1 / (1 + exp(-x)), uniform(-40, 40, 50) + uniform(-740, -40, 20)),
    "softplus": (lambda x: log1p(exp(x)), uniform(-40, 40, 50) + uniform(-740, 740, 20)),
    "sin": (sin, ANGLES),
    "cos": (cos, ANGLES),
    "erf": (erf, uniform(-6, 6, 60) + magnitudes(-60, 0, 20, True)),
    "erfc": (erfc, uniform(-3, 3, 60) + uniform(3, 26.5, 40)),
    "normalDistribution": (
        lambda x: erfc(-x / sqrt(2)) / 2, uniform(-3, 3, 50) + uniform(-38.4, -3, 40) + uniform(3, 9, 10)),
    "normalQuantile": (normal_quantile, PROBABILITIES),
}


def two(name, function, pairs):
    rows = []
    for x, y in pairs:
        high, low = split(function(mpf(x), mpf(y)))
        rows.append(f"    .init(x: {literal(x)}, y: {literal(y)}, high: {literal(high)}, low: {literal(low)}),")
    return [f"  static let {name}: [Pair] = ["] + rows + ["  ]"]


def split(value):
    high = float(value)
    return high, float(value - mpf(high))


def literal(x):
    """Hexadecimal; subnormal numbers as bits, because Swift warns about such literals."""
    if x == 0:
        return "0"
    if abs(x) < 2.0**-1022:
        return f".init(bitPattern: {hex(struct.unpack('Q', struct.pack('d', x))[0])})"
    mantissa, exponent = x.hex().split("p")
    return f"{mantissa.rstrip('0').rstrip('.')}p{int(exponent)}"


def main():
    lines = [
        "// Made by Tests/Scripts/elementary_reference.py (mpmath, 60 digits); not to be edited.",
        "// swift-format-ignore-file",
        "",
        "/// Values of the elementary functions at high precision: f(x) = high + low.",
        "enum ElementaryReference {",
        "  struct Value { let x, high, low: Double }",
        "  struct Pair { let x, y, high, low: Double }",
        "",
    ]
    for name, (function, points) in FUNCTIONS.items():
        lines.append(f"  static let {name}: [Value] = [")
        for x in points:
            high, low = split(function(mpf(x)))
            lines.append(f"    .init(x: {literal(x)}, high: {literal(high)}, low: {literal(low)}),")
        lines += ["  ]", ""]
    points = [(a * random.choice((-1, 1)), b * random.choice((-1, 1)))
              for a, b in zip(magnitudes(-20, 20, 60), magnitudes(-20, 20, 60))]
    points += [(1e-300, 1e300), (1e300, 1e-300), (5e-324, 5e-324), (1.7e308, -1.7e308), (3e-310, -1e-309)]
    lines += two("atan2", lambda y, x: atan2(y, x), points) + [""]
    points = []
    for largest in (1, 20, 700):
        for x in magnitudes(-8, 8, 15) + magnitudes(-1000, 1000, 5):
            points.append((x, random.uniform(-largest, largest) / float(log(mpf(x)))))
    lines += two("pow", power, points) + ["}", ""]
    target = Path(__file__).parent.parent / "LatentSpaceTests/Numerics/ElementaryReference.swift"
    target.write_text("\n".join(lines))


main()
