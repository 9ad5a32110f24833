"""Runs FIt-SNE's program with the defaults of its own Python script on points in a .npy file, and writes the map as a .npy file."""

import os
import re
import struct
import subprocess
import tempfile
import time

import numpy

import peer

VERSION = "1.2.1"
TREES = 50

parser = peer.parser()
parser.add_argument("--program", required=True)
arguments = parser.parse_args()
if len(arguments.iterations) != 1:
    parser.error("FIt-SNE writes a map at its end alone: give one number of iterations")
iterations = arguments.iterations[0]
points = numpy.load(arguments.points).astype(float)
start = numpy.load(arguments.start).astype(float)
rows, columns = points.shape

# The fields in the order in which the program reads them: i is a 32-bit integer, d a double.
fields = [
    ("i", rows), ("i", columns),
    ("d", 0.5),  # theta; any but 0 selects the approximation below
    ("d", arguments.perplexity),
    ("i", 2),  # dimensions of the map
    ("i", iterations),
    ("i", 250), ("i", 250),  # the end of early exaggeration, and the change of momentum
    ("d", 0.5), ("d", 0.8),  # momentum
    ("d", max(200, rows / 12)),  # learning rate
    ("d", 5.0),  # the longest step
    ("i", -1), ("d", -1.0),  # neighbours and bandwidth follow from the perplexity
    ("i", 2), ("i", 1),  # interpolation with FFT, approximate neighbours by Annoy
    ("d", 12.0), ("i", 0),  # early exaggeration, with momentum
    ("i", TREES), ("i", int(3 * arguments.perplexity * TREES)),
    ("i", -1), ("d", -1.0),  # no late exaggeration
    ("i", 3), ("d", 1.0), ("i", 50),  # interpolation: nodes, intervals for each integer, least intervals
]

with tempfile.TemporaryDirectory(dir=os.path.dirname(arguments.maps)) as folder:
    data, result = os.path.join(folder, "data.dat"), os.path.join(folder, "result.dat")
    with open(data, "wb") as file:
        for kind, value in fields:
            file.write(struct.pack("=" + kind, value))
        file.write(points.tobytes())
        file.write(struct.pack("=idi", 0, 1.0, 0))  # seed, degrees of freedom, affinities are neither saved nor loaded
        file.write(start.tobytes())

    began = time.perf_counter()
    log = subprocess.run(
        [arguments.program, VERSION, data, result, str(arguments.threads)], check=True, stdout=subprocess.PIPE, text=True, cwd=folder
    ).stdout
    seconds = time.perf_counter() - began
    with open(result, "rb") as file:
        file.read(8)
        embedding = numpy.frombuffer(file.read(16 * rows), dtype="=f8").reshape(rows, 2)

# It prints the time of every 50 iterations, and of the last ones.
progress = re.findall(r"Iteration \d+ \(50 iterations in ([0-9.]+) seconds\), cost (\S+)", log)
peer.write_map(arguments, iterations, embedding, sum(float(part) for part, _ in progress))
peer.write_facts(version=f"FIt-SNE {VERSION}", seconds=seconds, iterations=iterations, divergence=progress[-1][1])
