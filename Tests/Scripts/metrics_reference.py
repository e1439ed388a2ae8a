"""Writes Tests/LatentSpaceTests/Metrics/MetricReference.swift: figures of fixed inputs, computed with
NumPy, SciPy and scikit-learn in float64.

    python3 Tests/Scripts/metrics_reference.py        (needs numpy, scipy, scikit-learn)
"""

from pathlib import Path

import numpy as np

lines = []


def write(name, value, comment):
    def text(v):
        if isinstance(v, (list, np.ndarray)):
            inner = [text(x) for x in v]
            one = "[" + ", ".join(inner) + "]"
            if len(one) < 80:
                return one
            return "[\n" + "".join("    " + x + ",\n" for x in inner) + "  ]"
        return repr(float(v))

    lines.append(f"  /// {comment}\n  static let {name} = {text(value)}\n")


# The golden codes, rounded to float32 as a batch holds them.
i = np.arange(240.0)
y = np.stack([i % 4, (i // 4) % 3], 1)
z = np.stack(
    [
        y[:, 0] + 0.2 * np.sin(1.7 * i),
        y[:, 1] + 0.3 * np.cos(2.3 * i),
        0.5 * y[:, 0] + 0.5 * y[:, 1] + 0.4 * np.sin(0.9 * i),
        np.sin(0.37 * i),
    ],
    1,
).astype(np.float32).astype(float)


def gap(scores):
    s = np.sort(scores, axis=0)
    return np.mean(s[-1] - s[-2])


# --- SAP
r2 = np.array([[np.corrcoef(z[:, j], y[:, k])[0, 1] ** 2 for k in range(2)] for j in range(4)])
write("squaredCorrelations", r2, "np.corrcoef squared, codes × factors.")
write("sapContinuous", gap(r2), "The mean gap of the two best.")


def balanced(x, f):
    b = np.digitize(x, np.histogram(x, 20)[1][:-1])
    values = np.unique(f)
    share = np.array([[np.mean(b[f == v] == c) for v in values] for c in range(1, 21)])
    return share.max(1).sum() / len(values)


ba = np.array([[balanced(z[:, j], y[:, k]) for k in range(2)] for j in range(4)])
write("balancedAccuracies", ba, "Balanced accuracy of the best value of each of 20 bins.")
write("sapDiscrete", gap(ba), "The mean gap of the two best.")

# --- DCI: the lasso of scikit-learn on standardised codes, each value of a factor as 0 or 1.
from sklearn.linear_model import Lasso  # noqa: E402

x = (z - z.mean(0)) / z.std(0)


def lasso(target):
    return np.abs(Lasso(alpha=0.02, tol=1e-12, max_iter=100000).fit(x, target).coef_)


r = np.stack([sum(lasso((y[:, k] == v) * 1.0) for v in np.unique(y[:, k])) for k in range(2)], 1)
write("lassoImportance", r, "Sums of |coef_| of sklearn.linear_model.Lasso(alpha=0.02).")
rc = np.stack([lasso((y[:, k] - y[:, k].mean()) / y[:, k].std()) for k in range(2)], 1)
write("lassoImportanceContinuous", rc, "|coef_| of sklearn.linear_model.Lasso(alpha=0.02).")


def one_minus_entropy(p, axis):
    p = p / np.maximum(p.sum(axis, keepdims=True), 1e-300)
    return 1 + (p * np.log(p, where=p > 0, out=np.zeros_like(p))).sum(axis) / np.log(p.shape[axis])


write("lassoDisentanglement", (one_minus_entropy(r, 1) * r.sum(1) / r.sum()).sum(), "From it.")
write("lassoCompleteness", (one_minus_entropy(r, 0) * r.sum(0) / r.sum()).sum(), "From it.")

# --- IRS, as in disentanglement_lib's irs.py at 86a644d.
largest = np.abs(z - z.mean(0)).max(0)
spread = np.zeros((4, 2))
for k in range(2):
    for v in np.unique(y[:, k]):
        rows = z[y[:, k] == v]
        spread[:, k] += np.percentile(np.abs(rows - rows.mean(0)), 99, axis=0)
    spread[:, k] /= len(np.unique(y[:, k]))
irs = 1 - spread / largest[:, None]
write("robustness", irs, "1 - spread / largest, codes × factors.")
write("robustnessScore", np.average(irs.max(1), weights=largest), "Weighted by the largest.")

# --- Linear probe: softmax regression of scikit-learn on standardised codes.
from sklearn.linear_model import LogisticRegression  # noqa: E402

n = np.arange(60.0)
px = np.stack([np.sin(1.3 * n) + (n % 3), np.cos(0.7 * n), 5 * np.sin(0.2 * n) + n % 2], 1)
px = px.astype(np.float32).astype(float)
py = (n % 3 + (n % 7 == 0)).astype(int)
ps = (px - px.mean(0)) / px.std(0)
fit = LogisticRegression(C=1.0, tol=1e-10, max_iter=10000).fit(ps, py)
write("probePredictions", fit.predict(ps), "LogisticRegression(C=1) on standardised codes.")

# --- Sample quality: brute force over all pairs of X(n, d, s)[i][j] = sin(0.7 i + 1.3 j + s)
# + 0.3 cos(0.11 i j + s), generated ones scaled by 1.5 and moved by 0.4.


def grid(n, d, s):
    i, j = np.mgrid[0:n, 0:d].astype(float)
    return np.sin(0.7 * i + 1.3 * j + s) + 0.3 * np.cos(0.11 * i * j + s)


real = grid(60, 3, 0).astype(np.float32).astype(float)
made = (1.5 * grid(50, 3, 0.25) + 0.4).astype(np.float32).astype(float)


def distances(a, b):
    return np.sqrt(((a[:, None] - b[None]) ** 2).sum(2))


def radii(a, k):
    return np.sort(distances(a, a), 1)[:, k]


between = distances(made, real)
write("precision", (between <= radii(real, 3)).any(1).mean(), "Improved precision, k = 3.")
write("recall", (between.T <= radii(made, 3)).any(1).mean(), "Improved recall, k = 3.")
inside = between <= radii(real, 5)
write("density", inside.sum(1).mean() / 5, "Density, k = 5.")
write("coverage", inside.any(0).mean(), "Coverage, k = 5.")
nearest = between.argmin(1)
authentic = between.min(1) > radii(real, 1)[nearest]
write("authenticity", authentic.mean(), "Distance to the nearest against that one's own.")
kernel = lambda a, b: (a @ b.T / a.shape[1] + 1) ** 3  # noqa: E731
off = lambda k: (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))  # noqa: E731
mmd = off(kernel(real, real)) + off(kernel(made, made)) - 2 * kernel(real, made).mean()
write("kernelDistance", mmd, "Unbiased MMD² with the cubic kernel.")

from sklearn.neighbors import KNeighborsClassifier  # noqa: E402

classes = (np.arange(60) // 4) % 3
order = np.argsort(distances(real, real) + np.diag(np.full(60, np.inf)), 1)[:, :1]
write("nearestAccuracy", (classes[order[:, 0]] == classes).mean(), "1 neighbour, leave-one-out.")
guess = KNeighborsClassifier(5).fit(real, classes).predict(made)
write("heldOutAccuracy", (guess == classes[:50]).mean(), "KNeighborsClassifier(5) on the others.")

out = Path(__file__).parents[1] / "LatentSpaceTests/Metrics/MetricReference.swift"
out.write_text(
    "// Written by Tests/Scripts/metrics_reference.py.\n\n"
    "/// Figures computed in float64 with NumPy, SciPy and scikit-learn.\n"
    "enum Reference {\n" + "\n".join(lines) + "}\n"
)
