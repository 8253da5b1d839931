"""Golden values of braintools.init and brainstate.nn.init: what each rule draws from a seed, and what profiles give.

    JAX_PLATFORMS=cpu python tools/golden/init.py > test/golden/init.json
"""

import json
import sys

import brainstate
import brainunit as u
import numpy as np
from braintools import init

SEED = 42


def flat(x):
    mantissa = np.asarray(u.get_mantissa(x), dtype=np.float64)
    return {"shape": list(mantissa.shape), "unit": str(u.get_unit(x)), "values": mantissa.ravel().tolist()}


def drawn(rule, shape, **options):
    brainstate.random.seed(SEED)
    return flat(rule(shape, **options))


mV, um = u.mV, u.um
nn = brainstate.nn.init if hasattr(brainstate.nn, "init") else brainstate.nn

rules = {
    "Uniform": (init.Uniform(-65 * mV, -55 * mV), (6,)),
    "Normal": (init.Normal(-65 * mV, 2 * mV), (6,)),
    "TruncatedNormal": (init.TruncatedNormal(-65 * mV, 5 * mV, -75 * mV, -55 * mV), (40,)),
    "TruncatedNormalBelow": (init.TruncatedNormal(-65 * mV, 5 * mV, None, -66 * mV), (20,)),
    "LogNormal": (init.LogNormal(0.5 * mV, 0.2 * mV), (20,)),
    "Gamma": (init.Gamma(2.0, 3.0 * mV), (20,)),
    "Exponential": (init.Exponential(3.0 * mV), (20,)),
    "Beta": (init.Beta(2.0, 5.0, 0 * mV, 10 * mV), (20,)),
    "Weibull": (init.Weibull(1.5, 3.0 * mV), (20,)),
    "Identity": (init.Identity(2.0), (2, 3)),
    "Identity1": (init.Identity(2.0), (3,)),
    "VarianceScaling": (init.VarianceScaling(2.0, "fan_avg", "truncated_normal"), (6, 4)),
    "KaimingNormal": (init.KaimingNormal(unit=mV), (6, 4)),
    "KaimingNormal4": (init.KaimingNormal(mode="fan_out"), (2, 3, 2, 2)),
    "KaimingUniform": (init.KaimingUniform(nonlinearity="leaky_relu", negative_slope=0.2), (6, 4)),
    "XavierNormal": (init.XavierNormal(unit=mV), (6, 4)),
    "XavierUniform": (init.XavierUniform(), (6, 4)),
    "LecunNormal": (init.LecunNormal(), (6, 4)),
    "LecunUniform": (init.LecunUniform(), (6, 4)),
    "Orthogonal": (init.Orthogonal(2.0), (4, 4)),
    "OrthogonalTall": (init.Orthogonal(), (5, 3)),
    "OrthogonalWide": (init.Orthogonal(), (3, 5)),
    "DeltaOrthogonal": (init.DeltaOrthogonal(), (3, 3, 3)),
    "Mixture": (init.Mixture([init.Normal(-70 * mV, 1 * mV), init.Normal(-50 * mV, 1 * mV)], [0.8, 0.2]), (12,)),
    "Conditional": (init.Conditional(lambda i: i < 4, init.Normal(1 * mV, 0.1 * mV), init.Constant(6 * mV)), (6,)),
    "Sum": ((init.Normal(-65 * mV, 2 * mV) + 5 * mV).clip(-62 * mV, -58 * mV), (8,)),
}
layers = {
    "Normal": (nn.Normal(1.0, 0.5, unit=mV), (6,)),
    "TruncatedNormal": (nn.TruncatedNormal(), (6,)),
    "Uniform": (nn.Uniform(-1.0, 2.0), (6,)),
    "KaimingNormal": (nn.KaimingNormal(), (6, 4)),
    "KaimingUniform": (nn.KaimingUniform(), (6, 4)),
    "XavierNormal": (nn.XavierNormal(unit=mV), (6, 4)),
    "XavierUniform": (nn.XavierUniform(), (6, 4)),
    "LecunNormal": (nn.LecunNormal(), (3, 6, 4)),
    "LecunUniform": (nn.LecunUniform(), (6, 4)),
    "Orthogonal": (nn.Orthogonal(2.0), (4, 4)),
    "OrthogonalTall": (nn.Orthogonal(), (5, 3)),
    "OrthogonalWide": (nn.Orthogonal(), (3, 5)),
    "DeltaOrthogonal": (nn.DeltaOrthogonal(), (3, 2, 3)),
    "Identity": (nn.Identity(2.0), (2, 3)),
}
distances = np.array([0.0, 0.5, 10.0, 50.0, 99.0, 100.0, 101.0, 250.0, 400.0]) * um
profiles = {
    "Gaussian": init.GaussianProfile(100 * um, 300 * um),
    "Exponential": init.ExponentialProfile(100 * um),
    "PowerLaw": init.PowerLawProfile(2.0),
    "PowerLawFrom": init.PowerLawProfile(1.5, 50 * um, 300 * um),
    "Linear": init.LinearProfile(200 * um),
    "Step": init.StepProfile(100 * um, 0.8, 0.1),
    "Sigmoid": init.SigmoidProfile(100 * um),
    "DoG": init.DoGProfile(50 * um, 150 * um),
    "Logistic": init.LogisticProfile(0.1, 100 * um),
    "Bimodal": init.BimodalProfile(30 * um, 40 * um, 0 * um, 250 * um, 1.0, 0.5),
    "MexicanHat": init.MexicanHatProfile(100 * um, 2.0),
    "Composed": (init.GaussianProfile(100 * um) * 0.5 + init.StepProfile(50 * um)).clip(0.1, 1.2),
}
json.dump(
    {
        "versions": {"braintools": "0.3.0", "brainstate": brainstate.__version__},
        "seed": SEED,
        "rules": {name: drawn(rule, shape) | {"repr": repr(rule)} for name, (rule, shape) in rules.items()},
        "layers": {name: drawn(rule, shape) for name, (rule, shape) in layers.items()},
        "distances": np.asarray(distances.mantissa).tolist(),
        "profiles": {
            name: {"values": np.asarray(p.probability(distances), dtype=np.float64).tolist(), "repr": repr(p)}
            for name, p in profiles.items()
        },
    },
    sys.stdout,
    indent=None,
)
