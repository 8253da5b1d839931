"""Golden data of the unit room: how brainunit displays units and quantities, and numpy arrays.

Run with a Python that has brainunit (saiunit 0.5.2, numpy 2.4) and jax:
    JAX_PLATFORMS=cpu python tools/golden/units.py

It writes test/golden/units.json. Mantissas of arrays are numpy arrays: a jax array of float32 inside a quantity
prints its elements widened to float64 (0.30000001 for 0.3), which numpy's own float32 does not.
"""

import json
import os
import pathlib
import random
import re

os.environ.setdefault('JAX_PLATFORMS', 'cpu')

import brainunit as u  # noqa: E402
import numpy as np  # noqa: E402
from saiunit import _base_unit  # noqa: E402

OUT = pathlib.Path(__file__).resolve().parents[2] / 'test' / 'golden' / 'units.json'

# ---- composition: expressions over units, in a form that Python and the test both understand:
# postfix, with names of units, '*', '/', 'reverse', and '^n'.
COMPOSITIONS = '''
mA ohm *
amp ohm *
nA Mohm *
kvolt mamp *
V A /
mV nA /
mV Mohm /
mV ms /
mV ms / ms *
mV volt /
mV mV /
kmeter meter /
kmeter meter / amp *
kmeter meter / mV *
mV mA *
uS mV *
nS mV *
mS cm2 / mV *
mS mV * cm2 /
uF cm2 /
uF cm2 / mV * ms /
uA cm2 / uF cm2 / /
uA cm2 /
nA cm2 / mS *
mV ^2
mV ^0.5
mV ^-1
mV ^3
second ^-1
ms ^-1
ms ^2
ms ^0.5
mV ms ^0.5 *
pA ms ^0.5 *
ms reverse
second reverse
us reverse
mV reverse
ohm reverse
siemens reverse
Hz reverse
kHz reverse
cm reverse
joule kilogram /
ohm farad *
Mohm pF *
Mohm nF *
kohm uF *
Hz ms *
Hz mV *
mV Hz *
mM ms /
mM ms / cm2 *
cm2 cm *
cm cm *
cm ^3
cm2 ^3
mm mm *
mm mm * metre /
um um *
um um * um *
siemens metre /
mS cm /
ohm cm *
ohm cm2 *
kohm cm2 *
amp second metre * *
amp second *
amp second * metre *
coulomb second /
coulomb volt /
joule coulomb /
kilogram metre * second ^2 /
gram metre * second ^2 /
newton metre *
newton metre ^2 /
watt second *
watt amp /
volt amp *
watt ohm *
volt second *
weber second /
henry second /
tesla metre ^2 *
weber ampere /
mole litre /
mmole litre /
mole metre3 /
coulomb mole /
joule kelvin mole * /
joule kelvin /
volt metre /
metre second /
metre second ^2 /
metre second / ^2
radian
mradian
radian second /
radian mV *
radian radian *
radian radian /
steradian
katal second *
lumen steradian /
lux metre2 *
candle
gray
sievert
becquerel
becquerel second *
molar
mM uM /
nS pF /
pF nS /
nS nF /
mS uF /
pA pF /
pA pF / ms *
pA nS /
nA uS /
mV ms * mV *
uV ms *
mV ms ^-1 *
mV mV ms / /
siemens ohm *
siemens ohm * mV *
farad volt *
farad volt * second /
uF mV * ms /
pF mV * ms /
ohm ^0.5
volt ^2 ohm /
mV ^2 ms /
mV second ^0.5 /
nA ^2 second *
MHz
Ghertz
kilogram
'''.strip().splitlines()


def named(name):
    return {'V': u.volt, 'A': u.amp, 'uV': u.uvolt}.get(name) or getattr(u, name)


def compose(text):
    stack = []
    for word in text.split():
        if word in ('*', '/'):
            b, a = stack.pop(), stack.pop()
            stack.append(a * b if word == '*' else a / b)
        elif word == 'reverse':
            stack.append(stack.pop().reverse())
        elif word.startswith('^'):
            n = float(word[1:])
            stack.append(stack.pop() ** (int(n) if n == int(n) else n))
        else:
            stack.append(named(word))
    (unit,) = stack
    return unit


def composition(text):
    unit = compose(text)
    return {'of': text, 'str': str(unit), 'repr': repr(unit), 'magnitude': unit.magnitude}


def compositions():
    return [composition(text) for text in COMPOSITIONS + drawn_compositions()]


# Spellings of one unit sort by their own names; the other side knows it by the first of them.
OTHER_SPELLINGS = re.compile('meter|ampere|mol$|gramme|litre|mol[23]$')


def drawn_compositions(count=500):
    """Products, quotients and powers of units drawn from all there are."""
    rng = random.Random(4)
    names = [name for name in exported() if not OTHER_SPELLINGS.search(name)]
    outside = [name for name in names if getattr(u, name).factor != 1.0 or ' ' in getattr(u, name).name]
    common = ['mV', 'ms', 'nA', 'pA', 'nS', 'uS', 'ohm', 'cm', 'cm2', 'uF', 'Hz', 'second', 'metre', 'kilogram', 'volt', 'mM']
    texts = []
    while len(texts) < count:
        words = []
        for i in range(rng.choice([1, 2, 2, 3, 3, 4])):
            words.append(rng.choice(rng.choice([names, common, common, outside])))
            if rng.random() < 0.25:
                words.append(rng.choice(['^2', '^3', '^-1', '^-2', '^0.5', '^-0.5', 'reverse']))
            if i > 0:
                words.append(rng.choice('*/'))
        if rng.random() < 0.2:
            words.append(rng.choice(['^2', '^0.5', '^-1', 'reverse']))
        text = ' '.join(words)
        if not differs(text):
            texts.append(text)
    return texts


def differs(text):
    """Whether the other side means to write this product in another way."""
    shown = str(compose(text))
    # There, km/h^2 is written (km/h)^2, whole exponents are whole, and quarters are refused.
    if '/h' in shown or re.search(r'\^-?\d+\.(0|25|75)\b', shown):
        return True
    # There, a unit times 1 is that unit; here it loses its name.
    stack = []
    for word in text.split():
        if word in '*/':
            b, a = stack.pop(), stack.pop()
            if any(unit.is_unitless and not unit.is_fullname for unit in (a, b)):
                return True
            stack.append(a * b if word == '*' else a / b)
        elif word == 'reverse' or word.startswith('^'):
            stack[-1] = stack[-1].reverse() if word == 'reverse' else stack[-1] ** float(word[1:])
        else:
            stack.append(named(word))
    return False


def exported():
    return sorted(name for name, unit in vars(u).items() if isinstance(unit, u.Unit))


def table():
    """Every unit by the name it is exported by: full name (null where that is the same), display, size, dimension."""
    rows = []
    for name in exported():
        unit = getattr(u, name)
        full = None if unit.name == name else unit.name
        rows.append([name, full, unit.dispname, number(unit.scale), unit.factor, dims(unit)])
    return rows


PARSED = '''
mV|mvolt|nA / cm^2|nA/cm^2|nA*ms|J / kg|mS * nA / cm^2|m / (kg * s^2)|1 / s|1 / ms|1|ohm^0.5|mV^-1|10.0^3|10^3
10.0^-3 * m^2 * kg / (s^3 * A)|10.0^27 * V|6.0 * 10.0^4 * s|36.0 * 10.0^5 * s^2|Unit("mV / ms")|Unit('pA')|a / b|(m * s) / A
mV / ms / ms|fl oz|troy pound|julian yr|km/h|°|′|Å|µm|mol / l|10.0^1.5|0.5 * V|2^3|mV * (ms / (pA * s))|  mV  |kohm * nA
'''.strip().replace('\n', '|').split('|')


def parsed():
    """What parse_unit makes of texts; null where it refuses them."""
    rows = []
    for text in PARSED:
        try:
            unit = u.parse_unit(text)
            rows.append([text, str(unit), number(unit.scale), unit.factor, dims(unit)])
        except ValueError:
            rows.append([text, None])
    return rows


def dimensions():
    """Dimensions of units by name, and what str and repr write for them (whole exponents as whole numbers)."""
    text = lambda dim: [re.sub(r'\.0\b', '', str(dim)), re.sub(r'\.0\b', '', repr(dim))]
    names = ['UNITLESS', 'metre', 'volt', 'mV', 'siemens', 'farad', 'hertz', 'molar', 'lux', 'katal', 'volt2', 'ohm3', 'cm2']
    return [[name, n, *text(named(name).dim ** n)] for name in names for n in (1, 2, -1, 0.5)]


def constants():
    """The constants as quantities: name, mantissa and unit."""
    values = [(name, getattr(u.constants, name)) for name in u.constants.__all__]
    return [[name, float(q.mantissa), str(q.unit)] for name, q in values if isinstance(q, u.Quantity)]


def number(x):
    return int(x) if x == int(x) else x


def dims(unit):
    return ','.join(str(number(e)) for e in unit.dim._dims)


def standard():
    """What a product of base units is renamed to, for each size that the registry knows."""
    rows = []
    for (dim, scale, _base, factor), unit in _base_unit._standard_units.items():
        key = (dim, scale, 10.0, factor)
        display = None if key in _base_unit._ambiguous_keys else unit.dispname
        rows.append([dims(unit), number(scale), factor, display])
    return rows


def formats():
    """Quantities in another unit, with a precision, and with the digits of a format."""
    f32, f64 = np.float32, np.float64
    rng = np.random.default_rng(2)
    arrays = [
        (f64(3.0), 'volt', 'mV'), (f64(123123.0), 'ms', 'second'), (f32(3.14159265), 'mV', None), (f32(0.3), 'mV', 'volt'),
        (f64(2 / 3), 'nA', 'pA'), (f64(-1.005), 'mV', None), (f64(0.125), 'mV', None), (f64(2.5), 'mV', None),
        (f64(1e22), 'mV', None), (f64(-1e-9), 'mV', None), (f64(float('nan')), 'mV', None), (f64(-0.0), 'mV', None),
        (f64(float('-inf')), 'mV', None), (f32(1234567.0), 'ms', 'second'), (f64(0.5), '', None), (f64(180.0), 'degree', 'radian'),
        (np.int32(12), 'ms', None), (f64(999999.5), 'Hz', None), (f32(16777216.0), 'Hz', 'kHz'),
        (np.array([1.23456789, -2.5, 1000.0]), 'mV', None), (np.array([1.23456789, -2.5, 1000.0], f32), 'mV', 'volt'),
        (np.array([1e-9, 1.0]), 'nA', None), (rng.normal(size=(3, 4)).astype(f32), 'mV', None), (rng.normal(size=(2, 2, 3)), 'pA', None),
        (rng.normal(size=40), 'mV', 'volt'), (rng.normal(size=150).astype(f32), 'mV', None), (rng.normal(size=(30, 50)).round(2), 'mV', None),
        (np.array([float('nan'), 1.5, float('inf')]), 'mV', None), (np.zeros(0, f32), 'mV', None), (np.array([1, 20, 300], np.int32), 'ms', None),
    ]
    rows = []
    for value, unit, other in arrays:
        array = np.asarray(value)
        q = u.Quantity(array, unit=named(unit) if unit else u.UNITLESS)
        scalar = array.shape == ()
        # format() of a 0-d array takes no digits, that of its number does.
        numbers = u.Quantity(array[()].item(), unit=q.unit) if scalar else q
        size = dict(shape=list(array.shape), dtype=str(array.dtype), values=[encode(v) for v in array.astype(f64).ravel().tolist()])
        # A float32 is converted in float32 here and in float64 there.
        to = None if other is None or array.dtype == f32 else named(other)
        # A 0-d array again: converting makes a numpy scalar of it, which brainunit would print as float32.
        counted = q if to is None else u.Quantity(np.asarray(q.to(to).mantissa), unit=to)
        texts = [[precision, u.display_in_unit(counted, None, precision)] for precision in (None, 0, 1, 3, 12)]
        digits = [] if array.dtype == np.int32 else [[spec, spelled(numbers, spec)] for spec in ('.0f', '.2f', '.3e')]
        rows.append({**size, 'unit': unit, 'in': other if to is not None else None, 'texts': texts, 'digits': digits})
    return rows


def spelled(q, spec):
    if q.shape != ():
        return format(q, spec)
    # The number of a scalar as Python formats it; jax would round it to float32 first.
    text = format(float(np.asarray(q.mantissa, dtype=np.float64)), spec)
    return f'{text} {q.unit}' if q.unit.should_display_unit else text


def encode(x):
    """JSON has no NaN and no infinity."""
    if isinstance(x, float):
        if np.isnan(x):
            return 'nan'
        if np.isinf(x):
            return 'inf' if x > 0 else '-inf'
        if x == 0 and np.signbit(x):
            return '-0'
    return x


def case(array, unit):
    array = np.asarray(array)
    # A 0-d array and not a numpy scalar, which brainunit would make float32.
    q = u.Quantity(array, unit=named(unit) if unit else u.UNITLESS)
    values = [encode(v) for v in array.astype(np.float64).ravel().tolist()]
    return {
        'shape': list(array.shape), 'dtype': str(array.dtype), 'values': values,
        'unit': unit, 'str': str(q), 'repr': repr(q),
    }


def quantities():
    f32, f64 = np.float32, np.float64
    cases = []
    scalars = [
        0, 1, -1, 25, -60, 0.1, 0.3, 1.5, 3.14159265, -0.0, 1e-3, 1e-4, 9.9e-5, 1e-5, 1.0000001, 0.00012345678,
        0.001953125, 0.005859375, 123456.7, 999999.0, 999999.9, 1e6, 1234567.0, 1e7, 123456789.0, 1e8, 1e10, 1e-10,
        3.4e38, 1e-38, 1e-45, 2.0 ** -20, 2.0 ** 30, 16777216.0, 0.33333333, 6.02214076e23, 1.602e-19,
        float('nan'), float('inf'), float('-inf'), 5e-324, 1.7976931348623157e308, 1 / 3, 2 / 3, 99999999.0, 0.1 + 0.2,
    ]
    for x in scalars:
        with np.errstate(all='ignore'):
            cases.append(case(f32(x), 'mV'))
        cases.append(case(f64(x), 'mV'))
    for x in (0, 1, -7, 123456789, -2147483648):
        cases.append(case(np.int32(x), 'ms'))
    cases.append(case(np.uint32(4294967295), ''))
    cases.append(case(np.bool_(True), ''))
    cases.append(case(np.bool_(False), ''))

    rng = np.random.default_rng(1)
    lists = [
        [1.0], [0.3, 0.7, 1.1], [1, 2, 3], [-65.0, -60.5, -70.25], [0.001, 1000.0], [0.001, 1.0], [0.001, 1.0001],
        [1e-5, 1.0], [1e6, 1.0], [999999.0, 1000.0], [0.0, 0.0], [-0.0, 1.0, 1e-7], [float('nan'), 1.0],
        [float('nan'), float('nan')], [float('inf'), -1.5], [float('-inf'), 1.0, 2.25], [float('-inf')],
        [float('nan'), 1e-9, 3.5], [float('inf'), 1e20], [1e30, 1.0], [1e-30, 1e-31],
        [100.0, 0.5], [123.456, 0.001953125], [0.1, 0.2, 0.30000001], [1 / 3, 2 / 3, 1.0],
        [5.0, 0.00024414062], [16777216.0, 16777217.0], [2.5, -2.5], [1e8, 1.0, 2.0],
    ]
    for values in lists:
        cases.append(case(np.array(values, f32), 'mV'))
        cases.append(case(np.array(values, f64), 'mV'))
    cases.append(case(np.array([1e100, 1.0], f64), 'mV'))
    cases.append(case(np.array([1e-200, 1e200], f64), 'mV'))
    cases.append(case(np.zeros((0,), f32), 'mV'))
    cases.append(case(np.zeros((2, 0), f32), 'mV'))
    cases.append(case(np.array([1, -20, 300], np.int32), 'ms'))
    cases.append(case(np.array([[1, 2], [3, 40]], np.uint32), ''))
    cases.append(case(np.arange(200, dtype=np.int32), ''))
    cases.append(case(np.array([True, False, True]), ''))
    cases.append(case(np.array([[True], [False]]), ''))
    for shape in ((1, 1), (2, 3), (3, 1), (2, 2, 2), (1, 2, 3, 2), (4, 30), (20, 5), (100,), (101,), (5, 21), (7, 15),
                  (2, 60), (60, 2), (3, 4, 10), (8, 8, 8), (2, 3, 4, 5), (10, 11), (1, 200), (200, 1)):
        for dtype in (f32, f64):
            scale = rng.choice([1.0, 10.0, 100.0])
            cases.append(case((rng.normal(size=shape) * scale).round(3).astype(dtype), 'mV'))
            cases.append(case(rng.normal(size=shape).astype(dtype), 'nA'))
    for shape in ((12,), (40,), (120,), (3, 50)):
        cases.append(case(np.exp(rng.normal(size=shape) * 6).astype(f32), 'Hz'))
        cases.append(case(np.exp(rng.normal(size=shape) * 6), 'Hz'))
        cases.append(case(np.arange(np.prod(shape), dtype=f32).reshape(shape), 'ms'))
    cases.append(case(np.arange(2000).astype(f32) * f32(0.1), 'ms'))
    powers = 2.0 ** np.arange(-126, 128)
    for block in np.array_split(powers, 20):
        cases.append(case(block.astype(f32), ''))
    for x in (np.float32(v) for v in powers):
        if x < 1e-3 or x > 1e5:
            cases.append(case(x, ''))
    return cases


def arithmetic():
    """Expressions that both sides compute; scalars are Python floats, weak as a JavaScript number is."""
    rows = [
        ('mA(25).mul(ohm(1))', (25.0 * u.mA) * (1.0 * u.ohm)),
        ('mV(3).div(ms(2))', (3.0 * u.mV) / (2.0 * u.ms)),
        ('mV(3).div(volt(2))', (3.0 * u.mV) / (2.0 * u.volt)),
        ('Hz(10).mul(ms(100))', (10.0 * u.Hz) * (100.0 * u.ms)),
        ('mV(1).add(volt(0.002))', 1.0 * u.mV + 0.002 * u.volt),
        ('volt(1).sub(mV(250))', 1.0 * u.volt - 250.0 * u.mV),
        ('mV(4).in(volt)', (4.0 * u.mV).to(u.volt)),
        ('second(0.2).in(ms)', (0.2 * u.second).to(u.ms)),
        ('mV(4).sqrt()', u.math.sqrt(4.0 * u.mV)),
        ('mV(3).pow(2)', (3.0 * u.mV) ** 2),
        ('mV(-3).abs()', abs(-3.0 * u.mV)),
        ('mV(-3).neg()', -(-3.0 * u.mV)),
        ('uS(2).mul(mV(3))', (2.0 * u.uS) * (3.0 * u.mV)),
        ('nS(2).mul(mV(3))', (2.0 * u.nS) * (3.0 * u.mV)),
        ('math.divide(1, ms(2))', 1.0 / (2.0 * u.ms)),
        ('math.arange(ms(0), second(1), ms(250))', u.math.arange(0. * u.ms, 1. * u.second, 250. * u.ms)),
        ('math.arange(ms(0), ms(200), ms(0.1))', u.math.arange(0. * u.ms, 200. * u.ms, 0.1 * u.ms)),
        ('mV(1).div(nA(2))', (1.0 * u.mV) / (2.0 * u.nA)),
        ('pF(200).mul(mV(10)).div(ms(2))', (200.0 * u.pF) * (10.0 * u.mV) / (2.0 * u.ms)),
    ]
    # A product without a dimension is a plain Python float there; as a quantity it prints as one of ours does.
    values = [(text, value if isinstance(value, u.Quantity) else u.Quantity(value)) for text, value in rows]
    return [{'of': text, 'repr': repr(value), 'str': str(value)} for text, value in values]


def dump(rows):
    return '[\n' + ',\n'.join(json.dumps(row, ensure_ascii=False) for row in rows) + '\n]'


if __name__ == '__main__':
    sections = {
        'compositions': compositions(), 'arithmetic': arithmetic(), 'quantities': quantities(),
        'formats': formats(), 'table': table(), 'standard': standard(), 'parsed': parsed(), 'dimensions': dimensions(),
        'constants': constants(),
    }
    OUT.write_text('{\n' + ',\n'.join(f'"{k}": {dump(v)}' for k, v in sections.items()) + '\n}\n')
    print({k: len(v) for k, v in sections.items()}, OUT.stat().st_size)
