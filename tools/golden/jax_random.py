"""Draws of jax.random with its default generator (threefry, partitionable), float32 and, under x64, float64.

Run with a Python that has jax installed:  JAX_PLATFORMS=cpu python tools/golden/jax_random.py
It writes test/golden/jax-random.json, which is committed; no test needs Python.

What must be exact is stored as the SHA-256 of its little-endian bytes, with the first values for people. What must be
near is stored as numbers. Of 100,000 draws of a sampler of whole numbers the lowest byte of each is stored, packed; of a
sampler of fractions a byte of each that moves with it, floor(x * scale) modulo 256: another draw has the same byte in 1
case of 100 (the neighbours count as equal, for a draw that differs in its last bits).
"""
import base64
import gzip
import hashlib
import json
import pathlib

import jax
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'jax-random.json'
SEEDS = [0, 42, 123456789012]
MANY = 100_000
r = jax.random


def plain(x):
    return x.tolist() if isinstance(x, np.ndarray) else x


def exact(x):
    x = np.ascontiguousarray(x)
    if x.dtype == bool:
        x = x.astype(np.uint8)
    if x.dtype == np.int64:
        x = x.astype(np.int32)
    return {'shape': list(x.shape), 'sha256': hashlib.sha256(x.tobytes()).hexdigest(), 'first': x.ravel()[:4].tolist()}


def near(x):
    x = np.asarray(x)
    return {'shape': list(x.shape), 'values': base64.b64encode(x.tobytes()).decode()}


def byte(x, scale=1):
    x = np.asarray(x)
    low = np.floor(x.astype(np.float64) * scale).astype(np.int64) & 255
    packed = gzip.compress(low.astype(np.uint8).tobytes(), 9, mtime=0)
    return {'shape': list(x.shape), 'scale': scale, 'bytes': base64.b64encode(packed).decode(),
            'first': x.ravel()[:1000].tolist()}


def cases(dtype):
    f = np.dtype(f'float{dtype}').type
    name = f'float{dtype}'

    def case(function, seed, args, result):
        return {'function': function, 'dtype': name, 'seed': seed, 'args': {k: plain(v) for k, v in args.items()}, **result}

    for seed in SEEDS if dtype == 64 else SEEDS[:2]:
        # Without x64 a seed is 32 bits.
        key = r.PRNGKey(seed)
        if dtype == 32:
            yield case('key', seed, {}, exact(key))
            yield case('split', seed, {'shape': [7]}, exact(r.split(key, 7)))
            yield case('split', seed, {'shape': [3, 5]}, exact(r.split(key, (3, 5))))
            yield case('foldIn', seed, {'data': 77}, exact(r.fold_in(key, 77)))
            yield case('foldIn', seed, {'data': 4294967295}, exact(r.fold_in(key, np.uint32(4294967295))))
            yield case('bits', seed, {'shape': [10007]}, exact(r.bits(key, (10007,), np.uint32)))
            yield case('bits', seed, {'shape': [3, 5, 7]}, exact(r.bits(key, (3, 5, 7), np.uint32)))
            for low, high in [(0, 10), (-5, 6), (0, 2**31 - 1), (-2**31, 2**31 - 1), (3, 3), (5, 2), (0, 2**20 + 7)]:
                x = r.randint(key, (10007,), low, high, np.int32)
                yield case('randint', seed, {'shape': [10007], 'low': low, 'high': high}, exact(x))
            high = np.arange(1, 8, dtype=np.int32)[:, None] ** 9
            x = r.randint(key, (7, 11), -high, high, np.int32)
            yield case('randint', seed, {'shape': [7, 11], 'low': (-high), 'high': high}, exact(x))
            for n in [1, 2, 10, 1000, 1626, 5000]:
                yield case('permutation', seed, {'x': n}, exact(r.permutation(key, n)))
            x = np.arange(60, dtype=np.int32).reshape(5, 4, 3)
            for axis, independent in [(0, False), (1, False), (2, True)]:
                args = {'x': x, 'axis': axis, 'independent': independent}
                yield case('permutation', seed, args, exact(r.permutation(key, jnp.asarray(x), axis, independent)))
            yield case('choice', seed, {'a': 12, 'shape': [1000]}, exact(r.choice(key, 12, (1000,))))
            x = np.arange(100, 112, dtype=np.int32).reshape(4, 3)
            yield case('choice', seed, {'a': x, 'shape': [2, 5], 'axis': 1}, exact(r.choice(key, jnp.asarray(x), (2, 5), axis=1)))
        yield case('choice', seed, {'a': 50, 'shape': [4, 5], 'replace': False}, exact(r.choice(key, 50, (4, 5), False)))
        for n in [1, 2, 5, 37]:
            p = (np.arange(1, n + 1) ** 2).astype(f)
            p = (p / p.sum()).astype(f)
            yield case('choice', seed, {'a': n, 'shape': [5000], 'p': p}, exact(r.choice(key, n, (5000,), p=jnp.asarray(p))))
            yield case('choice', seed, {'a': n, 'shape': [n // 2 + 1], 'p': p, 'replace': False},
                       exact(r.choice(key, n, (n // 2 + 1,), False, jnp.asarray(p))))
        yield case('uniform', seed, {'shape': [10007]}, exact(r.uniform(key, (10007,), f)))
        yield case('uniform', seed, {'shape': [3, 5]}, exact(r.uniform(key, (3, 5), f)))
        for low, high in [(-65.3, -54.9), (-1.0, 1.0), (0.1, 0.7), (-1e-3, 1e4)]:
            x = r.uniform(key, (10007,), f, low, high)
            yield case('uniform', seed, {'shape': [10007], 'low': low, 'high': high}, exact(x))
        high = np.array([[1.3], [7.7]], f)
        x = r.uniform(key, (2, 501), f, -high, high)
        yield case('uniform', seed, {'shape': [2, 501], 'low': -high, 'high': high}, exact(x))
        for p in [0.0, 0.01, 0.5, 0.9, 1.0]:
            yield case('bernoulli', seed, {'shape': [10007], 'p': p}, exact(r.bernoulli(key, f(p), (10007,))))
        p = np.linspace(0, 1, 11).astype(f)
        yield case('bernoulli', seed, {'shape': [97, 11], 'p': p}, exact(r.bernoulli(key, jnp.asarray(p), (97, 11))))
        n = 5000 if seed == SEEDS[1] and dtype == 32 else 1001
        yield case('normal', seed, {'shape': [n]}, near(r.normal(key, (n,), f)))
        yield case('exponential', seed, {'shape': [n]}, near(r.exponential(key, (n,), f)))
        for low, high in [(-2.0, 2.0), (0.0, np.inf), (-np.inf, -0.5), (-0.3, 2.7), (3.1, 3.7)]:
            x = r.truncated_normal(key, low, high, (n // 2,), f)
            bounds = {'low': low if np.isfinite(low) else None, 'high': high if np.isfinite(high) else None}
            yield case('truncatedNormal', seed, {'shape': [n // 2], **bounds}, near(x))

    seed = 7
    key = r.PRNGKey(seed)
    logits = np.log(np.array([[0.1, 0.2, 0.3, 0.4], [0.7, 0.1, 0.1, 0.1]])).astype(f)
    x = r.categorical(key, jnp.asarray(logits), shape=(MANY // 2, 2))
    yield case('categorical', seed, {'shape': [MANY // 2, 2], 'logits': logits}, byte(x))
    yield case('categorical', seed, {'logits': logits, 'axis': 0}, exact(r.categorical(key, jnp.asarray(logits), axis=0)))
    a = np.array([0.05, 0.5, 1.0, 1.5, 10.0], f)
    yield case('gamma', seed, {'shape': [MANY // 5, 5], 'a': a}, byte(r.gamma(key, jnp.asarray(a), (MANY // 5, 5), f), 64))
    yield case('loggamma', seed, {'shape': [201, 5], 'a': a}, byte(r.loggamma(key, jnp.asarray(a), (201, 5), f), 64))
    if dtype == 32:
        lam = np.array([0, 0.1, 1, 4, 9.5, 10, 25, 200, 3000, -1], f)
        x = r.poisson(key, jnp.asarray(lam), (MANY // 10, 10), np.int32)
        yield case('poisson', seed, {'shape': [MANY // 10, 10], 'lam': lam}, byte(x))
    count = np.array([5, 20, 50, 100, 1000], f)[:, None]
    prob = np.array([0.0, 0.1, 0.4, 0.7, 1.0], f)
    x = r.binomial(key, jnp.asarray(count), jnp.asarray(prob), (MANY // 25, 5, 5), f)
    yield case('binomial', seed, {'shape': [MANY // 25, 5, 5], 'n': count, 'p': prob}, byte(x))


golden = {'source': f'jax {jax.__version__}', 'cases': []}
for dtype in (32, 64):
    jax.config.update('jax_enable_x64', dtype == 64)
    golden['cases'] += cases(dtype)
OUT.write_text(json.dumps(golden, separators=(',', ':')).replace('},{"function"', '},\n{"function"') + '\n')
print(OUT, len(golden['cases']), OUT.stat().st_size)
