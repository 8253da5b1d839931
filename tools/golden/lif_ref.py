"""Steps of BrainPy's LIFRef under inputs of every kind, in both precisions.

Run with a Python that has brainpy installed:  JAX_PLATFORMS=cpu python tools/golden/lif_ref.py
It writes test/golden/lif-ref.json, which is committed; no test needs Python.
"""
import json
import pathlib

import brainpy
import brainpy.state as bp
import brainstate
import braintools
import brainunit as u
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'lif-ref.json'
STEPS = 80


def run(precision, reset, inputs):
    brainstate.environ.set(precision=precision, dt=0.1 * u.ms)
    neuron = bp.LIFRef(
        3,
        R=2. * u.ohm,
        tau=jnp.asarray([5., 10., 20.]) * u.ms,
        tau_ref=1. * u.ms,
        V_th=-50. * u.mV,
        V_rest=-65. * u.mV,
        V_reset=-60. * u.mV,
        V_initializer=braintools.init.Constant(-55. * u.mV),
        spk_reset=reset,
    )
    brainstate.nn.init_all_states(neuron)
    if inputs:
        # A conductance: depends on V, so it is part of the Jacobian.
        neuron.add_current_input('leak', lambda v: (-60. * u.mV - v) * (40. * u.mS))
    V, spikes = [], []
    for i in range(STEPS):
        with brainstate.environ.context(t=i * 0.1 * u.ms):
            if inputs and i % 20 == 3:
                neuron.add_current_input('pulse', jnp.asarray([100., 0., 50.]) * u.mA)
            if inputs and i % 25 == 5:
                neuron.add_delta_input('kick', 4. * u.mV)
            spikes.append(neuron(jnp.asarray([10., 30., 90.]) * u.mA))
            V.append(neuron.V.value.to_decimal(u.mV))
    return {
        'reset': reset,
        'inputs': inputs,
        'V': [[float(x) for x in row] for row in np.asarray(V)],
        'spikes': [[int(x) for x in row] for row in np.asarray(spikes)],
    }


golden = {'source': f'brainpy {brainpy.__version__}, brainstate {brainstate.__version__}'}
for precision in (32, 64):
    golden[f'float{precision}'] = [run(precision, r, i) for r in ('soft', 'hard') for i in (False, True)]
OUT.write_text(json.dumps(golden) + '\n')
for case in golden['float32']:
    print(case['reset'], case['inputs'], np.asarray(case['spikes']).sum(0))
