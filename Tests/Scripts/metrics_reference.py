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

# MORE

out = Path(__file__).parents[1] / "LatentSpaceTests/Metrics/MetricReference.swift"
out.write_text(
    "// Written by Tests/Scripts/metrics_reference.py.\n\n"
    "/// Figures computed in float64 with NumPy, SciPy and scikit-learn.\n"
    "enum Reference {\n" + "\n".join(lines) + "}\n"
)
