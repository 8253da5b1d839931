"""What every peer in Python shares: `../lib/python.mjs` sends a line of JSON, the peer answers with one.

A script does its imports by `need`, and ends in `serve(answer)`, where `answer(**request)` gives a dict: `ms`, `check`, and
whatever else its row reads. What libraries print goes to stderr.
"""
import importlib
import json
import os
import sys

_answers = os.fdopen(os.dup(1), 'w')
os.dup2(2, 1)


def _say(what):
    _answers.write(json.dumps(what) + '\n')
    _answers.flush()


def need(name):
    """The module, or the end of this peer: it is reported as missing, with the reason."""
    try:
        return importlib.import_module(name)
    except ImportError as problem:
        _say({'missing': f'{sys.executable} has no {name} ({problem})'})
        sys.exit(0)


def serve(answer):
    """Answers requests until there are no more."""
    for line in sys.stdin:
        _say(answer(**json.loads(line)))


def noise(i):
    """A number between 0 and 1 of a position, an array of uint32: the same as in `common.h`."""
    import numpy as np

    i = np.asarray(i).astype(np.uint32)
    x = (i + np.uint32(1)) * np.uint32(0x9E3779B1)
    x = (x ^ (x >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    return ((x ^ (x >> np.uint32(13))) >> np.uint32(8)).astype(np.float32) / np.float32(2**24)
