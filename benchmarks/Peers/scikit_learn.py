"""Runs scikit-learn's t-SNE on points in a .npy file and writes the map as a .npy file.

What it measured goes to standard output as lines "name=value".
"""

import argparse
import inspect
import platform
import time

import numpy
import sklearn
from sklearn.manifold import TSNE

parser = argparse.ArgumentParser()
parser.add_argument("points")
parser.add_argument("start")
parser.add_argument("map")
parser.add_argument("--perplexity", type=float, required=True)
parser.add_argument("--iterations", type=int, required=True)
parser.add_argument("--threads", type=int, required=True)
arguments = parser.parse_args()

points = numpy.load(arguments.points)
start = numpy.load(arguments.start)

# The name of the option changed in version 1.5.
iterations = "max_iter" if "max_iter" in inspect.signature(TSNE).parameters else "n_iter"
model = TSNE(
    perplexity=arguments.perplexity,
    init=start,
    learning_rate="auto",
    n_jobs=arguments.threads,
    # All iterations are to be done.
    n_iter_without_progress=arguments.iterations,
    min_grad_norm=0,
    random_state=0,
    **{iterations: arguments.iterations},
)
began = time.perf_counter()
embedding = model.fit_transform(points)
seconds = time.perf_counter() - began

numpy.save(arguments.map, numpy.ascontiguousarray(embedding, dtype="<f4"))
print(f"version=scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, Python {platform.python_version()}")
print(f"seconds={seconds}")
print(f"iterations={model.n_iter_ + 1}")
print(f"divergence={model.kl_divergence_}")
