"""Pair STDP in Brian2, event by event: the model of its example "Spike-timing dependent plasticity", Song et al. 2000.

    python tools/golden/stdp.py          (pip install brian2==2.9.0 "numpy<2.3")
It writes test/golden/stdp.json, which is committed; no test needs Python. Every change of a weight is kept, in float64.
"""
import json
import pathlib

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, StateMonitor, Synapses, TimedArray, defaultclock, ms, prefs

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'stdp.json'
prefs.codegen.target = 'numpy'
defaultclock.dt = 0.1 * ms
PRE, POST, STEPS = 8, 5, 1500
rng = np.random.default_rng(3)
pre_train = rng.random((STEPS, PRE)) < 0.02
post_train = rng.random((STEPS, POST)) < 0.03
# Some pairs fall into one step.
both = rng.choice(STEPS, 20, replace=False)
pre_train[both, :3] = True
post_train[both, 1:3] = True
conn = np.argwhere(rng.random((PRE, POST)) < 0.6)
w0 = np.round(rng.uniform(0, 1, len(conn)), 4)
W_MAX, A_PRE = 1., 0.05
TAU_PRE, TAU_POST = 20., 15.
A_POST = -A_PRE * TAU_PRE / TAU_POST * 1.05


def run(delay):
    i, j = pre_train.nonzero()[1], pre_train.nonzero()[0]
    source = SpikeGeneratorGroup(PRE, i, j * 0.1 * ms)
    train = TimedArray(post_train.astype(float), dt=0.1 * ms)
    target = NeuronGroup(POST, 'v = train(t, i) : 1\nge : 1', threshold='v > 0.5', namespace={'train': train})
    synapses = Synapses(
        source, target,
        '''w : 1
           dApre/dt = -Apre / taupre : 1 (event-driven)
           dApost/dt = -Apost / taupost : 1 (event-driven)''',
        on_pre='''ge_post += w
                  Apre += dApre
                  w = clip(w + Apost, 0, w_max)''',
        on_post='''Apost += dApost
                   w = clip(w + Apre, 0, w_max)''',
        namespace={'taupre': TAU_PRE * ms, 'taupost': TAU_POST * ms, 'dApre': A_PRE, 'dApost': A_POST, 'w_max': W_MAX},
        method='exact',
    )
    synapses.connect(i=conn[:, 0], j=conn[:, 1])
    synapses.w = w0
    synapses.pre.delay = delay * ms
    weights = StateMonitor(synapses, 'w', record=True, when='end')
    brought = StateMonitor(target, 'ge', record=True, when='end')
    Network(source, target, synapses, weights, brought).run(STEPS * 0.1 * ms)
    w = np.vstack([w0, weights.w.T])
    steps, which = np.nonzero(np.diff(w, axis=0))
    return {
        'delay': delay,
        'changes': [[int(s), int(k), float(w[s + 1, k])] for s, k in zip(steps, which)],
        'brought': brought.ge[:, -1].tolist(),
        'last': w[-1].tolist(),
    }


golden = {
    'source': f'Brian2 {brian2.__version__}',
    'steps': STEPS,
    'pre': np.argwhere(pre_train).tolist(),
    'post': np.argwhere(post_train).tolist(),
    'connections': conn.tolist(),
    'weights': w0.tolist(),
    'parameters': {'w_max': W_MAX, 'A_pre': A_PRE, 'A_post': A_POST, 'tau_pre': TAU_PRE, 'tau_post': TAU_POST},
    'runs': [run(0.), run(1.5)],
}
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
print([len(r['changes']) for r in golden['runs']], [min(r['last']) for r in golden['runs']], [max(r['last']) for r in golden['runs']], OUT.stat().st_size)
