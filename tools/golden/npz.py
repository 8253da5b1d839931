"""A small .npz file of numpy, in the dtypes and orders that it may write, to be read by the tests.

    python tools/golden/npz.py
"""
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'numpy.npz'

np.savez_compressed(
    OUT,
    f4=np.array([[1.5, -2.0, 3.25], [0.0, -0.0, np.inf]], np.float32),
    f8=np.array(np.pi),
    i4=np.array([-1, 2**31 - 1], np.int32),
    u4=np.array([0, 2**32 - 1], np.uint32),
    b1=np.array([True, False, True]),
    i8=np.array([-5, 7], np.int64),
    u1=np.array([[255]], np.uint8),
    fortran=np.asfortranarray(np.arange(24, dtype=np.float32).reshape(2, 3, 4)),
    empty=np.zeros((0, 3), np.float32),
)
