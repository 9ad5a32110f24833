"""Runs scikit-learn's t-SNE on points in a .npy file and writes maps as .npy files."""

import inspect
import platform
import time

import numpy
import sklearn
from sklearn.manifold import TSNE, _t_sne

import peer

arguments = peer.parser().parse_args()
points = numpy.load(arguments.points)
start = numpy.load(arguments.start)
last = arguments.iterations[-1]
objective = _t_sne._kl_divergence_bh
done = 0
descent_began = None


def watched_objective(params, *args, **kwargs):
    """The descent has no callback, but it calls this once an iteration, with the map before it."""
    global done, descent_began
    if done == 0:
        descent_began = time.perf_counter()
    if done in arguments.iterations[:-1]:
        peer.write_map(arguments, done, params.reshape(start.shape), time.perf_counter() - descent_began)
    done += 1
    return objective(params, *args, **kwargs)


_t_sne._kl_divergence_bh = watched_objective

# The name of the option changed in version 1.5.
option = "max_iter" if "max_iter" in inspect.signature(TSNE).parameters else "n_iter"
model = TSNE(
    perplexity=arguments.perplexity,
    init=start,
    learning_rate="auto",
    n_jobs=arguments.threads,
    # All iterations are to be done.
    n_iter_without_progress=last,
    min_grad_norm=0,
    random_state=0,
    **{option: last},
)
began = time.perf_counter()
embedding = model.fit_transform(points)
ended = time.perf_counter()

peer.write_map(arguments, last, embedding, ended - descent_began)
peer.write_facts(
    version=f"scikit-learn {sklearn.__version__}, numpy {numpy.__version__}, Python {platform.python_version()}",
    seconds=ended - began,
    iterations=model.n_iter_ + 1,
    divergence=model.kl_divergence_,
)
