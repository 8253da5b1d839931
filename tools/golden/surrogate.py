"""Golden values of braintools.surrogate in float64: derivative, smooth function, and gradients of x and of each parameter.

    JAX_PLATFORMS=cpu python tools/golden/surrogate.py > test/golden/surrogate.json
"""

import json
import sys

import jax
import jax.numpy as jnp
import numpy as np
from braintools import surrogate

# Importing brainstate sets 32 bits.
jax.config.update("jax_enable_x64", True)

# Thresholds, feet and seams of the defaults among them.
xs = [-120.0, -3.5, -1.0, -0.9, -0.5, -0.25, -0.01, 0.0, 0.01, 0.25, 0.5, 0.9, 1.0, 1.5, 3.5, 120.0]
others = {
    "Sigmoid": {"alpha": 1.5},
    "PiecewiseQuadratic": {"alpha": 0.75},
    "PiecewiseExp": {"alpha": 2.0},
    "SoftSign": {"alpha": 3.0},
    "Arctan": {"alpha": 2.0},
    "NonzeroSignLog": {"alpha": 0.5},
    "ERF": {"alpha": 0.6},
    "PiecewiseLeakyRelu": {"c": 0.05, "w": 0.7},
    "SquarewaveFourierSeries": {"n": 4, "t_period": 6.0},
    "S2NN": {"alpha": 2.0, "beta": 0.5},
    "QPseudoSpike": {"alpha": 1.5},
    "LeakyRelu": {"alpha": 0.2, "beta": 0.8},
    "LogTailedRelu": {"alpha": 0.05},
    "ReluGrad": {"alpha": 0.7, "width": 2.0},
    "GaussianGrad": {"sigma": 0.8, "alpha": 1.2},
    "MultiGaussianGrad": {"h": 0.2, "s": 4.0, "sigma": 0.6, "scale": 1.1},
    "InvSquareGrad": {"alpha": 10.0},
    "SlayerGrad": {"alpha": 2.5},
}
x = jnp.asarray(xs, dtype=jnp.float64)
weights = jnp.asarray(np.linspace(-1.0, 2.0, len(xs)), dtype=jnp.float64)


def floats(values):
    return [float(f"{v:.15g}") for v in np.asarray(values, dtype=np.float64).ravel()]


def case(name, options):
    cls = getattr(surrogate, name)
    rule = cls(**options)
    spikes, pull = jax.vjp(rule, x)
    entry = {
        "name": name,
        "options": options,
        "repr": repr(rule),
        "spikes": floats(spikes),
        "slopes": floats(pull(jnp.ones_like(x))[0]),
    }
    try:
        entry["smooth"] = floats(rule.surrogate_fun(x))
    except NotImplementedError:
        pass
    # By parameters: the loss is a weighted sum of the spikes.
    trained = {k: v for k, v in options.items() if k not in ("n", "epsilon")}
    if trained:
        loss = lambda p: jnp.sum(weights * cls(**{**options, **p})(x))
        entry["by"] = {k: floats(v)[0] for k, v in jax.grad(loss)({k: jnp.float64(v) for k, v in trained.items()}).items()}
    return entry


cases = []
for name, options in others.items():
    cases.append(case(name, {}))
    cases.append(case(name, options))
json.dump({"x": xs, "weights": floats(weights), "cases": cases}, sys.stdout, separators=(",", ":"))
print()
