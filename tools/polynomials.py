"""Makes src/engine/ops/generated/polynomials.ts: the polynomials that the elementary functions are computed with.

Each is the interpolation of the function at Chebyshev nodes, in 60 digits, within a few per cent of the best polynomial
of its degree. Needs mpmath (pip install mpmath). Run from the root of the repository: python3 tools/polynomials.py
"""
from mpmath import mp, mpf, asin, atan, atanh, cos, erf, erfc, erfinv, exp, expm1, floor, log, pi, sin, sinh, sqrt, tanh

mp.dps = 60
LN2 = log(2)


def fit(f, low, high, degree):
    """Coefficients, lowest power first, of the interpolation at the Chebyshev nodes of [low, high]."""
    n = degree + 1
    nodes = [(low + high) / 2 + (high - low) / 2 * cos(pi * (i + mpf(1) / 2) / n) for i in range(n)]
    divided = [f(x) for x in nodes]
    for j in range(1, n):
        for i in range(n - 1, j - 1, -1):
            divided[i] = (divided[i] - divided[i - 1]) / (nodes[i] - nodes[i - j])
    coefficients = [divided[-1]]
    for k in range(n - 2, -1, -1):
        shifted = [mpf(0)] + coefficients
        for i, c in enumerate(coefficients):
            shifted[i] -= c * nodes[k]
        shifted[0] += divided[k]
        coefficients = shifted
    return coefficients


def exprel(x):
    return expm1(x) / x if x != 0 else mpf(1)


def exprel_rest(x):
    """(exprel(x) - 1) / x"""
    if x == 0:
        return mpf(1) / 2
    with mp.workdps(120):
        return (expm1(x) / x - 1) / x


def log_rest(z):
    """log((1+s)/(1-s)) = 2s + s z P(z), z = s^2."""
    if z == 0:
        return mpf(2) / 3
    s = sqrt(z)
    return (2 * atanh(s) / s - 2) / z


def erfinv_over_x(w):
    """erfinv(x) / x where w = -log(1 - x^2)."""
    if w < mpf(10) ** -20:
        return sqrt(pi) / 2
    mp.dps = 60 + int(w)
    x = sqrt(-expm1(-w))
    y = erfinv(x) / x
    mp.dps = 60
    return y


def log2_ratio(z):
    """log2((1+s)/(1-s)) / s, z = s^2."""
    s = sqrt(z)
    return 2 * atanh(s) / s / LN2 if z != 0 else 2 / LN2


def after(f, series, terms):
    """(f(x) - the first terms of its series) / z^terms, where f and the series are functions of z = x^2."""
    def rest(z):
        if z == 0:
            return mpf(series[terms])
        with mp.workdps(120):
            return (f(z) - sum(c * z ** k for k, c in enumerate(series[:terms]))) / z ** terms
    return rest


def of_root(f):
    """f(x)/x as a function of z = x^2."""
    return lambda z: f(sqrt(z)) / sqrt(z) if z != 0 else mpf(1)


def erfcx_ratio(centre):
    """(1 + 2x) exp(x^2) erfc(x) in t = (x - centre) / (x + centre)."""
    def f(t):
        if t == 1:
            return 2 / sqrt(pi)
        x = centre * (1 + t) / (1 - t)
        with mp.workdps(80):
            if x > 1e6:
                return (1 + 2 * x) / (x * sqrt(pi)) * (1 - 1 / (2 * x * x))
            return (1 + 2 * x) * exp(x * x) * erfc(x)
    return f


def log_erfc(x):
    return log(erfc(x))


def digits(x, bits, count):
    """The first `count` digits of 0 <= x < 1 to the base 2^bits, each as the fraction digit / 2^bits."""
    with mp.workprec(bits * (count + 4)):
        found = []
        rest = mpf(x())
        for _ in range(count):
            rest *= 2 ** bits
            found.append(floor(rest) / 2 ** bits)
            rest -= floor(rest)
        return found


def parts(x, bits):
    """x as a sum of floats: each but the last has so many bits that its product with a small integer is exact."""
    found = []
    rest = x
    for b in bits:
        e = floor(log(abs(rest), 2)) - b + 1
        part = floor(rest / mpf(2) ** e) * mpf(2) ** e
        found.append(part)
        rest -= part
    return [*found, rest]


sine = of_root(sin)
cosine = lambda z: cos(sqrt(z))
octant = (pi / 4) ** 2 * mpf('1.001')
arc = mpf('0.5505') ** 2
def erfinv_near(w):
    """(erfinv(x)/x - sqrt(pi)/2) / w where w = -log(1 - x^2)."""
    if w < mpf(10) ** -15:
        return sqrt(pi) / 2 * pi / 12
    with mp.workdps(100):
        return (erfinv_over_x(w) - sqrt(pi) / 2) / w


half = LN2 / 2 * mpf('1.001')
z_max = ((sqrt(mpf(2)) - 1) / (sqrt(mpf(2)) + 1)) ** 2 * mpf('1.001')

tables = {
    'EXPREL_32': ('expm1(f)/f on |f| <= ln(2)/2', fit(exprel, -half, half, 5)),
    'EXPREL_64': ('expm1(f)/f on |f| <= ln(2)/2', fit(exprel, -half, half, 11)),
    'EXPREL_SMALL_32': ('(exprel(x) - 1)/x from -1.5 to 0.5', fit(exprel_rest, mpf('-1.5'), mpf('0.5'), 7)),
    'EXPREL_SMALL_64': ('(exprel(x) - 1)/x from -1.5 to 0.5', fit(exprel_rest, mpf('-1.5'), mpf('0.5'), 14)),
    'LOG_32': ('(2 atanh(s)/s - 2)/z, z = s^2, for (1+s)/(1-s) from sqrt(1/2) to sqrt(2)', fit(log_rest, mpf(0), z_max, 3)),
    'LOG_64': ('(2 atanh(s)/s - 2)/z, z = s^2, for (1+s)/(1-s) from sqrt(1/2) to sqrt(2)', fit(log_rest, mpf(0), z_max, 6)),
    'ERFINV_32_NEAR': ('(erfinv(x)/x - sqrt(pi)/2)/w in w - 2.3, w = -log(1 - x^2) from 0 to 4.6', fit(lambda t: erfinv_near(t + mpf('2.3')), mpf('-2.3'), mpf('2.3'), 9)),
    'ERFINV_32_FAR': ('erfinv(x)/x - sqrt(w) in sqrt(w) - 3, w from 4.6 to 17', fit(lambda t: erfinv_over_x((t + 3) ** 2) - (t + 3), mpf('-0.86'), sqrt(mpf(17)) - 3, 9)),
    'ERFINV_64_NEAR': ('(erfinv(x)/x - sqrt(pi)/2)/w in w - 3.125, w from 0 to 6.25', fit(lambda t: erfinv_near(t + mpf('3.125')), mpf('-3.125'), mpf('3.125'), 25)),
    'ERFINV_64_MIDDLE': ('erfinv(x)/x - sqrt(w) in sqrt(w) - 3.25, w from 6.25 to 16', fit(lambda t: erfinv_over_x((t + mpf('3.25')) ** 2) - (t + mpf('3.25')), mpf('-0.75'), mpf('0.75'), 22)),
    'ERFINV_64_FAR': ('erfinv(x)/x - sqrt(w) in sqrt(w) - 5, w from 16 to 37', fit(lambda t: erfinv_over_x((t + 5) ** 2) - (t + 5), mpf(-1), sqrt(mpf(37)) - 5, 23)),
    'LOG2_32': ('log2((1+s)/(1-s))/s in z = s^2, (1+s)/(1-s) from sqrt(1/2) to sqrt(2), for float32', fit(log2_ratio, mpf(0), z_max, 4)),
    'LOG2_64_REST': ('(log2((1+s)/(1-s))/s - 2/ln 2 (1 + z/3)) / z^2, z = s^2', fit(after(log2_ratio, [2 / LN2, 2 / LN2 / 3, 2 / LN2 / 5], 2), mpf(0), z_max, 7)),
    'LOG2_64_HEAD': ('2/ln 2 and 2/(3 ln 2), each in two parts', parts(2 / LN2, [20]) + parts(2 / LN2 / 3, [53])),
    'EXP2_32': ('2^f on |f| <= 1/2, for float32', fit(lambda f: mpf(2) ** f, mpf('-0.5005'), mpf('0.5005'), 6)),
    'EXP2_64': ('(2^f - 1)/f on |f| <= 1/2', fit(lambda f: expm1(f * LN2) / f if f != 0 else LN2, mpf('-0.5005'), mpf('0.5005'), 12)),
    'SIN_32': ('(sin(r)/r - 1)/z on |r| <= pi/4, z = r^2', fit(after(sine, [1, -mpf(1) / 6], 1), mpf(0), octant, 2)),
    'COS_32': ('(cos(r) - 1 + z/2)/z^2 on |r| <= pi/4, z = r^2', fit(after(cosine, [1, -mpf(1) / 2, mpf(1) / 24], 2), mpf(0), octant, 2)),
    'SIN_64': ('(sin(r)/r - 1)/z on |r| <= pi/4, z = r^2', fit(after(sine, [1, -mpf(1) / 6], 1), mpf(0), octant, 5)),
    'COS_64': ('(cos(r) - 1 + z/2)/z^2 on |r| <= pi/4, z = r^2', fit(after(cosine, [1, -mpf(1) / 2, mpf(1) / 24], 2), mpf(0), octant, 5)),
    'HALF_PI_SHORT': ('pi/2 in two parts, the first of 29 bits', parts(pi / 2, [29])),
    'HALF_PI_LONG': ('pi/2 in four parts, three of 33 bits', parts(pi / 2, [33, 33, 33])),
    'TWO_OVER_PI': ('2/pi in digits to the base 2^26, each over 2^26', digits(lambda: 2 / mp.pi, 26, 45)),
    'ATAN_32': ('(atan(t)/t - 1)/z on t <= 0.55, z = t^2', fit(after(of_root(atan), [1, -mpf(1) / 3], 1), mpf(0), arc, 6)),
    'ATAN_64': ('(atan(t)/t - 1)/z on t <= 0.55, z = t^2', fit(after(of_root(atan), [1, -mpf(1) / 3], 1), mpf(0), arc, 14)),
    'ASIN_32': ('(asin(s)/s - 1)/z on s <= 1/2, z = s^2', fit(after(of_root(asin), [1, mpf(1) / 6], 1), mpf(0), mpf('0.25025'), 5)),
    'ASIN_64': ('(asin(s)/s - 1)/z on s <= 1/2, z = s^2', fit(after(of_root(asin), [1, mpf(1) / 6], 1), mpf(0), mpf('0.25025'), 13)),
    'SINH_32': ('(sinh(x)/x - 1)/z on |x| <= 1, z = x^2', fit(after(of_root(sinh), [1, mpf(1) / 6], 1), mpf(0), mpf(1), 3)),
    'TANH_32': ('(tanh(x)/x - 1)/z on |x| <= 0.55, z = x^2', fit(after(of_root(tanh), [1, -mpf(1) / 3], 1), mpf(0), mpf('0.303'), 4)),
    'ERF_32': ('erf(x)/x - 1 on |x| <= 1 in x^2', fit(lambda z: erf(sqrt(z)) / sqrt(z) - 1 if z != 0 else 2 / sqrt(pi) - 1, mpf(0), mpf(1), 7)),
    'ERF_64': ('erf(x)/x - 1 on |x| <= 1 in x^2', fit(lambda z: erf(sqrt(z)) / sqrt(z) - 1 if z != 0 else 2 / sqrt(pi) - 1, mpf(0), mpf(1), 12)),
    'LOG_ERFC_32': ('log(erfc(x)) in x - 1, x from 1 to 4', fit(lambda t: log_erfc(t + 1), mpf(0), mpf(3), 9)),
    'LOG_ERFC_64': ('log(erfc(x)) in x - 1, x from 1 to 6', fit(lambda t: log_erfc(t + 1), mpf(0), mpf(5), 26)),
    'ERFCX_32': ('(1 + 2x) exp(x^2) erfc(x) in (x - 2)/(x + 2), x >= 0, for float32', fit(erfcx_ratio(2), mpf(-1), mpf(1), 13)),
    'ERFCX_64': ('(1 + 2x) exp(x^2) erfc(x) in (x - 4)/(x + 4), x >= 0', fit(erfcx_ratio(4), mpf(-1), mpf(1), 24)),
}

with open('src/engine/ops/generated/polynomials.ts', 'w') as out:
    out.write('// Generated by tools/polynomials.py. Lowest power first.\n')
    for name, (what, coefficients) in tables.items():
        out.write(f'\n/** {what}. */\nexport const {name}: readonly number[] = [\n')
        for c in coefficients:
            out.write(f'  {mp.nstr(c, 17)},\n')
        out.write('];\n')
