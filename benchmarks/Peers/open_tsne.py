"""Runs openTSNE on points in a .npy file and writes maps as .npy files."""

import platform
import time

import numpy
import openTSNE

import peer

EXAGGERATED = 250

arguments = peer.parser().parse_args()
points = numpy.load(arguments.points)
start = numpy.load(arguments.start).astype(float)
model = openTSNE.TSNE(perplexity=arguments.perplexity, initialization=start, n_jobs=arguments.threads, random_state=0)
began = time.perf_counter()
embedding = model.prepare_initial(points)
descent_began = time.perf_counter()
done = 0
for count in arguments.iterations:
    # What model.fit does, in parts: the optimizer keeps its gains and its last step from one call to the next.
    exaggerated = min(EXAGGERATED, count) - done
    if exaggerated > 0:
        embedding.optimize(exaggerated, exaggeration=model.early_exaggeration, momentum=model.initial_momentum, inplace=True)
        done += exaggerated
    if count > done:
        embedding.optimize(count - done, exaggeration=model.exaggeration, momentum=model.final_momentum, inplace=True)
        done = count
    peer.write_map(arguments, count, embedding, time.perf_counter() - descent_began)

peer.write_facts(
    version=f"openTSNE {openTSNE.__version__}, numpy {numpy.__version__}, Python {platform.python_version()}",
    seconds=time.perf_counter() - began,
    iterations=done,
    divergence=embedding.kl_divergence,
)
