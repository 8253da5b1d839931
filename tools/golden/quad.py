"""Golden values of braintools.quad: every single-step integrator on an equation with units, and on a pair of variables.

    JAX_PLATFORMS=cpu JAX_ENABLE_X64=1 python tools/golden/quad.py > test/golden/quad.json
"""

import json
import sys

import brainstate
import brainunit as u
import jax.numpy as jnp
import numpy as np
from braintools import quad

SEED = 7
mV, ms = u.mV, u.ms
brainstate.environ.set(precision=64)


# A voltage that leaks, is pushed back by its cube, and is driven by time.
def dV(V, t, k=1.0):
    return (-60 * mV - V) / (10 * ms) - k * (V + 60 * mV) ** 3 / (400 * mV**2 * ms) + 3 * mV / ms * u.math.sin(t / (2 * ms))


def gV(V, t, k=1.0):
    return 0.3 * mV / ms**0.5 + k * 0.02 * (V + 60 * mV) / ms**0.5


# The stiff and the other part of the same equation.
def leak(V, t, k=1.0):
    return (-60 * mV - V) / (10 * ms)


def rest(V, t, k=1.0):
    return dV(V, t, k) - leak(V, t, k)


# FitzHugh and Nagumo's pair, as a tuple.
def pair(y, t):
    v, w = y
    return ((v - v**3 / 3 - w + 0.5 + 0.1 * u.math.cos(t / ms)) / ms, 0.08 * (v + 0.7 - 0.8 * w) / ms)


def flat(x):
    leaves = x if isinstance(x, (tuple, list)) else [x]
    return [np.asarray(u.get_mantissa(leaf), dtype=np.float64).ravel().tolist() for leaf in leaves]


V0 = jnp.asarray([-65.0, -58.0, -50.0], dtype=jnp.float64) * mV
pair0 = (jnp.asarray([0.2, -1.0], dtype=jnp.float64), jnp.asarray([0.1, 0.6], dtype=jnp.float64))
t0 = 0.7 * ms


def history(t):
    return (-60 * mV + 4 * mV * u.math.sin(t / (3 * ms))) * jnp.ones(3)


def delayed(t, V, V1, V2):
    return (-60 * mV - V) / (10 * ms) + 0.2 * (V1 - V2) / ms


out = {"versions": {"braintools": "0.3.0", "brainstate": brainstate.__version__}, "seed": SEED, "dt": 0.4, "cases": {}}
with brainstate.environ.context(dt=0.4 * ms):
    for name in ["euler", "rk2", "rk3", "rk4", "midpoint", "heun", "rk4_38", "ssprk33", "ralston2", "ralston3"]:
        step = getattr(quad, f"ode_{name}_step")
        out["cases"][f"ode_{name}"] = {"y": flat(step(dV, V0, t0, 1.5)), "pair": flat(step(pair, pair0, t0))}
    for name in ["rk45", "rk23", "dopri5", "rk45_dopri", "rkf45", "bs32", "dopri8", "rk87_dopri"]:
        step = getattr(quad, f"ode_{name}_step")
        # Without units: the step of order 8 of braintools 0.3 cannot give an error otherwise, its `where` mixes them.
        with brainstate.environ.context(dt=0.4):
            _, error = step(lambda y, t: [x * ms for x in pair(y, t * ms)], list(pair0), 0.7, return_error=True)
        out["cases"][f"ode_{name}"] = {
            "y": flat(step(dV, V0, t0, 1.5)),
            "error": flat(error),
            "pair": flat(step(pair, pair0, t0)),
        }
    out["cases"]["ode_expeuler"] = {"y": flat(quad.ode_expeuler_step(dV, V0, t0, 1.5))}
    for name in ["euler", "milstein", "expeuler", "heun", "tamed_euler", "implicit_euler", "srk2", "srk3", "srk4"]:
        step = getattr(quad, f"sde_{name}_step")
        for kind in ["ito", "stra"] if name in ("milstein", "heun") else [None]:
            brainstate.random.seed(SEED)
            options = {} if kind is None else {"sde_type": kind}
            out["cases"][f"sde_{name}{'' if kind is None else '_' + kind}"] = {"y": flat(step(dV, gV, V0, t0, 1.5, **options))}
    brainstate.random.seed(SEED)
    out["cases"]["exp_euler_noise"] = {
        "y": flat(brainstate.nn.exp_euler_step(lambda V: leak(V, t0), lambda V: gV(V, t0), V0))
    }
    out["cases"]["imex_euler"] = {"y": flat(quad.imex_euler_step(rest, leak, V0, t0, 1.5))}
    out["cases"]["imex_ars222"] = {"y": flat(quad.imex_ars222_step(rest, leak, V0, t0, 1.5))}
    out["cases"]["imex_cnab"] = {"y": flat(quad.imex_cnab_step(rest, leak, V0, V0 - 0.5 * mV, t0, 1.5, max_iter=3))}
    for name in ["euler", "heun", "rk4", "euler_pc", "heun_pc"]:
        step = getattr(quad, f"dde_{name}_step")
        out["cases"][f"dde_{name}"] = {"y": flat(step(delayed, V0, t0, history, [2 * ms, 5 * ms]))}
json.dump(out, sys.stdout, indent=None)
