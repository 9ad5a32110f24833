"""What the Python programs of the comparison share: their arguments, and how maps and facts are handed back.

Facts go to standard output as lines "name=value". A map is in its file before the line "descent-N=seconds" is written: the time at which
that line arrives is the time from the start of the process to the map after N iterations.
"""

import argparse

import numpy


def parser():
    """Arguments that all programs take."""
    result = argparse.ArgumentParser()
    result.add_argument("points")
    result.add_argument("start")
    result.add_argument("maps", help='"{0}" stands for the number of iterations')
    result.add_argument("--perplexity", type=float, required=True)
    result.add_argument("--threads", type=int, required=True)
    result.add_argument("--iterations", type=int, nargs="+", required=True, help="after which a map is written, ascending")
    return result


def write_map(arguments, iterations, embedding, descent_seconds):
    """Writes the map after so many iterations, and how long the descent took to it."""
    numpy.save(arguments.maps.format(iterations), numpy.ascontiguousarray(embedding, dtype="<f4"))
    print(f"descent-{iterations}={descent_seconds}", flush=True)


def write_facts(**facts):
    """Writes facts of the whole run."""
    for name, value in facts.items():
        print(f"{name}={value}", flush=True)
