"""What JAX gives for reads and updates at arrays of positions, windows, sorting, running sums and reductions.

Run with a Python that has jax installed:  JAX_PLATFORMS=cpu python tools/golden/jax_indexing.py
It writes test/golden/jax-indexing.json, which is committed; no test needs Python.
"""
import json
import pathlib

import jax
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'jax-indexing.json'
rng = np.random.default_rng(7)
NAN, INF = np.nan, np.inf


def numbers(*shape):
    return rng.integers(-9, 10, shape).astype(np.float32)


def positions(n, *shape):
    """In range, negative, and beyond either end."""
    return rng.integers(-n - 3, n + 3, shape).astype(np.int32)


def array(x):
    x = np.asarray(x)
    values = [str(v) if isinstance(v, float) and not np.isfinite(v) else v for v in x.ravel().tolist()]
    return {'shape': list(x.shape), 'dtype': str(x.dtype), 'values': values}


cases = []


def case(op, ins, out, **options):
    outs = out if isinstance(out, (list, tuple)) else [out]
    cases.append({'op': op, 'ins': [array(x) for x in ins], 'options': options, 'outs': [array(x) for x in outs]})


def at(mode, x, index, value):
    return getattr(jnp.asarray(x).at[index], mode)(value)


for n, rest, shape in [(5, (), (6,)), (4, (3,), (5,)), (3, (2, 2), (2, 3)), (7, (), ())]:
    x, i = numbers(n, *rest), positions(n, *shape)
    case('read', [x, i], jnp.asarray(x)[i])
    value = numbers(*shape, *rest)
    for mode in ['set', 'add', 'mul', 'min', 'max']:
        # JAX leaves open which of several values for one place stays: one position each.
        unique = rng.permutation(np.arange(-1, n + 1)).astype(np.int32)[:max(1, int(np.prod(shape)))]
        if mode == 'set':
            rows = numbers(unique.size, *rest)
            unique = np.where(unique == -1, n + 4, unique).astype(np.int32)
            case('set', [x, unique, rows], at(mode, x, unique, rows))
        else:
            case(mode, [x, i, value], at(mode, x, i, value))

for _ in range(3):
    x, i, j = numbers(4, 5, 2), positions(4, 3), positions(5, 3)
    case('read2', [x, i, j], jnp.asarray(x)[i, j])
    value = numbers(3, 2)
    case('add2', [x, i, j, value], jnp.asarray(x).at[i, j].add(value))
    k = positions(5, 2, 2)
    case('readMiddle', [x, k], jnp.asarray(x)[:, k])

for _ in range(6):
    x, i, j = numbers(5, 4), positions(5), positions(4)
    i, j = np.int32(i), np.int32(j)
    case('window', [x, i, j], jax.lax.dynamic_slice(x, (i, j), (2, 3)), sizes=[2, 3])
    part = numbers(3, 2)
    case('updateWindow', [x, part, i, j], jax.lax.dynamic_update_slice(x, part, (i, j)))

special = np.array([3, NAN, -INF, 0.0, -0.0, 3, INF, NAN, -1, 0], np.float32)
for x in [special, numbers(12), numbers(1), rng.integers(0, 2**32, 9, dtype=np.uint32), rng.integers(-9, 9, 9).astype(np.int32)]:
    case('argsort', [x], jnp.argsort(x))
    case('sort', [x], jnp.sort(x))
    case('argmax', [x], jnp.argmax(x))
    case('argmin', [x], jnp.argmin(x))
for axis in [0, 1, 2]:
    x, last = numbers(3, 4, 2), rng.integers(0, 3, (3, 4, 2)).astype(np.int32) % (2 if axis == 2 else 3)
    case('argsort', [x], jnp.argsort(x, axis=axis), axis=axis)
    case('argmax', [x], jnp.argmax(x, axis=axis), axis=axis)
    case('cumsum', [x], jnp.cumsum(x, axis=axis), axis=axis)
    case('prod', [x], jnp.prod(x, axis=axis), axis=axis)
    case('var', [x], jnp.var(x, axis=axis), axis=axis)
    case('std', [x], jnp.std(x, axis=axis, ddof=1), axis=axis, ddof=1)
    case('logsumexp', [x], jax.nn.logsumexp(x, axis=axis), axis=axis)
    case('flip', [x], jnp.flip(x, axis=axis), axis=axis)
    case('repeat', [x], jnp.repeat(x, 3, axis=axis), axis=axis, count=3)
    case('takeAlongAxis', [x, last], jnp.take_along_axis(x, last, axis=axis), axis=axis)
case('logsumexp', [np.array([-INF, -INF], np.float32)], jnp.float32(-INF))
case('logsumexp', [np.array([INF, 1, 1e30], np.float32)], jax.nn.logsumexp(jnp.array([INF, 1, 1e30])))
case('logsumexp', [np.array([1000, 999, -1000], np.float32)], jax.nn.logsumexp(jnp.array([1000., 999, -1000])))

x = numbers(2, 3)
case('pad', [x, np.float32(7)], jnp.pad(x, ((1, 2), (0, 3)), constant_values=7), widths=[[1, 2], [0, 3]])
case('pad', [x, np.float32(-1)], jax.lax.pad(x, np.float32(-1), ((1, 0, 2), (0, 2, 1))), widths=[[1, 0, 2], [0, 2, 1]])
case('tile', [x], jnp.tile(x, (2, 1, 3)), counts=[2, 1, 3])
case('tile', [x], jnp.tile(x, 2), counts=[2])
for size, fill in [(6, 7), (2, 0), (0, 0), (12, -1)]:
    hits = rng.integers(0, 2, (3, 4)).astype(np.int32)
    case('nonzero', [hits], jnp.nonzero(hits, size=size, fill_value=fill), size=size, fill=fill)

for _ in range(2):
    x, i, k = numbers(4, 2, 5), positions(4, 3), positions(5, 3)
    case('readApart', [x, i, k], jnp.asarray(x)[i, :, k])
    value = numbers(3, 2)
    case('addApart', [x, i, k, value], jnp.asarray(x).at[i, :, k].add(value))
    y, j = numbers(2, 5, 3, 4), positions(5, 3)
    case('readApartNumber', [y, j], jnp.asarray(y)[::-1, j, 1:, 2])
    value = numbers(3, 2, 2)
    case('mulApartNumber', [y, j, value], jnp.asarray(y).at[::-1, j, 1:, 2].mul(value))

OUT.write_text(json.dumps({'source': f'jax {jax.__version__}', 'cases': cases}) + '\n')
print(OUT, len(cases))
