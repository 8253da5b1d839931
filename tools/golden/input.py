"""Golden values of braintools.input: every function that draws nothing, and inputs put together.

    JAX_PLATFORMS=cpu JAX_ENABLE_X64=1 python tools/golden/input.py > test/golden/input.json
"""

import json
import sys

import brainstate
import brainunit as u
import numpy as np
from braintools import input as inp

brainstate.environ.set(precision=64)
nA, ms, Hz = u.nA, u.ms, u.Hz


def flat(x):
    values = np.asarray(u.get_mantissa(x), dtype=np.float64)
    return {"shape": list(values.shape), "unit": str(u.get_unit(x)), "values": [float(f"{v:.15g}") for v in values.ravel()]}


with brainstate.environ.context(dt=0.5 * ms):
    arrays = {
        "section": inp.section([0 * nA, 2 * nA, 500 * u.pA], [5 * ms, 7.3 * ms, 0.002 * u.second]),
        "sectionWide": inp.section([np.array([1.0, 2.0]) * nA, 3.0 * nA], [1 * ms, 2 * ms]),
        "constant": inp.constant([(0 * nA, 5 * ms), (1.5 * nA, 6 * ms)])[0],
        "step": inp.step([1 * nA, -1 * nA, 0.5 * nA], [12 * ms, 2 * ms, 20 * ms], 25 * ms),
        "stepUnset": inp.step([1 * nA, 2 * nA], [4 * ms, 2 * ms]),
        "ramp": inp.ramp(0.5 * nA, 2 * nA, 20 * ms),
        "rampWindow": inp.ramp(0 * nA, 2 * nA, 20 * ms, 3.2 * ms, 15 * ms),
        "spike": inp.spike([2 * ms, 9 * ms, 24 * ms], 1.5 * ms, 0.7 * nA, 25 * ms),
        "spikes": inp.spike([2 * ms, 9 * ms], [1 * ms, 4 * ms], [0.7 * nA, 300 * u.pA], 20 * ms),
        "gaussianPulse": inp.gaussian_pulse(1.2 * nA, 8 * ms, 3 * ms, 20 * ms),
        "gaussianPulses": inp.gaussian_pulse(1.2 * nA, 1 * ms, 3 * ms, 3 * ms, n=2),
        "exponentialDecay": inp.exponential_decay(2 * nA, 6 * ms, 20 * ms),
        "exponentialDecayWindow": inp.exponential_decay(2 * nA, 6 * ms, 20 * ms, 4.2 * ms, 14.9 * ms),
        "doubleExponential": inp.double_exponential(2 * nA, 1 * ms, 6 * ms, 30 * ms, 5 * ms),
        "burst": inp.burst(1 * nA, 137 * Hz, 8 * ms, 5 * ms, 3, 35 * ms),
        "sinusoidal": inp.sinusoidal(1 * nA, 37 * Hz, 40 * ms),
        "sinusoidalWindow": inp.sinusoidal(1 * nA, 37 * Hz, 40 * ms, 5 * ms, 30.3 * ms, bias=True),
        "square": inp.square(1 * nA, 73 * Hz, 40 * ms),
        "squareDuty": inp.square(1 * nA, 73 * Hz, 40 * ms, 5 * ms, 30 * ms, 0.2, True),
        "triangular": inp.triangular(1 * nA, 73 * Hz, 40 * ms, 5 * ms),
        "sawtooth": inp.sawtooth(1 * nA, 73 * Hz, 40 * ms, None, 35 * ms, True),
        "chirp": inp.chirp(1 * nA, 10 * Hz, 90 * Hz, 60 * ms),
        "chirpLogarithmic": inp.chirp(1 * nA, 10 * Hz, 90 * Hz, 60 * ms, 10 * ms, 50 * ms, "logarithmic", True),
    }
    ramp = inp.Ramp(0 * nA, 2 * nA, 10 * ms)
    sine = inp.Sinusoidal(1 * nA, 150 * Hz, 16 * ms)
    gate = inp.Step([1.0, 0.0, 2.0], [0 * ms, 3 * ms, 6 * ms], 10 * ms)
    arrays |= {
        "added": (ramp + sine)(),
        "subtracted": (sine - 0.5 * nA)(),
        "multiplied": (ramp * gate)(),
        "divided": (ramp / gate)(),
        "sequential": (ramp & sine)(),
        "overlay": (ramp | sine)(),
        "scaled": ramp.scale(-2.5)(),
        "later": ramp.shift(2.2 * ms)(),
        "earlier": ramp.shift(-2.2 * ms)(),
        "clipped": sine.clip(-0.2 * nA, 0.7 * nA)(),
        "smooth": gate.smooth(2 * ms)(),
        "repeated": ramp.repeat(3)(),
        "applied": sine.apply(lambda x: x**2)(),
        "negative": (-ramp)(),
    }
json.dump({"versions": {"braintools": "0.3.0"}, "dt": 0.5, "arrays": {k: flat(v) for k, v in arrays.items()}}, sys.stdout, indent=None)
