"""Frequency and coherence of networks of interneurons in Brian2: the model of Wang & Buzsaki (1996).

    python tools/golden/wang_buzsaki_1996.py          (pip install brian2==2.9.0 "numpy<2.3")

It writes test/golden/wang-buzsaki-1996.json, which is committed; no test needs Python. For each set of parameters there are ten
networks side by side, which share nothing: ten realisations. First values, connections and measures are those of
examples/gallery/wang-buzsaki-1996.ts; the integrator is another one, the midpoint rule.
"""
import json
import pathlib

import brian2
import numpy as np
from brian2 import NeuronGroup, SpikeMonitor, Synapses, defaultclock, ms, prefs, run, seed

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'wang-buzsaki-1996.json'
NETWORKS, N, DURATION = 10, 100, 500
SETS = {'all to all, phi 5': (5, 1, 100), 'all to all, phi 2': (2, 1.4, 100), 'random, 60 synapses': (5, 1, 60)}
prefs.codegen.target = 'cython'
defaultclock.dt = 0.01 * ms
seed(1996)
rng = np.random.default_rng(1996)

# V in mV, conductances in mS, currents in uA, of 1 cm2 with 1 uF.
neurons = NeuronGroup(
    len(SETS) * NETWORKS * N,
    '''dV/dt = (I - 35 * m**3 * h * (V - 55) - 9 * n**4 * (V + 90) - 0.1 * (V + 65) - g * (V + 75)) / ms : 1
       dh/dt = phi * (alpha_h * (1 - h) - beta_h * h) / ms : 1
       dn/dt = phi * (alpha_n * (1 - n) - beta_n * n) / ms : 1
       ds/dt = (12 / (1 + exp(-V / 2)) * (1 - s) - 0.1 * s) / ms : 1
       m = alpha_m / (alpha_m + beta_m) : 1
       alpha_m = 1 / exprel(-0.1 * (V + 35)) : 1
       beta_m = 4 * exp(-(V + 60) / 18) : 1
       alpha_h = 0.07 * exp(-(V + 58) / 20) : 1
       beta_h = 1 / (exp(-0.1 * (V + 28)) + 1) : 1
       alpha_n = 0.1 / exprel(-0.1 * (V + 34)) : 1
       beta_n = 0.125 * exp(-(V + 44) / 80) : 1
       g : 1
       I : 1 (constant)
       phi : 1 (constant)''',
    threshold='V > 0', refractory='V > 0', method='rk2',
)
neurons.V = '-68 + 13 * rand()'
neurons.h = 'alpha_h / (alpha_h + beta_h)'
neurons.n = 'alpha_n / (alpha_n + beta_n)'
synapses = Synapses(neurons, neurons, '''w : 1 (constant)
                                         g_post = w * s_pre : 1 (summed)''')
pre, post, w = [], [], []
for k, (speed, current, M_syn) in enumerate(SETS.values()):
    for network in range(NETWORKS):
        first = (k * NETWORKS + network) * N
        neurons.phi[first:first + N], neurons.I[first:first + N] = speed, current
        i, j = np.nonzero(rng.random((N, N)) < M_syn / N)
        pre.append(i + first)
        post.append(j + first)
        w.append(np.full(len(i), 0.1 / M_syn))
synapses.connect(i=np.concatenate(pre), j=np.concatenate(post))
synapses.w = np.concatenate(w)
monitor = SpikeMonitor(neurons)
run(DURATION * ms)

t, who = np.array(monitor.t / ms), np.array(monitor.i)
golden = {}
for k, name in enumerate(SETS):
    found = {'frequency': [], 'coherence': []}
    for network in range(NETWORKS):
        first = (k * NETWORKS + network) * N
        trains = [t[(who == first + i) & (t >= DURATION / 2 - 0.005)] for i in range(N)]
        found['frequency'].append(1000 / np.concatenate([np.diff(x) for x in trains]).mean())
        bins = np.zeros((N, DURATION // 2))
        for i, x in enumerate(trains):
            bins[i, np.floor(x - DURATION / 2 + 1e-6).astype(int)] = 1
        filled = bins.sum(1)
        kappa = bins @ bins.T / np.sqrt(np.outer(filled, filled))
        found['coherence'].append(kappa[np.triu_indices(N, 1)].mean())
    golden[name] = {key: [round(float(x), 5) for x in values] for key, values in found.items()}
    print(name, {key: (np.mean(x).round(4), np.std(x, ddof=1).round(4)) for key, x in found.items()}, flush=True)
OUT.write_text(json.dumps({'brian2': brian2.__version__, 'networks': golden}, separators=(',', ':')) + '\n')
