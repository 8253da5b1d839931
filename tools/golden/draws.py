"""Draws of brainstate's random numbers, several in a row from one seed, in both precisions.

Run with a Python that has brainstate installed:  JAX_PLATFORMS=cpu python tools/golden/draws.py
It writes test/golden/random.json, which is committed; no test needs Python.
"""
import json
import pathlib

import brainstate
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'random.json'
SEEDS = [0, 1, 42, 123456789]


def draws():
    r = brainstate.random
    yield 'rand', {'shape': [5]}, r.rand(5)
    yield 'rand', {'shape': [2, 3]}, r.rand(2, 3)
    yield 'normal', {'size': [6]}, r.normal(size=6)
    yield 'rand', {'shape': []}, r.rand()
    yield 'normal', {'loc': -65.0, 'scale': 2.0, 'size': [4]}, r.normal(-65.0, 2.0, 4)
    yield 'uniform', {'low': -65.3, 'high': -54.9, 'size': [7]}, r.uniform(-65.3, -54.9, 7)
    yield 'normal', {'size': [3, 2]}, r.normal(size=(3, 2))
    yield 'rand', {'shape': [1]}, r.rand(1)


def run(precision):
    brainstate.environ.set(precision=precision)
    cases = []
    for seed in SEEDS:
        brainstate.random.seed(seed)
        for function, options, values in draws():
            values = np.asarray(values)
            assert values.dtype == f'float{precision}', values.dtype
            cases.append({'seed': seed, 'function': function, 'options': options,
                          'values': [float(x) for x in values.ravel()]})
    return cases


golden = {'source': f'brainstate {brainstate.__version__}', 'float32': run(32), 'float64': run(64)}
OUT.write_text(json.dumps(golden, indent=1) + '\n')
print(OUT, len(golden['float32']), len(golden['float64']))
