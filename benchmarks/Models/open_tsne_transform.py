"""Places new points in a given map by openTSNE's transform with its defaults, and writes the places as a .npy file.

Arguments: the points of the map, the map, the new points, the result, the number of threads. Prints the version and the seconds of two calls
of transform; the search index over the points of the map is made before.
"""

import sys
import time

import numpy
import openTSNE

points, start, added, result, threads = sys.argv[1:]
given = numpy.load(start).astype(float)
affinities = openTSNE.affinity.PerplexityBasedNN(numpy.load(points), perplexity=30, n_jobs=int(threads), random_state=0)
new = numpy.load(added)

# transform moves the map so that its box is centred.
shift = (given.max(axis=0) + given.min(axis=0)) / 2
seconds = []
for _ in range(2):
    embedding = openTSNE.TSNEEmbedding(given.copy(), affinities, n_jobs=int(threads), random_state=0)
    began = time.perf_counter()
    placed = embedding.transform(new)
    seconds.append(time.perf_counter() - began)
numpy.save(result, numpy.ascontiguousarray(placed + shift, dtype="<f4"))
print(f"openTSNE {openTSNE.__version__}")
print(*seconds, sep="\n")
