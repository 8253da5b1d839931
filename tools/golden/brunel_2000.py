"""The four networks of figure 8 of Brunel (2000) in Brian2, with 4000 excitatory neurons in the place of 10,000.

    python tools/golden/brunel_2000.py          (pip install brian2==2.9.0 "numpy<2.3")

It writes test/golden/brunel-2000.json, which is committed; no test needs Python. Each neuron has the number of inputs of the
paper, drawn without repetition, and what reaches it while it is refractory is lost. Initial potentials, the part of a run that
is dropped and the measures are those of examples/gallery/brunel-2000.ts.
"""
import json
import pathlib

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, SpikeMonitor, Synapses, defaultclock, mV, ms, prefs, seed, start_scope

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'brunel-2000.json'
N_E, C_E, C_I, SEEDS, DT = 4000, 1000, 250, 10, 0.1
N_I = N_E // 4
N = N_E + N_I
REGIMES = {'SR': (3, 2, 200), 'SI fast': (6, 4, 250), 'AI': (5, 2, 250), 'SI slow': (4.5, 0.9, 500)}
prefs.codegen.target = 'cython'
defaultclock.dt = DT * ms


def inputs(rng, pre, count):
    """So many different presynaptic neurons for each neuron."""
    return np.concatenate([rng.permutation(pre)[:count] for _ in range(N)])


def spikes_of(key, g, eta, duration, excitatory, inhibitory):
    start_scope()
    seed(key)
    neurons = NeuronGroup(
        N, 'dv/dt = -v / (20*ms) : volt (unless refractory)',
        threshold='v >= 20*mV', reset='v = 10*mV', refractory=2 * ms, method='exact', name='neurons',
    )
    neurons.v = 'rand() * 20*mV'
    neurons.run_regularly('v += J * poisson(expected) * int(not_refractory)', when='start', name='outside')

    # Names, so that the code compiled for one run serves the next.
    def project(name, pre, source, weight):
        synapses = Synapses(pre, neurons, 'w : volt (shared)', on_pre='v_post += w * int(not_refractory_post)', delay=1.5 * ms, name=name)
        synapses.connect(i=source, j=np.repeat(np.arange(N), len(source) // N))
        synapses.w = weight
        return synapses

    parts = [
        project('excitation', neurons[:N_E], excitatory, 0.1 * mV),
        project('inhibition', neurons[N_E:], inhibitory, -g * 0.1 * mV),
    ]
    monitor = SpikeMonitor(neurons, name='monitor')
    Network(neurons, *parts, monitor).run(duration * ms, namespace={'J': 0.1 * mV, 'expected': eta * 10 * DT})
    return np.array(monitor.t / ms), np.array(monitor.i)


def measures(times, neurons, duration):
    kept = times >= 100 - DT / 2
    steps, neurons = np.round((times[kept] - 100) / DT).astype(int), neurons[kept]
    order = np.lexsort((steps, neurons))
    trains = np.split(steps[order], np.flatnonzero(np.diff(neurons[order])) + 1)
    intervals = [d for d in map(np.diff, trains) if len(d) >= 2]
    activity = np.bincount(steps, minlength=round((duration - 100) / DT)).astype(float)
    mean = activity.mean()
    time = np.arange(len(activity)) * DT / 1000
    amplitudes = [2 * abs(((activity - mean) * np.exp(2j * np.pi * f * time)).sum()) / len(activity) / mean for f in range(5, 1001)]
    return {
        'rate': len(steps) / N / (duration - 100) * 1000,
        'cv': float(np.mean([d.std() / d.mean() for d in intervals])),
        'frequency': int(np.argmax(amplitudes)) + 5,
        'depth': float(max(amplitudes)),
    }


found = {name: [] for name in REGIMES}
for key in range(SEEDS):
    rng = np.random.default_rng(key)
    excitatory, inhibitory = inputs(rng, N_E, C_E), inputs(rng, N_I, C_I)
    for name, (g, eta, duration) in REGIMES.items():
        found[name].append(measures(*spikes_of(key, g, eta, duration, excitatory, inhibitory), duration))
        print(key, name, {k: round(v, 4) for k, v in found[name][-1].items()}, flush=True)
OUT.write_text(json.dumps({
    'brian2': brian2.__version__,
    'N_E': N_E,
    'regimes': {
        name: {'duration': REGIMES[name][2], **{k: [round(run[k], 6) for run in runs] for k in runs[0]}}
        for name, runs in found.items()
    },
}, separators=(',', ':')) + '\n')
