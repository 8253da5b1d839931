"""Weights and output under STDP in Brian2: the model of its example "Spike-timing dependent plasticity" (Song et al. 2000).

    python tools/golden/stdp_2000.py          (pip install brian2==2.9.0 "numpy<2.3")
It writes test/golden/stdp-2000.json, which is committed; no test needs Python. Ten neurons with a thousand inputs each, which
share nothing, are ten realisations; the step is exponential Euler, the potential starts at the reset.
"""
import json
import pathlib
import tempfile

import brian2
import numpy as np
from brian2 import Hz, NeuronGroup, PoissonGroup, SpikeMonitor, StateMonitor, Synapses, defaultclock, mV, ms, run, second, seed, set_device

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'stdp-2000.json'
N, RUNS, SECONDS = 1000, 10, (20, 60)
W_MAX = 0.01
A_PRE = 0.01 * W_MAX
set_device('cpp_standalone', directory=tempfile.mkdtemp())
seed(2000)
defaultclock.dt = 0.1 * ms
source = PoissonGroup(N * RUNS, rates=15 * Hz)
neurons = NeuronGroup(
    RUNS,
    '''dv/dt = (ge * (0*mV - v) - 74*mV - v) / (10*ms) : volt
       dge/dt = -ge / (5*ms) : 1''',
    threshold='v > -54*mV', reset='v = -60*mV', method='exponential_euler',
)
neurons.v = -60 * mV
synapses = Synapses(
    source, neurons,
    '''w : 1
       dapre/dt = -apre / tau : 1 (event-driven)
       dapost/dt = -apost / tau : 1 (event-driven)''',
    on_pre='''ge_post += w
              apre += A_PRE
              w = clip(w + apost, 0, W_MAX)''',
    on_post='''apost += A_POST
               w = clip(w + apre, 0, W_MAX)''',
    namespace={'tau': 20 * ms, 'A_PRE': A_PRE, 'A_POST': -1.05 * A_PRE, 'W_MAX': W_MAX},
)
synapses.connect(i=np.arange(N * RUNS), j=np.arange(N * RUNS) // N)
synapses.w = 'rand() * W_MAX'
spikes = SpikeMonitor(neurons)
weights = StateMonitor(synapses, 'w', record=True, dt=SECONDS[0] * second, when='start')
run(SECONDS[-1] * second)


def after(seconds):
    """What is to be compared after so many seconds: of the weights at that time, and of the spikes in the half before it."""
    row = seconds // SECONDS[0]
    w = (weights.w[:, row] if row < weights.w.shape[1] else np.array(synapses.w)).reshape(RUNS, N) / W_MAX
    found = {'rate': [], 'cv': [], 'low': (w < 0.1).mean(1), 'high': (w > 0.9).mean(1), 'mean': w.mean(1)}
    for neuron in range(RUNS):
        t = np.array(spikes.t / second)[np.array(spikes.i) == neuron]
        t = t[(t >= seconds / 2) & (t < seconds)]
        found['rate'].append(len(t) / (seconds / 2))
        found['cv'].append(np.diff(t).std() / np.diff(t).mean())
    histogram = np.histogram(w, 10, (0, 1))[0]
    print(seconds, histogram, {name: (round(np.mean(x), 4), round(np.std(x, ddof=1), 4)) for name, x in found.items()})
    return {'seconds': seconds, **{name: np.round(x, 6).tolist() for name, x in found.items()}}


golden = {'source': f'Brian2 {brian2.__version__}', 'after': [after(seconds) for seconds in SECONDS]}
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
