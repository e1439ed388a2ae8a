"""What NumPy, SciPy and scikit-learn have of the operations in LatentBenchmarks, in float32 where
they keep it: 10,000 latents of 64 coordinates, the same settings, the way their manuals do it."""

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.linalg import cho_factor, solve_triangular
from scipy.special import ndtr, ndtri
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.metrics import roc_auc_score
from sklearn.mixture import GaussianMixture
from sklearn.svm import LinearSVC
import warnings

warnings.filterwarnings("ignore")
COUNT, DIMENSION = 10_000, 64
rng = np.random.default_rng(3)
a = rng.standard_normal((COUNT, DIMENSION), dtype=np.float32)
b = rng.standard_normal((COUNT, DIMENSION), dtype=np.float32)
flags = a[:, 0] + 0.5 * b[:, 0] > 0
groups = a[:, 1] > 0
t = np.float32(0.3)


def slerp(x, y, t):
    """Unit slerp by the angle, norms blended."""
    nx, ny = np.linalg.norm(x, axis=1, keepdims=True), np.linalg.norm(y, axis=1, keepdims=True)
    ux, uy = x / nx, y / ny
    angle = np.arccos(np.clip((ux * uy).sum(1, keepdims=True), -1, 1))
    unit = (np.sin((1 - t) * angle) * ux + np.sin(t * angle) * uy) / np.sin(angle)
    return unit * ((1 - t) * nx + t * ny)


def balanced():
    cells = [a[flags & (groups == g)].mean(0) - a[~flags & (groups == g)].mean(0)
             for g in (False, True)]
    return np.mean(cells, axis=0)


def truncated():
    z = np.random.default_rng(1).standard_normal((COUNT, DIMENSION), dtype=np.float32)
    while (beyond := np.abs(z) > 2).any():
        z[beyond] = np.random.default_rng(2).standard_normal(beyond.sum(), dtype=np.float32)
    return z


def variations():
    z = a[0].astype(np.float64)
    length = np.linalg.norm(z)
    u = np.random.default_rng(1).standard_normal((COUNT, DIMENSION))
    u -= np.outer(u @ z / length**2, z)
    u /= np.linalg.norm(u, axis=1, keepdims=True)
    return np.cos(0.5) * z + np.sin(0.5) * length * u


def log_density(x, mean, covariance):
    factor = np.linalg.cholesky(covariance)
    y = solve_triangular(factor, (x - mean).T, lower=True)
    return -0.5 * (y**2).sum(0) - np.log(np.diag(factor)).sum() - 0.5 * DIMENSION * np.log(2 * np.pi)


def conditioned():
    v, c = a[flags].mean(0) - a[~flags].mean(0), b[:4]
    return v - c.T @ np.linalg.solve(c @ c.T, c @ v)


mean, covariance = a.mean(0), np.cov(a.T)
vector = a[flags].mean(0) - a[~flags].mean(0)
mixture = GaussianMixture(10, max_iter=2, random_state=0).fit(a)
keyframes = CubicSpline(np.arange(10), a[:10])
reference = np.sort(-log_density(a, mean, covariance))

WORKLOADS = {
    "interpolate-linear": lambda: (1 - t) * a + t * b,
    "interpolate-spherical": lambda: slerp(a, b, t),
    "interpolate-variancePreserving": lambda: ((1 - t) * a + t * b) / np.sqrt((1 - t)**2 + t**2),
    "interpolate-gaussian": lambda: ndtri((1 - t) * ndtr(a.astype(np.float64)) + t * ndtr(b.astype(np.float64))),
    "path-spline": lambda: keyframes(np.linspace(0, 9, COUNT)),
    "variations": variations,
    "sample-prior": lambda: np.random.default_rng(1).standard_normal((COUNT, DIMENSION), dtype=np.float32),
    "sample-truncated": truncated,
    "fit-diagonal-normal": lambda: (a.mean(0), a.std(0)),
    "fit-full-normal": lambda: np.linalg.cholesky(np.cov(a.T)),
    "log-density-full-normal": lambda: log_density(a, mean, covariance),
    "fit-mixture-10": lambda: GaussianMixture(10, max_iter=5, tol=0, init_params="k-means++", random_state=1).fit(a),
    "log-density-mixture-10": lambda: mixture.score_samples(a),
    "sample-mixture-10": lambda: mixture.sample(COUNT),
    "typicality": lambda: np.searchsorted(reference, -log_density(b, mean, covariance)),
    "attribute-mean": lambda: a[flags].mean(0) - a[~flags].mean(0),
    "attribute-balanced": balanced,
    "attribute-conditioned": conditioned,
    "attribute-evaluate": lambda: roc_auc_score(flags, a @ vector),
    "attribute-logistic": lambda: LogisticRegression(C=1, max_iter=1000).fit(a, flags),
    "attribute-svm": lambda: LinearSVC(C=0.5).fit(a, flags),
    "attribute-lda": lambda: LinearDiscriminantAnalysis(solver="lsqr", shrinkage=0.001).fit(a, flags),
    "attribute-ridge": lambda: Ridge(1).fit(a, np.where(flags, 1, -1)),
    "edit-add": lambda: a + np.float32(1.5) * vector,
    "score": lambda: a @ vector + 0.5,
    "covariance-eigen-64": lambda: np.linalg.eigh(np.cov(a.T)),
    "svd-10000x64": lambda: np.linalg.svd(a.astype(np.float64), full_matrices=False),
    "cholesky-64": lambda: cho_factor(covariance),
}
