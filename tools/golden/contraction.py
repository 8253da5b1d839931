"""Golden data of contractions: numpy's matmul, dot and einsum.

Run with a Python that has numpy:
    python tools/golden/contraction.py

It writes test/golden/contraction.json. Inputs are small multiples of 1/8, so that every sum is exact in float32 and the
order of additions does not matter: element i of input number q is ((7 i + 3 q + 1) mod 13 - 6) / 8.
"""

import json
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).resolve().parents[2] / 'test' / 'golden' / 'contraction.json'

MATMUL = [
    [[5], [5]],
    [[3], [3, 4]],
    [[4, 3], [3]],
    [[4, 3], [3, 6]],
    [[2, 4, 3], [3, 6]],
    [[4, 3], [2, 3, 5]],
    [[2, 4, 3], [2, 3, 5]],
    [[2, 1, 4, 3], [5, 3, 2]],
    [[1, 4, 3], [3, 3, 2]],
    [[3], [2, 3, 4]],
    [[2, 2, 4, 3], [3]],
    [[2, 0], [0, 3]],
    [[0, 3], [3, 2]],
]
DOT = [
    [[], [3]],
    [[2, 3], []],
    [[3], [3]],
    [[2, 3], [3]],
    [[2, 3], [3, 4]],
    [[2, 4, 3], [3]],
    [[3], [2, 3, 4]],
    [[2, 3], [4, 3, 2]],
    [[2, 1, 3], [2, 2, 3, 4]],
]
EINSUM = [
    ['ij,jk->ik', [2, 3], [3, 4]],
    ['ij,jk', [2, 3], [3, 4]],
    ['ij,jk->ki', [2, 3], [3, 4]],
    ['ji,jk->ik', [3, 2], [3, 4]],
    ['ij,kj->ik', [2, 3], [4, 3]],
    ['ji,kj->ki', [3, 2], [4, 3]],
    ['i,i->', [4], [4]],
    ['i,i', [4], [4]],
    ['i,j->ij', [3], [4]],
    ['i,j->ji', [3], [4]],
    ['ij,j->i', [2, 3], [3]],
    ['i,ij->j', [2], [2, 3]],
    ['bij,bjk->bik', [2, 3, 4], [2, 4, 5]],
    ['bij,bjk->ibk', [2, 3, 4], [2, 4, 5]],
    ['bij,bkj->bki', [2, 3, 4], [2, 5, 4]],
    ['ibj,jbk->bik', [3, 2, 4], [4, 2, 5]],
    ['bi,bi->b', [3, 4], [3, 4]],
    ['bi,bi->', [3, 4], [3, 4]],
    ['ij,ij->ij', [3, 4], [3, 4]],
    ['ij,ji->ij', [3, 4], [4, 3]],
    ['ijk,kl->ijl', [2, 3, 4], [4, 5]],
    ['ijk,jkl->il', [2, 3, 4], [3, 4, 5]],
    ['ijk,kjl->il', [2, 3, 4], [4, 3, 5]],
    ['abcd,cebf->adfe', [2, 3, 4, 2], [4, 2, 3, 3]],
    ['ij,jk->k', [2, 3], [3, 4]],
    ['ij,kl->il', [2, 3], [4, 5]],
    ['ijm,jkn->ik', [2, 3, 2], [3, 4, 2]],
    ['ba,cb', [3, 2], [4, 3]],
    [',i->i', [], [3]],
    ['ij->ji', [2, 3]],
    ['ij->i', [2, 3]],
    ['ij->', [2, 3]],
    ['ij', [2, 3]],
    ['ba', [2, 3]],
    ['kij->ik', [2, 3, 4]],
]


def array(shape, q):
    size = int(np.prod(shape))
    return (((7 * np.arange(size) + 3 * q + 1) % 13 - 6) / 8).reshape(shape)


def case(operation, f, shapes, **more):
    out = np.asarray(f(*[array(shape, q) for q, shape in enumerate(shapes)]))
    return {'operation': operation, **more, 'shapes': shapes, 'shape': list(out.shape), 'values': out.ravel().tolist()}


cases = [case('matmul', np.matmul, shapes) for shapes in MATMUL]
cases += [case('dot', np.dot, shapes) for shapes in DOT]
cases += [case('einsum', lambda *xs, s=spec: np.einsum(s, *xs), shapes, spec=spec) for spec, *shapes in EINSUM]
lines = ',\n'.join(json.dumps(c) for c in cases)
OUT.write_text(f'{{"source": "numpy {np.__version__}", "cases": [\n{lines}\n]}}\n')
