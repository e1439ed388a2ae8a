"""What NumPy, SciPy and scikit-learn have of the operations in LatentBenchmarks, in float32 where
they keep it: 10,000 latents of 64 coordinates, the same settings, the way their manuals do it."""

import numpy as np
from scipy.interpolate import CubicSpline
from scipy.linalg import cho_factor, solve_triangular, sqrtm
from scipy.special import logsumexp, ndtr, ndtri
from sklearn.cluster import KMeans
from sklearn.decomposition import FastICA, PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.manifold import TSNE, trustworthiness
from sklearn.metrics import mutual_info_score, pairwise_distances, roc_auc_score
from sklearn.mixture import GaussianMixture
from sklearn.neighbors import KNeighborsClassifier, NearestNeighbors
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

# ---- Discovery, maps and metrics

factors = [np.clip(((a[:, j] + 2.5) * 2).astype(int), 0, 9) for j in range(2)]
small, others = a[:2000], b[:2000]
plane = PCA(2).fit_transform(small)


def information_gap():
    digits = [np.digitize(a[:, j], np.histogram(a[:, j], 20)[1][:-1]) for j in range(DIMENSION)]
    gaps = []
    for factor in factors:
        values = np.sort([mutual_info_score(code, factor) for code in digits])
        gaps.append((values[-1] - values[-2]) / mutual_info_score(factor, factor))
    return np.mean(gaps)


def frechet():
    (m1, m2), (c1, c2) = (a.mean(0), b.mean(0)), (np.cov(a.T), np.cov(b.T))
    return ((m1 - m2)**2).sum() + np.trace(c1 + c2 - 2 * sqrtm(c1 @ c2).real)


def kernel_distance():
    n = len(small)
    def k(x, y):
        return (x @ y.T / DIMENSION + 1)**3
    xx, yy, xy = k(small, small), k(others, others), k(small, others)
    return ((xx.sum() - np.trace(xx)) / (n * (n - 1)) + (yy.sum() - np.trace(yy)) / (n * (n - 1))
            - 2 * xy.mean())


def radii(x, count):
    return NearestNeighbors(n_neighbors=count + 1, algorithm="brute").fit(x).kneighbors(x)[0][:, -1]


def precision_and_recall():
    result = []
    for real, made in ((a, b), (b, a)):
        limit = radii(real, 3)
        inside = [(pairwise_distances(made[i:i + 1000], real) <= limit).any(1)
                  for i in range(0, COUNT, 1000)]
        result.append(np.concatenate(inside).mean())
    return result


def density_and_coverage():
    limit, density, covered = radii(a, 5), 0, np.zeros(COUNT, bool)
    for i in range(0, COUNT, 1000):
        inside = pairwise_distances(b[i:i + 1000], a) <= limit
        density += inside.sum() / 5 / COUNT
        covered |= inside.any(0)
    return density, covered.mean()


def authenticity():
    distance, index = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(a).kneighbors(b)
    return (distance[:, 0] > radii(a, 1)[index[:, 0]]).mean()


def total_correlation():
    c = np.cov(a.T)
    return 0.5 * (np.log(np.diag(c)).sum() - np.linalg.slogdet(c)[1])


def decomposition():
    means, logs = small, others
    z = means + np.exp(0.5 * logs) * np.random.default_rng(1).standard_normal(means.shape)
    joint, marginal = [], []
    for i in range(0, len(z), 100):
        log = -0.5 * ((z[i:i + 100, None] - means)**2 * np.exp(-logs) + logs + np.log(2 * np.pi))
        joint.append(logsumexp(log.sum(2), axis=1))
        marginal.append(logsumexp(log, axis=1).sum(1))
    return np.concatenate(joint).mean() - np.concatenate(marginal).mean()


WORKLOADS |= {
    "pca": lambda: PCA(svd_solver="covariance_eigh").fit(a),
    "ica-16": lambda: FastICA(16, whiten="unit-variance", max_iter=20, tol=1e-12, random_state=1).fit(a),
    "k-means-10": lambda: KMeans(10, n_init=1, max_iter=20, tol=0, random_state=1).fit(a),
    "neighbors-10": lambda: NearestNeighbors(n_neighbors=11, algorithm="brute").fit(a).kneighbors(a),
    "t-sne-2000": lambda: TSNE(random_state=1, init="pca").fit_transform(small),
    "trustworthiness-2000": lambda: (trustworthiness(small, plane, n_neighbors=10), trustworthiness(plane, small, n_neighbors=10)),
    "active-units": lambda: (a.var(0) > 0.01).sum(),
    "elbo-decomposition-2000": decomposition,
    "gaussian-total-correlation": total_correlation,
    "mutual-information-gap": information_gap,
    "linear-probe": lambda: LogisticRegression(C=1, max_iter=300).fit(a, factors[0]),
    "neighbor-accuracy-5": lambda: KNeighborsClassifier(5, algorithm="brute").fit(a, factors[0]).score(a, factors[0]),
    "frechet-distance": frechet,
    "kernel-distance-2000": kernel_distance,
    "precision-and-recall": precision_and_recall,
    "density-and-coverage": density_and_coverage,
    "authenticity": authenticity,
}
