"""The coefficients of the elementary functions in Sources/CLatentKernels/templates, with the error of
each fit: weighted minimax polynomials by Lawson's iteration (reweighted least squares on Chebyshev
points), rounded one by one, lowest degree first, the others refitted after each rounding.

    python3 Tests/Scripts/elementary_coefficients.py        (needs mpmath; about a minute)
"""

import struct
import sys

from mpmath import atan, cos, erf, erfc, exp, log, lu_solve, matrix, mp, mpf, pi, sin, sqrt, tanh

mp.dps = 45


def f32(x):
    return mpf(struct.unpack("f", struct.pack("f", float(x)))[0])


def f64(x):
    return mpf(float(x))


def lawson(values, weights, basis, steps):
    """Coefficients c that make max |w·(f − Σ c·basis)| small, and that maximum."""
    n, m = len(basis), len(values)
    density = [mpf(1) / m] * m
    best = None
    for _ in range(steps):
        normal, right = matrix(n, n), matrix(n, 1)
        q = [d * w * w for d, w in zip(density, weights)]
        for i in range(n):
            row = [a * b for a, b in zip(q, basis[i])]
            for j in range(i + 1):
                normal[i, j] = normal[j, i] = mp.fdot(row, basis[j])
            right[i] = mp.fdot(row, values)
        c = lu_solve(normal, right)
        errors = [
            abs(w * (f - mp.fsum(c[j] * basis[j][k] for j in range(n))))
            for k, (f, w) in enumerate(zip(values, weights))
        ]
        worst = max(errors)
        if best is None or worst < best[0]:
            best = (worst, [c[j] for j in range(n)])
        density = [d * (e + worst * mpf("1e-3")) for d, e in zip(density, errors)]
        total = mp.fsum(density)
        density = [d / total for d in density]
    return best


def literal(x, single=False):
    mantissa, exponent = float(x).hex().split("p")
    return f"{mantissa.rstrip('0').rstrip('.')}p{exponent}{'f' if single else ''}"


def fit(name, f, weight, degree, low, high, rounded, pair=False):
    """Fits f on low…high; with `pair` the first coefficient is high + low."""
    low, high = mpf(low), mpf(high)
    size, m = max(abs(low), abs(high)), 12 * (degree + 2)
    xs = [(low + high) / 2 - (high - low) / 2 * cos(pi * (2 * i + 1) / mpf(2 * m)) for i in range(m)]
    values, weights = [f(x) for x in xs], [weight(x) for x in xs]
    basis = [[(x / size) ** k for x in xs] for k in range(degree + 1)]
    _, c = lawson(values, weights, basis, 25)
    texts = []
    for k in range(degree + 1):
        v = rounded(c[0] / size**k)
        texts.append(literal(v, rounded is f32))
        if k == 0 and pair:
            rest = f64(c[0] - v)
            texts.append(literal(rest))
            v += rest
        values = [y - v * x**k for y, x in zip(values, xs)]
        if k < degree:
            _, c = lawson(values, weights, basis[k + 1 :], 6)
    worst = max(abs(w * y) for w, y in zip(weights, values))
    print(f"{name}: degree {degree} on {mp.nstr(low, 6)}…{mp.nstr(high, 6)}, "
          f"error 2^{mp.nstr(log(worst) / log(2), 4)}")
    print("   " + ", ".join(texts))
    sys.stdout.flush()


def limit(f, series):
    """f, but the series where f would divide zero by zero."""
    return lambda x: series(x) if abs(x) < mpf(10) ** -9 else f(x)


half_ln2 = log(mpf(2)) / 2 * mpf("1.0005")
quarter_pi = mpf("0.786") ** 2
exp_tail = limit(lambda r: (exp(r) - 1 - r) / r**2, lambda r: mpf(1) / 2 + r / 6 + r * r / 24)
sin_tail = limit(lambda z: (sin(sqrt(z)) / sqrt(z) - 1) / z, lambda z: -mpf(1) / 6 + z / 120)

# Floats (in vectors).
fit("exp", exp_tail, lambda r: r**2 / exp(r), 4, -half_ln2, half_ln2, f32)
fit("log", limit(lambda f: (log(1 + f) - f + f * f / 2) / f**3, lambda f: mpf(1) / 3 - f / 4 + f * f / 5),
    lambda f: f * f, 7, sqrt(mpf(1) / 2) - 1, sqrt(mpf(2)) - 1, f32)
fit("tanh", limit(lambda z: (tanh(sqrt(z)) / sqrt(z) - 1) / z, lambda z: -mpf(1) / 3 + 2 * z / 15),
    lambda z: z, 4, 0, mpf("0.625") ** 2, f32)
two_root = 2 / sqrt(pi)
fit("erf below 0.9", limit(lambda z: erf(sqrt(z)) / sqrt(z) - 1, lambda z: two_root * (1 - z / 3) - 1),
    lambda z: mpf(1), 6, 0, mpf("0.81"), f32)
fit("erf above 0.9: −ln erfc(t)/t − 1", lambda t: -log(erfc(t)) / t - 1, lambda t: t * erfc(t), 5,
    "0.9", "3.95", f32)
fit("sin for floats", sin_tail, lambda z: z, 3, 0, quarter_pi, f64)
fit("cos for floats", limit(lambda z: (cos(sqrt(z)) - 1) / z, lambda z: -mpf(1) / 2 + z / 24),
    lambda z: z, 3, 0, quarter_pi, f64)

# Doubles.
fit("exp", exp_tail, lambda r: r**2, 9, -half_ln2, half_ln2, f64)
s_largest = (sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)


def log_tail(z):
    """2(atanh s − s)/s³ with z = s²."""
    if z < mpf(10) ** -16:
        return mpf(2) / 3 + z * 2 / 5 + z * z * 2 / 7
    return (log((1 + sqrt(z)) / (1 - sqrt(z))) / sqrt(z) - 2) / z


fit("log", log_tail, lambda z: z, 6, 0, s_largest**2 * mpf("1.0005"), f64)
fit("log for pow", log_tail, lambda z: z, 7, 0, s_largest**2 * mpf("1.0005"), f64, pair=True)
fit("sin", sin_tail, lambda z: z, 5, 0, quarter_pi, f64)
fit("cos", limit(lambda z: ((cos(sqrt(z)) - 1) / z + mpf(1) / 2) / z, lambda z: mpf(1) / 24 - z / 720),
    lambda z: z * z, 5, 0, quarter_pi, f64)
fit("atan", limit(lambda z: (atan(sqrt(z)) / sqrt(z) - 1) / z, lambda z: -mpf(1) / 3 + z / 5),
    lambda z: z, 5, 0, mpf("0.094") ** 2, f64)
fit("erf", limit(lambda z: (erf(sqrt(z)) / sqrt(z) - two_root) / z, lambda z: two_root * (z / 10 - mpf(1) / 3)),
    lambda z: z, 9, 0, mpf("0.5626"), f64)


def erfcx(x):
    return exp(x * x) * erfc(x)


ends = [mpf(e) for e in ("0.25", "0.625", "1", "1.5", "2.125", "2.875", "3.75", "4.875", "6.25")]
for left, right in zip(ends, ends[1:]):
    middle = (left + right) / 2
    fit(f"erfcx about {middle}", lambda u: erfcx(middle + u), lambda u: 1 / erfcx(middle + u), 13,
        (left - middle) * mpf("1.0001"), (right - middle) * mpf("1.0001"), f64, pair=True)


def erfcx_tail(w):
    """(erfcx(y)·y·√π − 1)/w with w = 1/y²."""
    if w < mpf(10) ** -12:
        return -mpf(1) / 2 + mpf(3) / 4 * w
    y = 1 / sqrt(w)
    return (erfcx(y) * y * sqrt(pi) - 1) / w


fit("erfcx above 6.25", erfcx_tail, lambda w: w, 9, 0, "0.025601", f64)
