"""Golden connections of braintools.conn: the rules that draw nothing, or of which the chances are 0 and 1.

    JAX_PLATFORMS=cpu JAX_ENABLE_X64=1 python tools/golden/conn.py > test/golden/conn.json
"""

import json
import sys

import brainunit as u
import numpy as np
from braintools import conn, init

nS, ms, um = u.nS, u.ms, u.um


def out(result):
    order = np.lexsort((result.post_indices, result.pre_indices))
    entry = {
        "shape": list(result.shape),
        "pre": result.pre_indices[order].tolist(),
        "post": result.post_indices[order].tolist(),
    }
    if result.weights is not None:
        entry["dense"] = np.asarray(u.get_mantissa(result.weight2dense()), dtype=np.float64).ravel().tolist()
    if result.delays is not None:
        entry["delays"] = np.asarray(u.get_mantissa(result.delay2matrix()), dtype=np.float64).ravel().tolist()
    distances = result.get_distances()
    if distances is not None:
        entry["distances"] = np.asarray(u.get_mantissa(distances), dtype=np.float64)[order].tolist()
    return entry


def square(rule, n, **placement):
    return rule(n, n, **placement)


positions = np.array([[0.0, 0.0], [3.0, 4.0], [6.0, 8.0], [0.0, 1.0]]) * um
places = {"pre_positions": positions, "post_positions": positions}
# Rules are put together for sizes that they were given before.
a = conn.OneToOne(weight=2.0 * nS, delay=1.0 * ms, pre_size=4, post_size=4)
b = conn.Ring(1, weight=init.Constant(5.0 * nS), delay=init.Constant(3.0 * ms), pre_size=4, post_size=4)
c = conn.AllToAll(True, weight=init.Constant(10.0), delay=init.Constant(2.0 * ms), pre_size=4, post_size=4)
each = init.Constant(2.0 * nS)
a_each = conn.OneToOne(weight=each, delay=init.Constant(1.0 * ms), pre_size=4, post_size=4)

cases = {
    "allToAll": square(conn.AllToAll(weight=2.0 * nS), 3),
    "allToAllSelf": square(conn.AllToAll(True, delay=2.0 * ms), 3),
    "allToAllTwo": conn.AllToAll()(2, 3),
    "oneToOne": conn.OneToOne(weight=2.0 * nS)(3, 5),
    "oneToOneCircular": conn.OneToOne(circular=True)(3, 5),
    "fixedProbAll": conn.FixedProb(1.0, weight=each)(3, 3),
    "fixedProbAllSelf": conn.FixedProb(1.0, True)(3, 3),
    "fixedProbTwo": conn.FixedProb(1.0)(2, 3),
    "fixedProbNone": conn.FixedProb(0.0)(3, 3),
    "ring": square(conn.Ring(2), 7),
    "ringOneWay": square(conn.Ring(2, bidirectional=False), 7),
    "grid": square(conn.Grid2d(), (3, 4)),
    "gridMoore": square(conn.Grid2d("moore"), (3, 4)),
    "gridPeriodic": square(conn.Grid2d("moore", periodic=True), (3, 2)),
    "smallWorldRing": square(conn.SmallWorld(4, 0.0), 8),
    "distance": square(conn.DistanceDependent(init.StepProfile(5.5 * um), weight=each), 4, **places),
    "distanceSelf": square(conn.DistanceDependent(init.StepProfile(5.5 * um), allow_self_connections=True), 4, **places),
    "excitatoryInhibitory": conn.ExcitatoryInhibitory(
        0.8, 1.0, 1.0, exc_weight=each, inh_weight=init.Constant(-4.0 * nS), exc_delay=1.0 * ms, inh_delay=2.0 * ms
    )(5, 3),
    "modular": square(conn.ModularRandom(3, 1.0, 0.0), 7),
    "regularAll": square(conn.Regular(4), 5),
    "union": (a_each + b)(),
    "intersection": (a_each * c)(),
    "difference": (c - b)(),
    "scaled": b.weight_scale(3.0)(),
    "later": b.delay_scale(3.0)(),
}
json.dump({"versions": {"braintools": "0.3.0"}, "cases": {name: out(result) for name, result in cases.items()}}, sys.stdout, indent=None)
