"""BrainPy's delays of what comes into a projection: InputDelay, and the option `delay` of AlignPostProj and CurrentProj.

    JAX_PLATFORMS=cpu python tools/golden/input_delay.py
It writes test/golden/input-delay.json, which is committed; no test needs Python. Pinned: brainpy_state 0.1.0. Float64, 40 steps
of 0.1 ms; three neurons send stored spikes through stored weights.
"""
import json
import pathlib

import brainpy.state as bp
import brainstate
import brainunit as u
import jax.numpy as jnp
import numpy as np
from brainpy_state._brainpy.delay import InputDelay

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'input-delay.json'
STEPS, DT = 40, 0.1
rng = np.random.default_rng(11)
SPIKES = (rng.random((STEPS, 3)) < 0.2).astype(float)
WEIGHTS = np.round(rng.random((3, 2)), 3)
DELAYS = {
    'none at all': 0.,
    'whole steps': 0.4,
    'between two steps': 0.25,
    'one of each neuron': [0.1, 0.25, 0.7],
}
# Of each synapse: the neuron it comes from, and its delay.
EACH = {'indices': [0, 0, 1, 2, 2], 'delays': [0.1, 0.35, 0.2, 0., 0.55]}


def rows(xs, digits=12):
    return [[float(f'{x:.{digits}g}') for x in np.asarray(row, np.float64).ravel()] for row in xs]


def run(step):
    times = u.math.arange(0. * u.ms, STEPS * DT * u.ms, DT * u.ms)

    def one(t, spikes):
        with brainstate.environ.context(t=t):
            return u.get_mantissa(step(spikes))

    return rows(brainstate.transform.for_loop(one, times, jnp.asarray(SPIKES)))


def line(delay, indices=None):
    model = InputDelay(3, jnp.asarray(delay) * u.ms, indices)
    model.init_state()
    return run(model.update)


def cells():
    return bp.LIF(2, R=1. * u.ohm, tau=20. * u.ms, V_th=-50. * u.mV, V_reset=-60. * u.mV, V_rest=-60. * u.mV,
                  V_initializer=lambda shape, **_: jnp.full(shape, -60.) * u.mV)


class Dense(brainstate.nn.Module):
    def __init__(self, unit):
        super().__init__()
        self.in_size, self.out_size = 3, 2
        self.weight = jnp.asarray(WEIGHTS) * unit

    def update(self, x):
        return x @ self.weight


def prepared(proj, post):
    brainstate.nn.init_all_states(proj)
    brainstate.nn.init_all_states(post)
    proj.delay_seam.init_state()


def align_post(delay):
    post = cells()
    proj = bp.AlignPostProj(comm=Dense(u.siemens), syn=bp.Expon.desc(2, tau=5. * u.ms), out=bp.COBA.desc(E=0. * u.mV), post=post,
                            delay=jnp.asarray(delay) * u.ms)
    prepared(proj, post)

    def step(spikes):
        proj(spikes)
        post(0. * u.mA)
        return post.V.value
    return run(step)


def current(delay):
    post = cells()
    proj = bp.CurrentProj(comm=Dense(u.siemens), out=bp.COBA(E=0. * u.mV), post=post, delay=jnp.asarray(delay) * u.ms)
    prepared(proj, post)

    def step(spikes):
        proj(spikes)
        post(0. * u.mA)
        return post.V.value
    return run(step)


with brainstate.environ.context(precision=64, dt=DT * u.ms):
    golden = {
        'dt': DT,
        'spikes': SPIKES.astype(int).tolist(),
        'weights': WEIGHTS.tolist(),
        'delays': DELAYS,
        'each': {**EACH, 'out': line(EACH['delays'], EACH['indices'])},
        'InputDelay': {name: line(delay) for name, delay in DELAYS.items()},
        'AlignPostProj': {name: align_post(delay) for name, delay in DELAYS.items()},
        'CurrentProj': {name: current(delay) for name, delay in DELAYS.items()},
    }
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
