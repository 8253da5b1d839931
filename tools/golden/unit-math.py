"""Golden data of u.math: what brainunit's functions make of quantities, numbers and units.

Run with a Python that has brainunit (saiunit 0.5.2) and jax 0.10:
    JAX_PLATFORMS=cpu python tools/golden/unit-math.py

It writes test/golden/unit-math.json: the operands, and for each expression (in the API of this package) the shape, the
dtype, the elements and the unit of what brainunit gives for the Python expression behind the bar. A line with {q} is
meant for several operands. Everything is float32.
"""

import json
import os
import pathlib
import warnings

os.environ.setdefault('JAX_PLATFORMS', 'cpu')

import brainunit as u  # noqa: E402
import jax.numpy as jnp  # noqa: E402
import numpy as np  # noqa: E402

warnings.filterwarnings('ignore')
OUT = pathlib.Path(__file__).resolve().parents[2] / 'test' / 'golden' / 'unit-math.json'
m = u.math
rng = np.random.default_rng(7)


def normal(*shape):
    return np.round(rng.normal(size=shape) * 3, 3).astype(np.float32)


density = u.mS / u.cm2
OPERANDS = {
    # name: (elements, unit, name of the unit in the test)
    'x': (np.float32([1, -2, 3.5]), u.mV, 'mV'),
    'v': (np.float32([.001, -.004, .0025]), u.volt, 'volt'),
    'y': (np.float32([2, 4, -3]), u.ms, 'ms'),
    'p': (np.float32([0.5, -1.5, 2]), None, ''),
    's': (np.float32(2.5), u.mV, 'mV'),
    'M': (normal(2, 3), u.mV, 'mV'),
    'W': (normal(2, 3), u.volt, 'volt'),
    'K': (normal(3, 2), u.nS, 'nS'),
    'S': (normal(3, 3), u.ms, 'ms'),
    'T': (normal(2, 3, 4), u.nA, 'nA'),
    'P': (normal(2, 4), None, ''),
    'D': (normal(4), density, 'mS/cm2'),
    'n': (np.float32([1, np.nan, -3, np.inf, 0]), u.mV, 'mV'),
    'N': (np.float32([[1, np.nan, 2, 5], [np.nan, np.nan, np.nan, np.nan], [4, -1, np.nan, 3]]), u.ms, 'ms'),
    'z': (np.float32([0, -0.0, 2, 0, 3, 2]), u.mV, 'mV'),
    'e': (np.float32([0.1, 0.35, 0.6, 0.95]), None, ''),
    'f': (np.float32([0.4, -1.7, 2.5, 3.5, -0.5]), u.mV, 'mV'),
    'a': (np.float32([-4, 0.25, 1, 7, 12]), u.mV, 'mV'),
    'i': (np.int32([3, 1, 4, 1, 5, 0]), None, ''),
    'j': (np.int32([6, 3, 5]), None, ''),
    'c': (np.array([True, False, True]), None, ''),
    'L': (np.float32([8, -27, 0.125]), u.cm3, 'cm3'),
    'g': (np.float32([-9, -2, -0.5, 0, 0.5, 2, 9]), None, ''),
}

CASES = r'''
array([s, s]) | array([s, s])
zeros([2, 3], mV) | zeros((2, 3), unit=u.mV)
ones(3, ms) | ones(3, unit=u.ms)
full([2], s) | full((2,), s)
zerosLike({q}) | zeros_like({q}) : x M p i
onesLike({q}) | ones_like({q}) : x T p
fullLike(x, v.get(0)) | full_like(x, v[0])
eye(3, 4, { k: 1, unit: mV }) | eye(3, 4, k=1, unit=u.mV)
eye(2) | eye(2)
identity(3, { unit: ms }) | identity(3, unit=u.ms)
tri(3, 4, { k: -1 }) | tri(3, 4, k=-1)
tri(2, 3, { unit: mV }) | tri(2, 3, unit=u.mV)
diag({q}) | diag({q}) : x M S
diag(x, 1) | diag(x, 1)
diag(S, -1) | diag(S, -1)
diagflat(M, 1) | diagflat(M, 1)
tril({q}) | tril({q}) : M S T
tril(S, 1) | tril(S, 1)
triu({q}, -1) | triu({q}, -1) : M S T
linspace(s, volt(0.1), 7) | linspace(s, 0.1 * u.volt, 7)
linspace(s, mV(10), 5, { endpoint: false }) | linspace(s, 10. * u.mV, 5, endpoint=False)
linspace(x, v, 4) | linspace(x, v, 4)
linspace(0, 1, 11) | linspace(0., 1., 11)
logspace(0, 2, 5) | logspace(0., 2., 5)
logspace(0, 3, 4, { base: 2 }) | logspace(0., 3., 4, base=2.)
arange(mV(1), mV(4), mV(0.5)) | arange(1. * u.mV, 4. * u.mV, 0.5 * u.mV)
meshgrid([x, y]) | meshgrid(x, y)
meshgrid([x, D], { indexing: 'ij' }) | meshgrid(x, D, indexing='ij')
meshgrid([x, y, D]) | meshgrid(x, y, D)
vander(p) | vander(p)
vander(p, 4, { increasing: true }) | vander(p, 4, increasing=True)
fillDiagonal(S, second(0.5)) | fill_diagonal(S, 500. * u.ms, inplace=False)
concatenate([x, v]) | concatenate([x, v])
concatenate([M, W], 1) | concatenate([M, W], axis=1)
stack([x, v]) | stack([x, v])
stack([x, v], -1) | stack([x, v], axis=-1)
vstack([x, v]) | vstack([x, v])
vstack([M, W]) | vstack([M, W])
hstack([x, v]) | hstack([x, v])
hstack([M, W]) | hstack([M, W])
dstack([x, v]) | dstack([x, v])
dstack([M, W]) | dstack([M, W])
columnStack([x, v]) | column_stack([x, v])
columnStack([M, W]) | column_stack([M, W])
append(x, v) | append(x, v)
append(M, W, 0) | append(M, W, axis=0)
block([[M, W], [W, M]]) | block([[M, W], [W, M]])
split(T, 2, 2) | split(T, 2, axis=2)
split(a, [1, 3]) | split(a, [1, 3])
vsplit(T, 2) | vsplit(T, 2)
hsplit(T, 3) | hsplit(T, 3)
hsplit(D, 2) | hsplit(D, 2)
dsplit(T, 2) | dsplit(T, 2)
atleast1d({q}) | atleast_1d({q}) : s x M
atleast2d({q}) | atleast_2d({q}) : s x M
atleast3d({q}) | atleast_3d({q}) : s x M T
broadcastTo(x, [2, 3]) | broadcast_to(x, (2, 3))
broadcastArrays([x, M]) | broadcast_arrays(x, M)
reshape(T, [4, 6]) | reshape(T, (4, 6))
reshape(T, [3, -1]) | reshape(T, (3, -1))
moveaxis(T, 0, -1) | moveaxis(T, 0, -1)
moveaxis(T, [0, 1], [2, 0]) | moveaxis(T, (0, 1), (2, 0))
transpose({q}) | transpose({q}) : x M T
transpose(T, [1, 2, 0]) | transpose(T, (1, 2, 0))
swapaxes(T, 0, 2) | swapaxes(T, 0, 2)
tile({q}, 2) | tile({q}, 2) : x M
tile(M, [2, 1, 2]) | tile(M, (2, 1, 2))
repeat({q}, 2) | repeat({q}, 2) : x M
repeat(M, 3, 1) | repeat(M, 3, axis=1)
flip({q}) | flip({q}) : x M T
flip(T, 1) | flip(T, axis=1)
fliplr(M) | fliplr(M)
flipud(M) | flipud(M)
rot90(M) | rot90(M)
rot90(M, 2) | rot90(M, 2)
rot90(M, 3) | rot90(M, 3)
rot90(T, 1, [1, 2]) | rot90(T, 1, axes=(1, 2))
rot90(T, -1, [0, 2]) | rot90(T, -1, axes=(0, 2))
roll({q}, 1) | roll({q}, 1) : x M T
roll(T, -2, 2) | roll(T, -2, axis=2)
roll(x, 7) | roll(x, 7)
expandDims(M, 1) | expand_dims(M, 1)
expandDims(M, [0, 2]) | expand_dims(M, (0, 2))
squeeze(expandDims(x, 0)) | squeeze(m.expand_dims(x, 0))
sort({q}) | sort({q}) : x M T n z p i
sort(M, 0) | sort(M, axis=0)
ravel({q}) | ravel({q}) : x M T
flatten(T, 1) | flatten(T, 1)
unflatten(D, 0, [2, 2]) | unflatten(D, 0, (2, 2))
removeDiag(S) | remove_diag(S)
diagonal(S) | diagonal(S)
diagonal(T, { k: 1, axis1: 1, axis2: 2 }) | diagonal(T, 1, 1, 2)
trace(S) | trace(S)
trace(M, { k: 1 }) | trace(M, 1)
trace(T) | trace(T)
abs({q}) | abs({q}) : x M v p i
negative({q}) | negative({q}) : x p i
sum({q}) | sum({q}) : x v M T p i c
sum({q}, 1) | sum({q}, axis=1) : M T P
sum(T, [0, 2]) | sum(T, axis=(0, 2))
max({q}) | max({q}) : x v M T p i
min({q}) | min({q}) : x v M T p i
max(T, 1) | max(T, axis=1)
min(T, [0, 1]) | min(T, axis=(0, 1))
ptp({q}) | ptp({q}) : x M T p
ptp(T, 0) | ptp(T, axis=0)
mean({q}) | mean({q}) : x v M T p
mean({q}, 0) | mean({q}, axis=0) : M T
std({q}) | std({q}) : x M T p
std(T, 1, { ddof: 1 }) | std(T, axis=1, ddof=1)
var({q}) | var({q}) : x M T p D
var(T, 1, { ddof: 1 }) | var(T, axis=1, ddof=1)
average(x, undefined, p) | average(x, weights=p)
average(x, undefined, y) | average(x, weights=y)
average(M, 1, y) | average(M, axis=1, weights=y)
average(M) | average(M)
median({q}) | median({q}) : x M T a n D p
median(T, 2) | median(T, axis=2)
nansum({q}) | nansum({q}) : n N x
nansum(N, 1) | nansum(N, axis=1)
nanmean(N, 1) | nanmean(N, axis=1)
nanmean({q}) | nanmean({q}) : N x
nanmax(N, 1) | nanmax(N, axis=1)
nanmin(N, 0) | nanmin(N, axis=0)
nanmax({q}) | nanmax({q}) : n N M
nanstd(N, 1) | nanstd(N, axis=1)
nanstd(N) | nanstd(N)
nanvar(N, 1, { ddof: 1 }) | nanvar(N, axis=1, ddof=1)
nanvar(N) | nanvar(N)
nanmedian(N, 1) | nanmedian(N, axis=1)
nanmedian(N) | nanmedian(N)
nanquantile(N, 0.3, 1) | nanquantile(N, 0.3, axis=1)
nanpercentile(N, 80) | nanpercentile(N, 80.)
nancumsum(N) | nancumsum(N)
cumsum({q}) | cumsum({q}) : x M T i
cumsum(T, 1) | cumsum(T, axis=1)
diff({q}) | diff({q}) : x M T i
diff(M, { axis: 0 }) | diff(M, axis=0)
diff(a, { times: 2 }) | diff(a, n=2)
diff(x, { prepend: volt(0.01) }) | diff(x, prepend=0.01 * u.volt)
diff(x, { append: v }) | diff(x, append=v)
ediff1d(M) | ediff1d(M)
gradient(a) | gradient(a)
nanToNum({q}) | nan_to_num({q}) : n N x
nanToNum(n, { nan: mV(-1) }) | nan_to_num(n, nan=-1. * u.mV)
percentile({q}, 30) | percentile({q}, 30.) : x M T a
percentile(T, 75, 1) | percentile(T, 75., axis=1)
quantile({q}, 0.25) | quantile({q}, 0.25) : x M T a n
quantile(a, [0, 0.4, 1]) | quantile(a, jnp.array([0., 0.4, 1.]))
quantile(a, 0.4, undefined, { method: 'lower' }) | quantile(a, 0.4, method='lower')
quantile(a, 0.4, undefined, { method: 'higher' }) | quantile(a, 0.4, method='higher')
quantile(a, 0.4, undefined, { method: 'nearest' }) | quantile(a, 0.4, method='nearest')
quantile(a, 0.4, undefined, { method: 'midpoint' }) | quantile(a, 0.4, method='midpoint')
round(f, { unitToScale: mV }) | round(f)
round(p) | round(p)
round(e, { decimals: 1 }) | round(e, 1)
rint(f, { unitToScale: mV }) | rint(f)
floor(f, { unitToScale: mV }) | floor(f)
ceil(f, { unitToScale: mV }) | ceil(f)
trunc(f, { unitToScale: mV }) | trunc(f)
fix(f, { unitToScale: mV }) | fix(f)
floor(v, { unitToScale: mV }) | floor(v.to(u.mV))
modf(f, { unitToScale: mV }) | modf(f)
fmod({q}) | fmod({q}) : x,v f,s p,e.get(0)
mod({q}) | mod({q}) : x,v f,s p,e.get(0)
remainder({q}) | remainder({q}) : x,v f,s
copysign({q}) | copysign({q}) : x,y p,x z,mV(-1) x,v
maximum({q}) | maximum({q}) : x,v M,x p,e.get(0)
minimum({q}) | minimum({q}) : x,v M,x p,e.get(0)
fmax(n, s) | fmax(n, s)
fmin(n, s) | fmin(n, s)
add({q}) | add({q}) : x,v M,x v,x x,s p,e.get(0)
subtract({q}) | subtract({q}) : x,v M,x v,x x,s p,e.get(0)
clip(a, mV(0), volt(0.008)) | clip(a, 0. * u.mV, 0.008 * u.volt)
clip(a, undefined, volt(0.008)) | clip(a, None, 0.008 * u.volt)
interp(a, x.sort(), y) | interp(a, m.sort(x), y)
interp(v, a, D.repeat(2).get(slice(0, 5))) | interp(v, a, m.repeat(D, 2)[0:5])
interp(a, x.sort(), y, { left: second(0.1), right: ms(7) }) | interp(a, m.sort(x), y, left=100. * u.ms, right=7. * u.ms)
take(T, new Int32Array([5, 0]), undefined) | take(T, jnp.array([5, 0]))
take(T, new Int32Array([2, 0]), 1) | take(T, jnp.array([2, 0]), axis=1)
select([x.gt(s), x.lt(s)], [v, x], mV(9)) | select([x > s, x < s], [v, x], 9. * u.mV)
select([x.gt(s)], [x]) | select([x > s], [x])
choose(new Quantity(new Int32Array([0, 1, 0])), [x, v]) | choose(jnp.array([0, 1, 0]), [x, v])
where(c, x, v) | where(c, x, v)
where(c, s, M) | where(c, s, M)
unique(z) | unique(z)
unique(i) | unique(i)
unique(n, { size: 7 }) | unique(n, size=7)
unique(z, { size: 5, fill: mV(9) }) | unique(z, size=5, fill_value=9. * u.mV)
compress(c, x) | compress(c, x)
compress(c, S, 1) | compress(c, S, axis=1)
extract(c, x) | extract(c, x)
intersect1d(x, v) | intersect1d(x, v)
reciprocal({q}) | reciprocal({q}) : x y p D
square({q}) | square({q}) : x y p D M
sqrt({q}) | sqrt({q}) : s e m.abs(y)
cbrt(L) | cbrt(L)
cbrt(p) | cbrt(p)
multiply({q}) | multiply({q}) : x,y x,v y,D.get(0) M,K.get(0,0) p,x x,2
divide({q}) | divide({q}) : x,y x,v y,D.get(0) M,K.get(0,0) x,2
floorDivide({q}) | floor_divide({q}) : x,v f,s p,e.get(0)
divmod({q}) | divmod({q}) : x,v f,s
power(x, 2) | power(x, 2)
power(x, 3) | power(x, 3)
power(M, -1) | power(M, -1)
power(s, 0.5) | power(s, 0.5)
power(e, p.get(0)) | power(e, p[0])
power(e, e) | power(e, e)
prod({q}) | prod({q}) : x y M p
prod(M, 0) | prod(M, axis=0)
prod(T, [0, 2]) | prod(T, axis=(0, 2))
nanprod(p) | nanprod(p)
cumprod(p) | cumprod(p)
cumprod(P, 1) | cumprod(P, axis=1)
cross({q}) | cross({q}) : x,y M,y M,x
dot({q}) | dot({q}) : x,y M,y M,S M,K x,s
vdot({q}) | vdot({q}) : x,y M,W
inner({q}) | inner({q}) : x,y M,S M,y
outer({q}) | outer({q}) : x,y M,D
kron({q}) | kron({q}) : x,y M,S x,M M,y
matmul({q}) | matmul({q}) : x,y M,y M,S y,S
tensordot(T, M, [[1], [1]]) | tensordot(T, M, axes=((1,), (1,)))
tensordot(T, M, [[0, 1], [0, 1]]) | tensordot(T, M, axes=((0, 1), (0, 1)))
tensordot(M, S, 1) | tensordot(M, S, axes=1)
tensordot(x, y, 0) | tensordot(x, y, axes=0)
vecdot(M, W) | vecdot(M, W)
multiDot([M, S, K]) | multi_dot([M, S, K])
matrixPower(S, 3) | matrix_power(S, 3)
convolve({q}) | convolve({q}) : x,y a,y y,a
convolve(a, y, 'same') | convolve(a, y, mode='same')
convolve(a, y, 'valid') | convolve(a, y, mode='valid')
convolve(a, D, 'same') | convolve(a, D, mode='same')
convolve(D, a, 'same') | convolve(D, a, mode='same')
correlate(a, y) | correlate(a, y)
correlate(y, a) | correlate(y, a)
correlate(a, y, 'full') | correlate(a, y, mode='full')
correlate(y, a, 'full') | correlate(y, a, mode='full')
correlate(a, y, 'same') | correlate(a, y, mode='same')
correlate(y, a, 'same') | correlate(y, a, mode='same')
trapezoid(M, { x: y }) | trapezoid(M, y)
trapezoid(x, { dx: ms(2) }) | trapezoid(x, dx=2. * u.ms)
trapezoid(T, { dx: ms(2), axis: 1 }) | trapezoid(T, dx=2. * u.ms, axis=1)
einsum('ij,jk->ik', M, S) | einsum('ij,jk->ik', M, S)
einsum('i,j->ij', x, y) | einsum('i,j->ij', x, y)
einsum('ij->ji', M) | einsum('ij->ji', M)
einsum('ij,jk,kl->il', M, S, K) | einsum('ij,jk,kl->il', M, S, K)
einsum('abc,ab->c', T, M) | einsum('abc,ab->c', T, M)
heaviside({q}, 0.5) | heaviside({q}, 0.5) : x z n
signbit({q}) | signbit({q}) : x z p
sign({q}) | sign({q}) : x z p i
bincount(i) | bincount(i)
bincount(i, { minLength: 9 }) | bincount(i, minlength=9)
bincount(i, { length: 4 }) | bincount(i, length=4)
bincount(i, { weights: getMantissa(z) }) | bincount(i, weights=z.mantissa)
digitize(a, x.sort()) | digitize(a, m.sort(x))
digitize(v, a) | digitize(v, a)
digitize(x, x.sort(), { right: true }) | digitize(x, m.sort(x), right=True)
digitize(a, flip(x.sort())) | digitize(a, m.flip(m.sort(x)))
histogram(a, { bins: 4 }) | histogram(a, bins=4)
histogram(M, { bins: x.sort() }) | histogram(M, bins=m.sort(x))
all({q}) | all({q}) : c p i
any({q}) | any({q}) : c p i
all(P, 1) | all(P, axis=1)
logicalAnd({q}) | logical_and({q}) : c,c c,p p,p
logicalOr({q}) | logical_or({q}) : c,c c,p p,p
logicalXor({q}) | logical_xor({q}) : c,c c,p p,p
logicalNot({q}) | logical_not({q}) : c p i
equal({q}) | equal({q}) : x,v x,s p,p
notEqual({q}) | not_equal({q}) : x,v x,s p,p
greater({q}) | greater({q}) : x,v x,s v,x
greaterEqual({q}) | greater_equal({q}) : x,v x,s v,x
less({q}) | less({q}) : x,v x,s v,x
lessEqual({q}) | less_equal({q}) : x,v x,s v,x
isclose({q}) | isclose({q}) : x,v x,x n,n
isclose(n, n, { equalNaN: true }) | isclose(n, n, equal_nan=True)
isclose(x, v, { rtol: 0, atol: mV(1.5) }) | isclose(x, v, rtol=0., atol=1.5 * u.mV)
allclose({q}) | allclose({q}) : x,v x,x
arrayEqual({q}) | array_equal({q}) : x,v x,x x,s
isnan(n) | isnan(n)
isinf(n) | isinf(n)
isfinite(n) | isfinite(n)
argsort({q}) | argsort({q}) : x M z n
argsort(T, 1) | argsort(T, axis=1)
argmax({q}) | argmax({q}) : x M T n
argmin({q}) | argmin({q}) : x M T n
argmax(T, 1) | argmax(T, axis=1)
nanargmax(N, 1) | nanargmax(N, axis=1)
nanargmin(N, 1) | nanargmin(N, axis=1)
argwhere(z) | argwhere(z)
argwhere(M) | argwhere(M)
argwhere(z, { size: 5 }) | argwhere(z, size=5)
nonzero(z, { size: 4 }) | nonzero(z, size=4)
flatnonzero(M, { size: 7, fill: -1 }) | flatnonzero(M, size=7, fill_value=-1)
countNonzero({q}) | count_nonzero({q}) : z M n i
countNonzero(T, 1) | count_nonzero(T, axis=1)
searchsorted(a, {q}) | searchsorted(a, {q}) : x v M n
searchsorted(a, a, 'right') | searchsorted(a, a, side='right')
exp({q}) | exp({q}) : p e P
exp(x, { unitToScale: mV }) | exp(x, unit_to_scale=u.mV)
exp(v, { unitToScale: mV }) | exp(v, unit_to_scale=u.mV)
exp2({q}) | exp2({q}) : p e
expm1({q}) | expm1({q}) : p e
exprel({q}) | exprel({q}) : p e
log({q}) | log({q}) : e p
log10({q}) | log10({q}) : e
log1p({q}) | log1p({q}) : e
log2({q}) | log2({q}) : e
sin({q}) | sin({q}) : p P
cos({q}) | cos({q}) : p P
tan({q}) | tan({q}) : p e
sin(y, { unitToScale: ms }) | sin(y, unit_to_scale=u.ms)
arcsin(e) | arcsin(e)
arccos(e) | arccos(e)
arctan(p) | arctan(p)
sinh(p) | sinh(p)
cosh(p) | cosh(p)
tanh(p) | tanh(p)
arcsinh(p) | arcsinh(p)
arccosh(exp(e)) | arccosh(m.exp(e))
arctanh(e) | arctanh(e)
sinc(p) | sinc(p)
sinc(g) | sinc(g)
deg2rad(p) | deg2rad(p)
rad2deg(p) | rad2deg(p)
hypot({q}) | hypot({q}) : p,p e,e
hypot(x, v, { unitToScale: mV }) | hypot(x, v, unit_to_scale=u.mV)
arctan2(p, p.flatten()) | arctan2(p, p)
arctan2(x, v, { unitToScale: volt }) | arctan2(x, v, unit_to_scale=u.volt)
logaddexp(g, 1) | logaddexp(g, 1.)
logaddexp2(g, 1) | logaddexp2(g, 1.)
corrcoef(P) | corrcoef(P)
corrcoef(p, e.get(slice(0, 3))) | corrcoef(p, e[0:3])
corrcoef(M, undefined, { unitToScale: mV }) | corrcoef(M, unit_to_scale=u.mV)
cov({q}) | cov({q}) : x M P
cov(M, undefined, { rowvar: false, ddof: 0 }) | cov(M, rowvar=False, ddof=0)
bitwiseAnd(i, 3) | bitwise_and(i, 3)
bitwiseOr(j, 8) | bitwise_or(j, 8)
bitwiseXor(j, j) | bitwise_xor(j, j)
bitwiseNot(j) | bitwise_not(j)
invert(i) | invert(i)
leftShift(j, 2) | left_shift(j, 2)
rightShift(j, 1) | right_shift(j, 1)
relu({q}) | relu({q}) : x M g
leakyRelu({q}) | leaky_relu({q}) : x g
relu6(g) | relu6(g)
relu6(a, { unitToScale: mV }) | relu6(a, unit_to_scale=u.mV)
sigmoid(g) | sigmoid(g)
softplus(g) | softplus(g)
logSigmoid(g) | log_sigmoid(g)
softSign(g) | soft_sign(g)
silu(g) | silu(g)
swish(g) | swish(g)
hardSigmoid(g) | hard_sigmoid(g)
hardSilu(g) | hard_silu(g)
hardSwish(g) | hard_swish(g)
hardTanh(g) | hard_tanh(g)
mish(g) | mish(g)
sparsePlus(g) | sparse_plus(g)
sparseSigmoid(g) | sparse_sigmoid(g)
elu(g) | elu(g)
elu(g, { alpha: 0.5 }) | elu(g, alpha=0.5)
elu(a, { unitToScale: mV }) | elu(a, unit_to_scale=u.mV)
celu(g, { alpha: 2 }) | celu(g, alpha=2.)
selu(g) | selu(g)
gelu(g) | gelu(g)
gelu(g, { approximate: false }) | gelu(g, approximate=False)
squareplus(g) | squareplus(g)
glu(P) | glu(P)
trilIndices(3) | tril_indices(3)
triuIndices(3, 1, 4) | triu_indices(3, 1, 4)
diagIndicesFrom(S) | diag_indices_from(S)
'''


def python_operand(text):
    """`e.get(0)` is `e[0]`; what is no operand is written so that both languages read it."""
    while '.get(' in text:
        head, rest = text.split('.get(', 1)
        inner, tail = rest.split(')', 1)
        text = f'{head}[{inner}]{tail}'
    return text.replace('mV(-1)', '(-1. * u.mV)')


def expand():
    for line in CASES.strip().splitlines():
        both, _, operands = line.partition(' : ')
        js, _, py = both.partition(' | ')
        for q in operands.split() if operands else ['']:
            q_js = ', '.join(split_commas(q))
            yield js.replace('{q}', q_js.replace('m.abs', 'abs')), py.replace('{q}', python_operand(q_js))


def split_commas(text):
    """At commas outside of parentheses."""
    parts, depth = [''], 0
    for letter in text:
        depth += (letter == '(') - (letter == ')')
        if letter == ',' and depth == 0:
            parts.append('')
        else:
            parts[-1] += letter
    return parts


def number(value):
    if np.isnan(value):
        return 'nan'
    if np.isinf(value):
        return 'inf' if value > 0 else '-inf'
    if value == 0 and np.signbit(value):
        return '-0'
    return int(value) if float(value).is_integer() and abs(value) < 1e15 else float(value)


def encode(out):
    if isinstance(out, (list, tuple)):
        return [encode(part) for part in out]
    unit = '1' if not isinstance(out, u.Quantity) else str(out.unit)
    array = np.asarray(out.mantissa if isinstance(out, u.Quantity) else out)
    return {
        'shape': list(array.shape), 'dtype': str(array.dtype),
        'values': [number(v) for v in array.ravel()], 'unit': unit,
    }


SLOPES = '''
exp2 exprel sinc arctan arcsinh sin tanh sigmoid softplus logSigmoid softSign silu hardSigmoid hardSilu mish
sparsePlus sparseSigmoid elu celu selu gelu squareplus relu leakyRelu expm1
'''


def slopes(names):
    """The derivative of each function at the places of g, element by element."""
    rows = []
    for name in SLOPES.split():
        f = getattr(m, ''.join('_' + c.lower() if c.isupper() else c for c in name))
        rows.append({'of': name, 'out': encode(u.autograd.vector_grad(lambda x, f=f: f(x))(names['g']))})
    return rows


def main():
    names = {'u': u, 'm': m, 'jnp': jnp}
    operands, failed = {}, []
    for name, (values, unit, text) in OPERANDS.items():
        array = jnp.asarray(values)
        names[name] = array if unit is None else u.Quantity(array, unit=unit)
        operands[name] = {**encode(array), 'unit': text}
    rows = []
    for js, py in expand():
        try:
            rows.append({'of': js, 'out': encode(eval(f'm.{py}', names))})  # noqa: S307 -- expressions of this file
        except Exception as error:  # noqa: BLE001 -- all of them are shown, and nothing is written
            failed.append(f'm.{py}: {type(error).__name__}: {str(error)[:150]}')
    if failed:
        raise SystemExit('\n'.join(failed))
    steep = slopes(names)

    def dump(part):
        return '[\n' + ',\n'.join(json.dumps(row) for row in part) + '\n]'

    text = f'{{"operands": {json.dumps(operands)},\n"cases": {dump(rows)},\n"slopes": {dump(steep)}}}\n'
    OUT.write_text(text)
    print(len(rows), len(steep), OUT.stat().st_size)


if __name__ == '__main__':
    main()
