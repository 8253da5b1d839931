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


def draws(precision):
    r = brainstate.random
    yield 'rand', {'shape': [5]}, r.rand(5)
    yield 'rand', {'shape': [2, 3]}, r.rand(2, 3)
    yield 'normal', {'size': [6]}, r.normal(size=6)
    yield 'rand', {'shape': []}, r.rand()
    yield 'normal', {'loc': -65.0, 'scale': 2.0, 'size': [4]}, r.normal(-65.0, 2.0, 4)
    yield 'uniform', {'low': -65.3, 'high': -54.9, 'size': [7]}, r.uniform(-65.3, -54.9, 7)
    yield 'normal', {'size': [3, 2]}, r.normal(size=(3, 2))
    yield 'rand', {'shape': [1]}, r.rand(1)
    yield 'randn', {'shape': [2, 2]}, r.randn(2, 2)
    yield 'exponential', {'scale': 2.5, 'size': [4]}, r.exponential(2.5, 4)
    yield 'gamma', {'shape': 2.0, 'scale': 3.0, 'size': [4]}, r.gamma(2.0, 3.0, 4)
    yield 'truncatedNormal', {'lower': -1.0, 'upper': 2.0, 'loc': 0.5, 'scale': 2.0, 'size': [5]}, \
        r.truncated_normal(-1.0, 2.0, 5, loc=0.5, scale=2.0)
    yield 'bernoulli', {'p': 0.3, 'size': [9]}, r.bernoulli(0.3, 9)
    yield 'poisson', {'rate': 4.0, 'size': [3, 2]}, r.poisson(4.0, (3, 2))
    yield 'poisson', {'rate': 40.0, 'size': [5]}, r.poisson(40.0, 5)
    yield 'binomial', {'n': 20, 'p': 0.3, 'size': [5]}, r.binomial(20, 0.3, 5)
    yield 'permutation', {'x': 7}, r.permutation(7)
    logits = [0.5, 2.0, -1.0]
    yield 'categorical', {'logits': logits, 'size': [6]}, r.categorical(np.asarray(logits, f'float{precision}'), size=6)
    p = [0.1, 0.2, 0.7]
    yield 'choice', {'a': 3, 'size': [8], 'p': p}, r.choice(3, 8, p=np.asarray(p, f'float{precision}'))
    yield 'choice', {'a': 5, 'size': [3], 'replace': False}, r.choice(5, 3, replace=False)
    if precision == 32:
        # With 64 bits brainstate draws 64-bit integers.
        yield 'choice', {'a': 5, 'size': [2, 3]}, r.choice(5, (2, 3))
        yield 'randint', {'low': -3, 'high': 8, 'size': [6]}, r.randint(-3, 8, 6)
        yield 'randint', {'low': 6, 'size': [6]}, r.randint(6, size=6)


def run(precision):
    brainstate.environ.set(precision=precision)
    cases = []
    for seed in SEEDS:
        brainstate.random.seed(seed)
        for function, options, values in draws(precision):
            values = np.asarray(values)
            assert values.dtype.kind != 'f' or values.dtype == f'float{precision}', values.dtype
            cases.append({'seed': seed, 'function': function, 'options': options,
                          'values': [float(x) for x in values.ravel()]})
    return cases


golden = {'source': f'brainstate {brainstate.__version__}', 'float32': run(32), 'float64': run(64)}
OUT.write_text(json.dumps(golden, indent=1) + '\n')
print(OUT, len(golden['float32']), len(golden['float64']))
