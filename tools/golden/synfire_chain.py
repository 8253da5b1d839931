"""Volleys that travel through the synfire chain of Brian2's example "Diesmann et al. 1999", with a delay of 5 ms.

    python tools/golden/synfire_chain.py          (pip install brian2==2.9.0 "numpy<2.3")

It writes test/golden/synfire-chain.json, which is committed; no test needs Python. For each volley there are 20 chains side by
side, which share nothing: 20 realisations. The measures are those of examples/gallery/synfire-chain.ts.
"""
import json
import pathlib

import brian2
import numpy as np
from brian2 import NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses, defaultclock, ms, mV, prefs, run, seed

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'synfire-chain.json'
CHAINS, GROUPS, SIZE, DURATION = 20, 10, 100, 130
VOLLEYS = [(85, 1.0), (48, 1.0)]
N = len(VOLLEYS) * CHAINS * GROUPS * SIZE
prefs.codegen.target = 'cython'
defaultclock.dt = 0.02 * ms
seed(1999)
rng = np.random.default_rng(1999)

neurons = NeuronGroup(
    N,
    '''dV/dt = (-(V + 70*mV) + x) / (10*ms) : volt (unless refractory)
       dx/dt = (-x + y) / (0.325*ms) : volt
       dy/dt = -y / (0.325*ms) + 25.27*mV/ms + 39.24*mV/ms**0.5 * xi : volt''',
    threshold='V > -55*mV', reset='V = -70*mV', refractory=1 * ms, method='euler',
)
neurons.V = '-70*mV + rand() * 15*mV'
neurons.x = neurons.y = 25.27 * 0.325 * mV
chain = Synapses(neurons, neurons, on_pre='y_post += 4.86*mV', delay=5 * ms)
group = np.arange(N) // SIZE
sources = np.flatnonzero(group % GROUPS < GROUPS - 1)
chain.connect(i=np.repeat(sources, SIZE), j=((group[sources] + 1) * SIZE)[:, None].repeat(SIZE, 1).ravel() + np.tile(np.arange(SIZE), len(sources)))

times = [rng.normal(50, sigma, a) for a, sigma in VOLLEYS for _ in range(CHAINS)]
which = np.repeat(np.arange(len(times)), [len(t) for t in times])
volley = SpikeGeneratorGroup(len(which), np.arange(len(which)), np.concatenate(times) * ms)
entry = Synapses(volley, neurons, on_pre='y_post += 4.86*mV')
entry.connect(i=np.repeat(np.arange(len(which)), SIZE), j=np.repeat(which * GROUPS * SIZE, SIZE) + np.tile(np.arange(SIZE), len(which)))
monitor = SpikeMonitor(neurons)
run(DURATION * ms)

t, fired = np.array(monitor.t / ms), np.array(monitor.i)


def volley_of(group):
    mine = np.sort(t[(fired // SIZE == group) & (t > 45)])
    counts = np.searchsorted(mine, mine + 5) - np.arange(len(mine))
    first = int(np.argmax(counts))
    return int(counts[first]), float(mine[first:first + counts[first]].std())


golden = []
for v, (a, sigma) in enumerate(VOLLEYS):
    paths = [[volley_of((v * CHAINS + c) * GROUPS + g) for g in range(GROUPS)] for c in range(CHAINS)]
    last = [path[-1] for path in paths]
    golden.append({
        'a': a, 'sigma': sigma,
        'first': {'a': [p[0][0] for p in paths], 'sigma': [round(p[0][1], 4) for p in paths]},
        'last': {'a': [n for n, _ in last], 'sigma': [round(s, 4) for _, s in last]},
    })
    print(a, sigma, [(np.mean(x), np.std(x, ddof=1)) for x in ([n for n, _ in last], [s for _, s in last], [p[0][0] for p in paths], [p[0][1] for p in paths])], sorted(n for n, _ in last))
quiet = (t < 45) & (t > 20)
print('background', quiet.sum() / N / 0.025)
OUT.write_text(json.dumps({'brian2': brian2.__version__, 'background': round(quiet.sum() / N / 0.025, 4), 'volleys': golden}, separators=(',', ':')) + '\n')
