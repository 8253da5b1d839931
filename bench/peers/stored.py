"""The stored network of `../lib/coba.mjs`, for the peers in Python."""
import numpy as np

from peer import noise

TARGETS = 80


def stored(N, seed):
    """The targets of all cells, int32 `[N, 80]`, and their first potentials in mV."""
    start = np.uint32(seed * 0x10000000 & 0xFFFFFFFF)
    drawn = noise(np.arange(N * TARGETS + N, dtype=np.uint32) + start)
    targets = (drawn[: N * TARGETS].astype(np.float64) * N).astype(np.int32).reshape(N, TARGETS)
    return targets, np.float32(-60) + np.float32(10) * drawn[N * TARGETS :]
