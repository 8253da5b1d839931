"""What JAX gives for some 300 uses of the operations: promotion, special values, rounding, casts, indices, reductions.

Run with a Python that has jax:  JAX_PLATFORMS=cpu python tools/golden/jax_ops.py
It writes test/golden/jax-ops.json, which is committed; no test needs Python. Cases with a float64 array run with JAX's
64 bits enabled, all others without, as JAX's own default is. There are no subnormal numbers here: JAX on a CPU takes
them for 0.
"""
import json
import math
import pathlib

import jax
import jax.numpy as jnp
import numpy as np
from jax import lax

np.seterr(all='ignore')
INF, NAN = math.inf, math.nan
DTYPES = ['float32', 'float64', 'int32', 'uint32', 'bool']
cases = []


def plain(x):
    if isinstance(x, bool):
        return int(x)
    if isinstance(x, float):
        if math.isnan(x):
            return 'NaN'
        if math.isinf(x):
            return 'Infinity' if x > 0 else '-Infinity'
        if x == int(x) and abs(x) < 2 ** 53 and not (x == 0 and math.copysign(1, x) < 0):
            return int(x)
    return x


def described(x):
    x = np.asarray(x)
    return {'dtype': str(x.dtype), 'shape': list(x.shape), 'values': [plain(v) for v in x.ravel().tolist()]}


def case(op, f, *args, **options):
    """args: numpy arrays and Python numbers, as our function takes them; options: what comes after them."""
    wide = any(isinstance(a, np.ndarray) and a.dtype == np.float64 for a in args) or options.get('dtype') == 'float64'
    with jax.enable_x64(wide):
        out = f(*[jnp.asarray(a) if isinstance(a, np.ndarray) else a for a in args])
        results = [described(o) for o in (out if isinstance(out, tuple) else (out,))]
    cases.append({
        'op': op,
        'args': [described(a) if isinstance(a, np.ndarray) else {'number': plain(a)} for a in args],
        **({'options': options} if options else {}),
        'wide': wide,
        'results': results,
    })


VALUES = {
    'float32': [0.0, -0.0, 1.0, -1.5, 2.5, 0.1, -3.25, 1e-30, 1e30, INF, -INF, NAN],
    'float64': [0.0, -0.0, 1.0, -1.5, 2.5, 0.1, -3.25, 1e-60, 1e300, INF, -INF, NAN],
    'int32': [0, 7, 1, -2, 3, 100, -7, 2 ** 30, 2147483647, -2147483648, -1, 5],
    'uint32': [0, 7, 1, 2, 3, 100, 65535, 2 ** 30, 2147483647, 2147483648, 4294967295, 5],
    'bool': [False, True, True, False, True, False, False, True, True, False, True, True],
}
SMALL = {
    'float32': [0.5, -1.25, 3.0, 2.0, -0.75, 8.0], 'float64': [0.5, -1.25, 3.0, 2.0, -0.75, 8.0],
    'int32': [3, -1, 4, -1, 5, 9], 'uint32': [3, 1, 4, 1, 5, 9], 'bool': [True, False, True, True, False, False],
}


def array(dtype, values=None, shape=None):
    x = np.array(VALUES[dtype] if values is None else values, dtype)
    return x if shape is None else x.reshape(shape)


def turned(dtype, k=5):
    """The same values in another order, so that each meets another."""
    v = VALUES[dtype]
    return array(dtype, v[k:] + v[:k])


# Arithmetic and comparison, same dtype and promoted.
binary = {
    'add': jnp.add, 'sub': jnp.subtract, 'mul': jnp.multiply, 'div': jnp.divide, 'minimum': jnp.minimum,
    'maximum': jnp.maximum, 'eq': jnp.equal, 'ne': jnp.not_equal, 'lt': jnp.less, 'le': jnp.less_equal,
    'gt': jnp.greater, 'ge': jnp.greater_equal,
}
for name, f in binary.items():
    for dtype in ['float32', 'float64', 'int32', 'uint32']:
        case(name, f, array(dtype), turned(dtype))
for name in ['add', 'mul', 'div', 'maximum', 'lt', 'eq']:
    for a, b in [('int32', 'float32'), ('uint32', 'float32'), ('bool', 'float32'), ('bool', 'int32'), ('uint32', 'int32'),
                 ('float32', 'float64'), ('int32', 'float64'), ('bool', 'uint32')]:
        # XLA takes false * x for 0; IEEE 754, and we, for -0 of a negative x and NaN of an infinite one.
        by_choice = a == 'bool' and name == 'mul'
        x, y = (array(a, SMALL[a]), np.abs(array(b, SMALL[b]))) if by_choice else (array(a), turned(b))
        case(name, binary[name], x, y)
for name in ['add', 'sub', 'mul', 'div', 'minimum']:
    for dtype, number in [('float32', 2), ('float32', 0.1), ('float64', 0.1), ('int32', 3), ('uint32', 3)]:
        case(name, binary[name], array(dtype), number)
        case(name, lambda x, k: binary[name](k, x), array(dtype), number, swapped=True)
for dtype in ['float32', 'float64', 'int32', 'uint32']:
    small = array(dtype, SMALL[dtype])
    other = array(dtype, SMALL[dtype][::-1])
    case('mod', jnp.mod, array(dtype), turned(dtype))
    case('rem', jnp.fmod, array(dtype), turned(dtype))
    case('mod', jnp.mod, small, other)
    case('rem', jnp.fmod, small, other)
    case('add', jnp.add, array(dtype, SMALL[dtype], (2, 3)), array(dtype, SMALL[dtype][:2], (2, 1)))
    case('mul', jnp.multiply, array(dtype, SMALL[dtype], (2, 3, 1)), array(dtype, SMALL[dtype][:4], (4,)))

# One argument.
for name, f in {'neg': jnp.negative, 'abs': jnp.abs, 'sign': jnp.sign, 'floor': jnp.floor, 'ceil': jnp.ceil,
                'round': jnp.round, 'sqrt': jnp.sqrt, 'isnan': jnp.isnan, 'isinf': jnp.isinf, 'isfinite': jnp.isfinite}.items():
    for dtype in ['float32', 'float64']:
        case(name, f, array(dtype))
case('neg', jnp.negative, array('int32'))
case('neg', jnp.negative, array('uint32'))
case('abs', jnp.abs, array('int32'))
case('sign', jnp.sign, array('int32'))
case('sqrt', jnp.sqrt, array('uint32'))
case('isnan', jnp.isnan, array('int32'))
case('isfinite', jnp.isfinite, array('int32'))
HALVES = [-3.5, -2.5, -1.5, -0.5, -0.49999997, 0.49999997, 0.5, 1.5, 2.5, 3.5, 8388607.5, 4503599627370495.5]
for dtype in ['float32', 'float64']:
    case('round', jnp.round, array(dtype, HALVES))
    case('floor', jnp.floor, array(dtype, HALVES))
    case('ceil', jnp.ceil, array(dtype, HALVES))
    for name in ['exp', 'expm1', 'log', 'log1p', 'sin', 'cos', 'tan', 'sinh', 'cosh', 'tanh', 'arcsin', 'arccos', 'arctan',
                 'arcsinh', 'arccosh', 'arctanh']:
        case(name.replace('arc', 'a'), getattr(jnp, name), array(dtype, [0.0, -0.0, 0.3, -0.7, 1.0, -1.0, INF, -INF, NAN, 2.5]))
    for name in ['erf', 'erfc', 'erf_inv', 'logistic']:
        ours = {'erf_inv': 'erfinv', 'logistic': 'sigmoid'}.get(name, name)
        case(ours, getattr(lax, name), array(dtype, [0.0, -0.0, 0.3, -0.7, 1.0, -1.0, NAN]))
    case('pow', jnp.power, array(dtype, [0, 0, -0.0, -0.0, -2, -2, 2, INF, -INF, NAN, 1, -1, 0.5, 0.5]),
         array(dtype, [0, -1, 3, -3, 3, 0.5, 0.5, 0, 3, 0, NAN, INF, INF, -INF]))
    case('atan2', jnp.arctan2, array(dtype, [0, -0.0, 0, -0.0, 1, -1, INF, -INF, 1, NAN]),
         array(dtype, [1, 1, -1, -1, 0, -0.0, INF, -INF, -INF, 1]))
    case('integerPow', lambda x, n: x ** n, array(dtype, [0, -0.0, 1.5, -2, INF, -INF, NAN]), 3)
    case('integerPow', lambda x, n: x ** n, array(dtype, [0, -0.0, 1.5, -2, INF, -INF, NAN]), -2)
    case('clip', jnp.clip, array(dtype), -1.0, 2.0)
case('integerPow', lambda x, n: x ** n, array('int32'), 3)
case('clip', jnp.clip, array('int32'), -2, 5)

# Bits and logic.
for dtype in ['int32', 'uint32']:
    case('bitAnd', jnp.bitwise_and, array(dtype), turned(dtype))
    case('bitOr', jnp.bitwise_or, array(dtype), turned(dtype))
    case('bitXor', jnp.bitwise_xor, array(dtype), turned(dtype))
    case('bitNot', jnp.bitwise_not, array(dtype))
    distances = array(dtype, [0, 1, 5, 31, 32, 33, 100, 2, 3, 4, 7, 8])
    case('shiftLeft', lax.shift_left, array(dtype), distances)
    case('shiftRight', lax.shift_right_arithmetic if dtype == 'int32' else lax.shift_right_logical, array(dtype), distances)
    case('shiftLeft', lambda x, k: x << k, array(dtype), 3)
    case('shiftRight', lambda x, k: x >> k, array(dtype), 3)
case('logicalAnd', jnp.logical_and, array('bool'), turned('bool'))
case('logicalOr', jnp.logical_or, array('bool'), turned('bool'))
case('logicalXor', jnp.logical_xor, array('bool'), turned('bool'))
case('logicalNot', jnp.logical_not, array('bool'))
for dtype in DTYPES:
    case('select', jnp.where, array('bool'), array(dtype), turned(dtype))

# Casts.
EDGES = [0.0, -0.0, 0.9, -0.9, 1.5, -2.5, 2147483520.0, 2147483648.0, -2147483648.0, -2147483904.0, 4294967040.0, 4294967296.0, 1e20, INF, -INF, NAN]
for source in DTYPES:
    for target in DTYPES:
        x = array(source, EDGES) if source.startswith('float') else array(source)
        case('cast', lambda v: lax.convert_element_type(v, target), x, dtype=target)

# Reductions.
for dtype in ['float32', 'float64', 'int32', 'uint32', 'bool']:
    x = array(dtype, None, (3, 4))
    for name, f in {'sum': jnp.sum, 'max': jnp.max, 'min': jnp.min, 'mean': jnp.mean, 'prod': jnp.prod}.items():
        if dtype in ('bool', 'uint32') and name not in ('sum', 'max', 'min'):
            continue
        for axis in [None, 0, -1]:
            case(name, lambda v: f(v, axis=axis), x, axis=axis)
    for name, f in {'argmax': jnp.argmax, 'argmin': jnp.argmin}.items():
        if dtype != 'bool':
            case(name, lambda v: f(v, axis=1), x, axis=1)
for axis in [None, 0, 1]:
    for name, f in {'any': jnp.any, 'all': jnp.all}.items():
        case(name, lambda v: f(v, axis=axis), array('bool', None, (3, 4)), axis=axis)
for dtype in ['float32', 'float64', 'int32']:
    x = array(dtype, SMALL[dtype], (2, 3))
    case('cumsum', lambda v: jnp.cumsum(v, axis=1), x, axis=1)
    case('sum', lambda v: jnp.sum(v, axis=(0, 1)), x, axis=[0, 1])
    case('sum', jnp.sum, array(dtype, [], (0,)), axis=None)
    case('matmul', jnp.matmul, x, array(dtype, SMALL[dtype], (3, 2)))
    case('sort', lambda v: jnp.sort(v, axis=1), x, axis=1)
    case('argsort', lambda v: jnp.argsort(v, axis=0), x, axis=0)

# Movement.
for dtype in DTYPES:
    x = array(dtype, None, (2, 3, 2))
    case('transpose', jnp.transpose, x)
    case('transpose', lambda v: jnp.transpose(v, (1, 0, 2)), x, axes=[1, 0, 2])
    case('reshape', lambda v: jnp.reshape(v, (4, -1)), x, shape=[4, -1])
    case('broadcastTo', lambda v: jnp.broadcast_to(v, (2, 3, 2)), array(dtype, SMALL[dtype], (3, 2)), shape=[2, 3, 2])
    case('concatenate', lambda a, b: jnp.concatenate([a, b], 0), array(dtype, SMALL[dtype], (2, 3)), x.reshape(4, 3), axis=0)
    case('stack', lambda a, b: jnp.stack([a, b], 1), array(dtype, SMALL[dtype]), array(dtype, SMALL[dtype][::-1]), axis=1)
    case('expandDims', lambda v: jnp.expand_dims(v, 1), array(dtype, SMALL[dtype]), axis=1)

# Indices: a number drops its axis, [start, stop, step] is a slice.
INDICES = [
    [1], [-1], [[None, None, None]], [[1, None, None], 0], [0, [None, None, -1]], [[None, None, -2], [2, 0, -1]],
    [[-3, -1, None]], [[10, None, None]], [[None, -10, None]], [[3, 1, None]], [[5, -10, -2]], [-2, -1],
    [[None, None, 3], [None, None, -1]], [[1, 3, None], [1, 2, None]],
]
for i, specs in enumerate(INDICES):
    at = tuple(slice(*s) if isinstance(s, list) else s for s in specs)
    dtype = DTYPES[i % len(DTYPES)]
    case('index', lambda v: v[at], array(dtype, None, (4, 3)), specs=specs)
    if dtype == 'bool':
        continue
    case('updateAt', lambda v, k: v.at[at].set(k), array(dtype, None, (4, 3)), 9, specs=specs)
    case('addAt', lambda v, k: v.at[at].add(k), array(dtype, None, (4, 3)), 2, specs=specs)

out = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'jax-ops.json'
lines = ',\n'.join(json.dumps(c, separators=(',', ':')) for c in cases)
out.write_text(f'{{"source":"jax {jax.__version__}","cases":[\n{lines}\n]}}\n')
print(out, len(cases), 'cases')
