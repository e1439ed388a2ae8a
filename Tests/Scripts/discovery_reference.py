"""Writes Tests/LatentSpaceTests/Discovery/DiscoveryReference.swift: what NumPy and scikit-learn find
in the numbers of `referenceLatents`.

    python3 Tests/Scripts/discovery_reference.py        (needs numpy, scikit-learn)
"""

from pathlib import Path

import numpy
import sklearn
from sklearn.cluster import KMeans
from sklearn.decomposition import PCA
from sklearn.manifold import trustworthiness
from sklearn.manifold._t_sne import _joint_probabilities, _kl_divergence
from scipy.spatial.distance import pdist, squareform


def latents(count, dimension):
    """The same floats as the Swift function of the tests."""
    values = numpy.zeros((count, dimension), numpy.float32)
    for row in range(count):
        for column in range(dimension):
            number = (row * row * 7919 + column * 104729 + row * column * 31 + 17) % 997
            values[row, column] = numpy.float32(number) / numpy.float32(997) * numpy.float32(
                1 + column % 3
            ) + numpy.float32(4 * (row % 3))
    return values


def swift(name, numbers):
    numbers = numpy.ravel(numbers)
    lines = [", ".join(repr(float(x)) for x in numbers[i : i + 4]) for i in range(0, len(numbers), 4)]
    return f"  static let {name}: [Double] = [\n    " + ",\n    ".join(lines) + ",\n  ]\n"


def main():
    x = latents(60, 5)
    pca = PCA(5, svd_solver="full").fit(x.astype(numpy.float64))
    components = pca.components_.copy()
    for row in components:
        if row[numpy.argmax(numpy.abs(row))] < 0:
            row *= -1
    kmeans = KMeans(3, n_init=50, random_state=0).fit(x.astype(numpy.float64))

    small = latents(20, 4).astype(numpy.float64)
    distances = pdist(small, "sqeuclidean").astype(numpy.float32)
    joint = _joint_probabilities(squareform(distances), 5.0, False)
    place = latents(20, 2).astype(numpy.float64)
    divergence, gradient = _kl_divergence(place.ravel(), joint, 1.0, 20, 2)

    text = "// Made by Tests/Scripts/discovery_reference.py; not to be edited.\n"
    text += f"// numpy {numpy.__version__}, scikit-learn {sklearn.__version__}\n"
    text += "// swift-format-ignore-file\n\nenum DiscoveryReference {\n"
    text += swift("variances", pca.explained_variance_ * 59 / 60)
    text += swift("explained", pca.explained_variance_ratio_)
    text += swift("components", components)
    text += swift("projected", (x.astype(numpy.float64) - pca.mean_)[:4] @ components.T)
    text += swift("inertia", [kmeans.inertia_])
    text += swift("singularValues", numpy.linalg.svd(x.astype(numpy.float64), compute_uv=False))
    text += swift("joint", squareform(joint))
    text += swift("divergence", [divergence])
    text += swift("gradient", gradient)
    plane = x[:, :2]
    text += swift("trustworthiness", [trustworthiness(x, plane, n_neighbors=k) for k in (3, 7)])
    text += swift("continuity", [trustworthiness(plane, x, n_neighbors=k) for k in (3, 7)])
    text += "}\n"
    root = Path(__file__).resolve().parent.parent
    (root / "LatentSpaceTests" / "Discovery" / "DiscoveryReference.swift").write_text(text)


main()
