"""Layers and delays as brainstate prints them.

    JAX_PLATFORMS=cpu python tools/golden/prints.py
It writes test/golden/prints.json, which is committed; no test needs Python.

Left out is what differs from run to run or does not exist outside of Python: addresses of functions, locks of threads, and
options of a delay that have one value here.
"""
import json
import pathlib
import re

import brainpy.state
import brainstate
import brainunit as u

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'prints.json'
nn = brainstate.nn
brainstate.environ.set(dt=0.1 * u.ms)
NOT_THERE = re.compile(r'^ *(update_lock|retrieve_lock|delay_method|take_aware_unit|not_receive_update_output)=.*\n', re.M)


def printed(module):
    text = repr(nn.init_all_states(module))
    text = re.sub(r'<function (\w+) at 0x[0-9a-f]+>', r'\1', text)
    text = re.sub(r'\(Array\((\d+), dtype=int32\),\)', r'\1', text)
    # The initializers of layers print on several lines there, those of models on one.
    text = re.sub(r'ZeroInit\(\s*unit=Unit\("1"\)\s*\)', 'ZeroInit(unit=1)', text)
    return NOT_THERE.sub('', text)


def delayed():
    neuron = brainpy.state.LIFRef(2)
    neuron.prefetch_delay('V', 1 * u.ms)
    neuron.output_delay(2 * u.ms)
    return neuron


prints = {
    'Linear': printed(nn.Linear(2, 3)),
    'LinearPlain': printed(nn.Linear((4, 2), (4, 3), b_init=None)),
    'Sequential': printed(nn.Sequential(nn.Linear(2, 3), nn.ReLU(), nn.Linear.desc(out_size=1))),
    'AllToAll': printed(nn.AllToAll(2, 3, include_self=False)),
    'OneToOne': printed(nn.OneToOne(2)),
    'ValinaRNNCell': printed(nn.ValinaRNNCell(2, 3)),
    'GRUCell': printed(nn.GRUCell(2, 3)),
    'MGUCell': printed(nn.MGUCell(2, 3)),
    'LSTMCell': printed(nn.LSTMCell(2, 3)),
    'Delay': printed(nn.Delay(u.math.zeros(2) * u.mV, entries={'a': 1 * u.ms})),
    'delayed': printed(delayed()),
}
OUT.write_text(json.dumps({'source': f'brainstate {brainstate.__version__}', 'prints': prints}, indent=1) + '\n')
print(OUT)
