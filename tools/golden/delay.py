"""Golden values of brainstate.nn.Delay: what a ring buffer gives back after each of some steps.

    JAX_PLATFORMS=cpu python tools/golden/delay.py
It writes test/golden/delay.json, which is committed; no test needs Python.
"""
import json
import pathlib

import brainstate
import brainunit as u
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'delay.json'
STEPS = 30
DT = 0.1


def value(i):
    return np.array([np.sin(0.3 * i), i, 10 - i * i / 7], np.float32)


def listed(x):
    return np.asarray(u.get_mantissa(x), np.float64).tolist()


def steps_case():
    d = brainstate.nn.Delay(jnp.zeros(3), time=1.2 * u.ms, entries={'near': 0.3 * u.ms, 'far': 1.15 * u.ms})
    d.init_state()
    out = []
    for i in range(STEPS):
        d.update(jnp.asarray(value(i)))
        out.append({
            'zero': listed(d.retrieve_at_step(0)),
            'near': listed(d.at('near')),
            'far': listed(d.at('far')),
            'each': listed(d.retrieve_at_step(jnp.array([0, 4, 11]), jnp.array([0, 1, 2]))),
            'one': listed(d.retrieve_at_step(2, 1)),
        })
    return {'length': int(d.max_length), 'steps': out}


def times_case(interpolation):
    d = brainstate.nn.Delay(jnp.zeros(3), time=2.0 * u.ms, interpolation=interpolation)
    d.init_state()
    out = []
    for i in range(STEPS):
        d.update(jnp.asarray(value(i)))
        t = i * DT
        with brainstate.environ.context(t=t * u.ms):
            out.append([listed(d.retrieve_at_time((t - back) * u.ms)) for back in (0.0, 0.13, 0.56, 1.28)])
    return out


def every_case():
    d = brainstate.nn.Delay(jnp.zeros(3), time=1.2 * u.ms, update_every=0.4 * u.ms)
    d.init_state()
    out = []
    for i in range(STEPS):
        d.update(jnp.asarray(value(i)))
        out.append([listed(d.retrieve_at_step(k)) for k in (0, 1, 3)])
    return {'length': int(d.max_length), 'steps': out}


class Counter(brainstate.nn.Dynamics):
    def init_state(self, *args, **kwargs):
        self.V = brainstate.HiddenState(jnp.zeros(self.varshape) * u.mV)

    def update(self):
        self.V.value = self.V.value + 1. * u.mV
        return u.get_mantissa(self.V.value) * 10.


def prefetch_case():
    n = Counter(2)
    V = n.prefetch_delay('V', 0.3 * u.ms)
    last = n.prefetch_delay('V', 0.0 * u.ms)
    out = n.output_delay(0.2 * u.ms)
    brainstate.nn.init_all_states(n)
    rows = []
    for i in range(8):
        before = [listed(V()), listed(last()), listed(out())]
        n()
        rows.append([before, [listed(V()), listed(last()), listed(out())]])
    return rows


with brainstate.environ.context(dt=DT * u.ms):
    OUT.write_text(json.dumps({
        'brainstate': brainstate.__version__,
        'steps': steps_case(),
        'times': {name: times_case(name) for name in
                  ('linear', 'nearest', 'cubic', 'hermite', 'polynomial2', 'polynomial3')},
        'every': every_case(),
        'prefetch': prefetch_case(),
    }))
