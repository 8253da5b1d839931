"""Draws of brainstate's random numbers, several in a row from one seed, in both precisions.

Run with a Python that has brainstate installed:  JAX_PLATFORMS=cpu python tools/golden/draws.py
It writes test/golden/random.json, which is committed; no test needs Python.
"""
import json
import pathlib

import brainstate
import jax
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
    yield 'random', {'size': [3]}, r.random(3)
    yield 'standardNormal', {'size': [2, 2]}, r.standard_normal((2, 2))
    yield 'gumbel', {'loc': 1.0, 'scale': 2.0, 'size': [5]}, r.gumbel(1.0, 2.0, 5)
    yield 'laplace', {'loc': -3.0, 'scale': 0.5, 'size': [7]}, r.laplace(-3.0, 0.5, 7)
    yield 'laplace', {'size': [4]}, r.laplace(size=4)
    yield 'logistic', {'loc': 0.5, 'size': [5]}, r.logistic(0.5, None, 5)
    yield 'standardCauchy', {'size': [5]}, r.standard_cauchy(5)
    yield 'standardExponential', {'size': [5]}, r.standard_exponential(5)
    yield 'lognormal', {'mean': 0.5, 'sigma': 0.25, 'size': [5]}, r.lognormal(0.5, 0.25, 5)
    yield 'lognormal', {'size': [3]}, r.lognormal(size=3)
    yield 'rayleigh', {'scale': 2.0, 'size': [5]}, r.rayleigh(2.0, 5)
    yield 'triangular', {'left': -1.0, 'mode': 0.5, 'right': 3.0, 'size': [9]}, r.triangular(-1.0, 0.5, 3.0, 9)
    yield 'pareto', {'a': 3.0, 'size': [5]}, r.pareto(3.0, 5)
    yield 'power', {'a': 2.5, 'size': [5]}, r.power(2.5, 5)
    yield 'weibull', {'a': 1.5, 'size': [5]}, r.weibull(1.5, 5)
    yield 'weibullMin', {'a': 1.5, 'scale': 3.0, 'size': [5]}, r.weibull_min(1.5, 3.0, 5)
    yield 'maxwell', {'size': [4]}, r.maxwell(4)
    yield 'wald', {'mean': 2.0, 'scale': 3.0, 'size': [6]}, r.wald(2.0, 3.0, 6)
    yield 'standardGamma', {'a': 0.5, 'size': [4]}, r.standard_gamma(0.5, 4)
    yield 'loggamma', {'a': 0.25, 'size': [4]}, r.loggamma(0.25, 4)
    yield 'beta', {'a': 2.0, 'b': 0.5, 'size': [6]}, r.beta(2.0, 0.5, 6)
    yield 'chisquare', {'df': 3.0, 'size': [5]}, r.chisquare(3.0, 5)
    yield 'noncentralChisquare', {'df': 3.0, 'nonc': 1.5, 'size': [5]}, r.noncentral_chisquare(3.0, 1.5, 5)
    yield 'noncentralChisquare', {'df': 0.5, 'nonc': 1.5, 'size': [5]}, r.noncentral_chisquare(0.5, 1.5, 5)
    yield 'f', {'dfnum': 4.0, 'dfden': 6.0, 'size': [5]}, r.f(4.0, 6.0, 5)
    yield 'noncentralF', {'dfnum': 4.0, 'dfden': 6.0, 'nonc': 2.0, 'size': [5]}, r.noncentral_f(4.0, 6.0, 2.0, 5)
    yield 't', {'df': 5.0, 'size': [5]}, r.t(5.0, 5)
    yield 'standardT', {'df': 5.0, 'size': [5]}, r.standard_t(5.0, 5)
    alpha = [0.5, 2.0, 1.0]
    yield 'dirichlet', {'alpha': alpha, 'size': [2]}, r.dirichlet(np.asarray(alpha, f'float{precision}'), 2)
    yield 'geometric', {'p': 0.2, 'size': [8]}, r.geometric(0.2, 8)
    yield 'negativeBinomial', {'n': 3.0, 'p': 0.4, 'size': [6]}, r.negative_binomial(3.0, 0.4, 6)
    pvals = [0.2, 0.3, 0.5]
    yield 'multinomial', {'n': 10, 'pvals': pvals, 'size': [4]}, \
        r.multinomial(10, np.asarray(pvals, f'float{precision}'), 4)
    yield 'multinomial', {'n': [3, 0, 12], 'pvals': pvals}, \
        r.multinomial(np.asarray([3, 0, 12]), np.asarray(pvals, f'float{precision}'))
    yield 'shuffle', {'x': 6}, r.shuffle(6)
    yield 'rand', {'shape': [3], 'key': 7}, r.rand(3, key=7)
    yield 'normal', {'size': [3], 'key': 8}, r.normal(size=3, key=8)
    yield 't', {'df': 5.0, 'size': [3], 'key': 9}, r.t(5.0, 3, key=9)
    yield 'splitKey', {}, jax.random.key_data(r.split_key())
    yield 'splitKey', {'n': 3}, jax.random.key_data(r.split_key(3))
    yield 'rand', {'shape': [2]}, r.rand(2)
    if precision == 32:
        # With 64 bits brainstate draws 64-bit integers.
        yield 'choice', {'a': 5, 'size': [2, 3]}, r.choice(5, (2, 3))
        yield 'randint', {'low': -3, 'high': 8, 'size': [6]}, r.randint(-3, 8, 6)
        yield 'randint', {'low': 6, 'size': [6]}, r.randint(6, size=6)
        yield 'randomIntegers', {'low': 2, 'high': 4, 'size': [6]}, r.random_integers(2, 4, 6)
        yield 'randomIntegers', {'low': 6, 'size': [6]}, r.random_integers(6, size=6)


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
# One draw a line.
OUT.write_text(json.dumps(golden).replace('{"seed"', '\n{"seed"') + '\n')
print(OUT, len(golden['float32']), len(golden['float64']))
