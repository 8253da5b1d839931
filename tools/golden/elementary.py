"""Elementary functions at arguments of every size, correctly rounded from 60 and more digits.

Run with a Python that has mpmath and numpy:  python tools/golden/elementary.py
It writes test/golden/elementary.json, which is committed; no test needs Python. For a search for the worst errors:
python tools/golden/elementary.py --count 20000 --out dense.json [name ...]

Of each function and dtype: the arguments, a list for each; the results, rounded to nearest; and `rest`, what the exact
result has beyond the rounded one, in hundredths of a unit in the last place. An argument is exact in its dtype.
"""
import argparse
import json
import math
import pathlib

import mpmath
import numpy as np
from mpmath import mp, mpf

np.seterr(all='ignore')
BITS = {'float32': (24, -126, 127), 'float64': (53, -1022, 1023)}
TYPE = {'float32': np.float32, 'float64': np.float64}


def rounded(v, dtype):
    """The nearest number of the dtype (halves to even), and the rest in units in the last place."""
    bits, low, high = BITS[dtype]
    if v == 0:
        return 0.0, 0.0
    _, e = mp.frexp(v)  # |v| = m 2^e, 1/2 <= m < 1
    quantum = max(e - bits, low - bits + 1)
    with mp.workprec(2200 if abs(e) > 400 else 500):
        units = mpf(v) * mpf(2) ** -quantum
        whole = mp.nint(units)
        rest = float(units - whole)
    if mp.fabs(whole) >= mpf(2) ** (high + 1 - quantum):
        return math.copysign(math.inf, whole), 0.0
    y = math.ldexp(int(whole), quantum) if quantum >= -1074 else 0.0
    return (math.copysign(y, float(mp.sign(v))), rest)


def log_spaced(low, high):
    def make(rng, n, dtype):
        a, b = math.log2(low), math.log2(high)
        _, emin, emax = BITS[dtype]
        tiny, huge = emin - BITS[dtype][0] + 1, emax + 1
        a, b = max(a, tiny), min(b, huge)
        exponents = rng.uniform(a, b, n)
        whole = np.floor(exponents)
        return [math.ldexp(2 ** (e - w), int(w)) for e, w in zip(exponents, whole) if w < 1024]
    return make


def linear(low, high):
    return lambda rng, n, dtype: rng.uniform(low, high, n)


def both(make):
    return lambda rng, n, dtype: [v if rng.random() < 0.5 else -v for v in make(rng, n, dtype)]


def by_dtype(single, double):
    return lambda rng, n, dtype: (single if dtype == 'float32' else double)(rng, n, dtype)


def near_half_turns(rng, n, dtype):
    """Arguments next to multiples of pi/2, where sine, cosine and tangent lose most digits."""
    values = []
    for k in rng.integers(1, 2 ** 18, n):
        with mp.workdps(60):
            values.append(float(k * mp.pi / 2))
    return values


# The numbers next to a multiple of pi/2: Muller et al., Handbook of Floating-Point Arithmetic, range reduction.
HARD_ANGLES = {'float32': [math.ldexp(16367173, 72)], 'float64': [math.ldexp(6381956970095103, 797)]}

ALL = both(log_spaced(1e-323, 1.7e308))
MIDDLE = both(log_spaced(1e-6, 1e3))
UNIT = both(linear(0, 1))
SMALL = both(log_spaced(1e-323, 1))


def erf(x):
    return mp.erf(x) if abs(x) < 1e3 else mp.sign(x)


def exprel(x):
    return mp.expm1(x) / x


def sigmoid(x):
    e = mp.exp(-abs(x))
    return 1 / (1 + e) if x >= 0 else e / (1 + e)


def erfinv_limit(x):
    return float(np.copysign(np.inf if abs(x) == 1 else np.nan if not abs(x) <= 1 else x, x))


# name: (function, [stretches of arguments], value where an argument is not a finite number other than 0)
ONE = {
    'exp': (mp.exp, [linear(-104, 89), linear(-746, 710), MIDDLE, ALL], np.exp),
    'expm1': (mp.expm1, [linear(-20, 89), linear(-40, 710), linear(-1, 1), MIDDLE, ALL], np.expm1),
    'exprel': (exprel, [linear(-104, 89), linear(-746, 717), linear(-1, 1), MIDDLE, ALL],
               lambda x: np.float64(1) if x == 0 else np.float64(0) if x == -np.inf else x),
    'log': (mp.log, [log_spaced(1e-323, 1.7e308), linear(0, 4), linear(0.9, 1.1)], np.log),
    'log1p': (mp.log1p, [linear(-1, 4), linear(-0.1, 0.1), SMALL, log_spaced(1, 1.7e308)], np.log1p),
    'sin': (mp.sin, [linear(-10, 10), MIDDLE, near_half_turns, both(log_spaced(1e3, 1e9)), ALL], np.sin),
    'cos': (mp.cos, [linear(-10, 10), MIDDLE, near_half_turns, both(log_spaced(1e3, 1e9)), ALL], np.cos),
    'tan': (mp.tan, [linear(-10, 10), MIDDLE, near_half_turns, both(log_spaced(1e3, 1e9)), ALL], np.tan),
    'asin': (mp.asin, [UNIT, SMALL, linear(0.45, 0.55), lambda r, n, d: [1 - v for v in log_spaced(1e-16, 0.5)(r, n, d)]], np.arcsin),
    'acos': (mp.acos, [UNIT, SMALL, linear(-0.55, -0.45), lambda r, n, d: [1 - v for v in log_spaced(1e-16, 0.5)(r, n, d)]], np.arccos),
    'atan': (mp.atan, [linear(-5, 5), MIDDLE, ALL], np.arctan),
    'sinh': (mp.sinh, [linear(-90, 90), linear(-711, 711), linear(-2, 2), MIDDLE, ALL], np.sinh),
    'cosh': (mp.cosh, [linear(-90, 90), linear(-711, 711), linear(-2, 2), MIDDLE, ALL], np.cosh),
    'tanh': (mp.tanh, [linear(-20, 20), linear(-2, 2), MIDDLE, ALL], np.tanh),
    'asinh': (mp.asinh, [linear(-10, 10), MIDDLE, ALL], np.arcsinh),
    'acosh': (mp.acosh, [linear(1, 10), lambda r, n, d: [1 + v for v in log_spaced(1e-16, 1)(r, n, d)], log_spaced(1, 1.7e308)], np.arccosh),
    'atanh': (mp.atanh, [UNIT, SMALL, lambda r, n, d: [1 - v for v in log_spaced(1e-16, 0.5)(r, n, d)]], np.arctanh),
    'erf': (erf, [linear(-6, 6), linear(-1.1, 1.1), MIDDLE, ALL], lambda x: np.float64(math.erf(x))),
    'erfc': (lambda x: mp.erfc(x) if abs(x) < 1e3 else mpf(2) if x < 0 else mpf(0), [linear(-6, 10), linear(-6, 27), linear(0, 2), MIDDLE, SMALL], lambda x: np.float64(math.erfc(x))),
    'erfinv': (lambda x: mp.erfinv(x) if abs(x) < 1 else mp.nan, [UNIT, SMALL, lambda r, n, d: [1 - v for v in log_spaced(1e-16, 0.5)(r, n, d)]], erfinv_limit),
    'sigmoid': (sigmoid, [linear(-104, 30), linear(-746, 40), linear(-3, 3), MIDDLE, ALL],
                lambda x: np.float64(x if x != x else 0.5 if x == 0 else float(x > 0))),
}

TWO = {
    # numpy takes square roots for powers of 1/2, which differ at -0 and -Infinity.
    'pow': (mp.power, lambda x, y: np.power(x, y / 2 if abs(y) == 0.5 else y)),
    'atan2': (mp.atan2, np.arctan2),
}


def pow_pairs(rng, n, dtype):
    limit = 150 if dtype == 'float32' else 1075
    for x in log_spaced(1e-323, 1.7e308)(rng, n, dtype):  # results of all sizes
        yield x, rng.uniform(-limit, limit) / (math.log2(x) or 1)
    for x in linear(0.5, 2)(rng, n, dtype):
        yield x, rng.uniform(-limit, limit) / (math.log2(x) or 1)
    for x in linear(0, 10)(rng, n, dtype):
        yield x, rng.uniform(-5, 5)
    for x in linear(-10, 0)(rng, n, dtype):
        yield x, float(rng.integers(-30, 30))
    for y in both(log_spaced(1, 1e12))(rng, n, dtype):  # bases next to 1
        yield 1 + rng.uniform(-limit, limit) * math.log(2) / y, y


def atan2_pairs(rng, n, dtype):
    for y, x in zip(ALL(rng, n, dtype), ALL(rng, n, dtype)):
        yield y, x
    for y, x in zip(both(linear(0, 3))(rng, 2 * n, dtype), both(linear(0, 3))(rng, 2 * n, dtype)):
        yield y, x
    for y in ALL(rng, n, dtype):
        yield y, y * rng.uniform(-5, 5)


def special(dtype):
    t = np.finfo(TYPE[dtype])
    tiny, normal, most = float(t.smallest_subnormal), float(t.tiny), float(t.max)
    plain = [0.5, 1.0, 1.5, 2.0, 3.0]
    sized = [0.0, tiny, normal - tiny, normal, *plain, most, math.inf]
    return [*sized, *[-v for v in sized], math.nan]


def whole_precision(*args):
    """Digits enough for results next to an argument or to 1."""
    small = min((abs(a) for a in args if a != 0), default=1)
    digits = 60 if small > 1e-12 else 60 + 2 * int(-math.log10(small))
    return digits


def evaluate(f, limit, args, dtype, name):
    odd = any(a == 0 or math.isinf(a) or math.isnan(a) for a in args)
    if not odd:
        with mp.workdps(whole_precision(*args)):
            v = f(*[mpf(a) for a in args])
            if isinstance(v, mpmath.mpf) and mp.isfinite(v):
                y, rest = rounded(v, dtype)
                if y == 0 and name == 'pow' and args[0] < 0:
                    y = float(np.power(*[np.float64(a) for a in args]))
                return y, rest
    with mp.workdps(60):
        if name == 'acos' and args[0] == 0:
            return rounded(mp.pi / 2, dtype)
        if name == 'erfinv':
            y = limit(args[0])
        else:
            y = float(limit(*[np.float64(a) for a in args]))
        if math.isnan(y) or math.isinf(y) or y == 0:
            return y, 0.0
        if name in ('atan', 'atan2'):
            quarters = round(y / (math.pi / 4))
            return rounded(quarters * mp.pi / 4, dtype)
        return y, 0.0


def number(x):
    if math.isnan(x):
        return 'NaN'
    if math.isinf(x):
        return 'Infinity' if x > 0 else '-Infinity'
    return int(x) if x == int(x) and abs(x) < 1e6 and not (x == 0 and math.copysign(1, x) < 0) else x


def short(x, dtype):
    """Digits that name a float32 and no other."""
    x = number(x)
    return float(str(np.float32(x))) if dtype == 'float32' and isinstance(x, float) else x


def arguments(name, count, dtype, rng):
    exact = lambda v: float(TYPE[dtype](v))
    specials = special(dtype)
    if name in TWO:
        pairs = pow_pairs if name == 'pow' else atan2_pairs
        values = [(exact(a), exact(b)) for a, b in pairs(rng, count // 5, dtype)]
        values += [(a, b) for a in specials for b in specials]
        if name == 'pow':
            values += [(a, float(b)) for a in (-2, -0.5, -math.inf, -0.0, -1) for b in (3, 4, -3, -4, 2.5, 2 ** 24, 2 ** 24 - 1, 2.0 ** 80)]
            values = [(exact(a), exact(b)) for a, b in values]
        return values
    stretches = ONE[name][1]
    values = [exact(v) for make in stretches for v in make(rng, count // len(stretches), dtype)]
    if name in ('sin', 'cos', 'tan'):
        values += HARD_ANGLES[dtype]
    return [(v,) for v in values + specials]


def table(name, count, dtype):
    rng = np.random.default_rng(sum(map(ord, name + dtype)))
    f, limit = (ONE[name][0], ONE[name][2]) if name in ONE else TWO[name]
    args = [a for a in arguments(name, count, dtype, rng) if not any(math.isinf(v) for v in a) or len(a) == 2 or abs(a[0]) == math.inf]
    results = [evaluate(f, limit, a, dtype, name) for a in args]
    return {
        'arguments': [[short(a[k], dtype) for a in args] for k in range(len(args[0]))],
        'results': [short(y, dtype) for y, _ in results],
        'rest': [round(100 * rest) for _, rest in results],
    }


if __name__ == '__main__':
    parser = argparse.ArgumentParser()
    parser.add_argument('--count', type=int, default=150)
    parser.add_argument('--out', default=str(pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'elementary.json'))
    parser.add_argument('names', nargs='*')
    options = parser.parse_args()
    golden = {'source': f'mpmath {mpmath.__version__}, 60 digits and more'}
    for name in options.names or [*ONE, *TWO]:
        golden[name] = {dtype: table(name, options.count, dtype) for dtype in BITS}
        print(name, flush=True)
    pathlib.Path(options.out).write_text(json.dumps(golden, separators=(',', ':')).replace('},"', '},\n"') + '\n')
