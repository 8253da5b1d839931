"""Slopes of gamma numbers by their shape: of given numbers from 40 digits, of draws as JAX has them.

Run with a Python that has jax and mpmath installed:  JAX_PLATFORMS=cpu python tools/golden/gamma_slope.py
It writes test/golden/gamma-slope.json, which is committed; no test needs Python.

A number x of the gamma distribution of shape a keeps its rank P(a, x) while a changes: dx/da = -(dP/da) / (dP/dx).
"""
import json
import pathlib

import jax
import jax.numpy as jnp
import mpmath as mp
import numpy as np

jax.config.update('jax_enable_x64', True)
mp.mp.dps = 40
OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'gamma-slope.json'


def log_slope(a, log_x):
    """The slope of log x."""
    a, x = mp.mpf(a), mp.e ** mp.mpf(log_x)
    lower = x <= a + 1
    rank = (lambda s: mp.gammainc(s, 0, x, regularized=True)) if lower else (lambda s: -mp.gammainc(s, x, mp.inf, regularized=True))
    by_shape = mp.diff(rank, a, h=a * mp.mpf(10) ** -12)
    return float(-by_shape / mp.exp(a * mp.log(x) - x - mp.loggamma(a)))


slopes = []
for a in [0.001, 0.03, 0.3, 0.9, 1, 1.5, 2, 3, 7.25, 30, 100, 1000, 2e4, 99999, 1e5, 3e5]:
    spread = 1 / np.sqrt(a)
    for z in [-6, -2, -0.5, 0, 0.3, 1, 4, 7]:
        log_x = float(np.log(a) + z * spread) if a >= 1 else float(np.log(a) + z * (4 if z < 0 else 1))
        slopes.append([a, log_x, log_slope(a, log_x)])

draws = []
shapes = np.array([0.02, 0.1, 0.5, 0.999, 1, 1.7, 4, 25, 300])
for dtype in ['float32', 'float64']:
    for function in ['gamma', 'loggamma']:
        a = jnp.asarray(np.tile(shapes, 4), dtype)
        draw = lambda s: getattr(jax.random, function)(jax.random.key(11), s, dtype=dtype)
        value, pull = jax.vjp(draw, a)
        draws.append({'function': function, 'dtype': dtype, 'seed': 11, 'a': a.tolist(),
                      'values': value.tolist(), 'slopes': pull(jnp.ones_like(value))[0].tolist()})

OUT.write_text(json.dumps({'source': f'mpmath {mp.__version__}, jax {jax.__version__}', 'slopes': slopes, 'draws': draws}) + '\n')
print(OUT, len(slopes), len(draws))
