"""Izhikevich's network of 2003 in numpy, by the arithmetic of the program printed in the paper (figure 3 and its listing).

    python tools/golden/izhikevich_network.py          (pip install numpy)
It writes test/golden/izhikevich-network.json, which is committed; no test needs Python. One second of twenty networks: mean
rates, and the power of the summed spikes around 10 and 40 Hz, where spikes that know nothing of each other have 1.
"""
import json
import pathlib

import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'izhikevich-network.json'
N_E, N_I, STEPS, SEEDS = 800, 200, 1000, 20


def network(seed):
    rng = np.random.default_rng(seed)
    r_e, r_i = rng.random(N_E), rng.random(N_I)
    a = np.concatenate([np.full(N_E, 0.02), 0.02 + 0.08 * r_i])
    b = np.concatenate([np.full(N_E, 0.2), 0.25 - 0.05 * r_i])
    c = np.concatenate([-65 + 15 * r_e**2, np.full(N_I, -65.)])
    d = np.concatenate([8 - 6 * r_e**2, np.full(N_I, 2.)])
    weights = rng.random((N_E + N_I, N_E + N_I)) * np.concatenate([np.full(N_E, 0.5), np.full(N_I, -1.)])
    noise = np.concatenate([np.full(N_E, 5.), np.full(N_I, 2.)])
    v = np.full(N_E + N_I, -65.)
    u = b * v
    raster = np.zeros((STEPS, N_E + N_I), bool)
    for step in range(STEPS):
        fired = raster[step] = v >= 30
        v = np.where(fired, c, v)
        u = u + d * fired
        current = noise * rng.standard_normal(N_E + N_I) + weights[:, fired].sum(1)
        for _ in range(2):
            v = v + 0.5 * (0.04 * v**2 + 5 * v + 140 - u + current)
        u = u + a * (b * v - u)
    return raster


def power(raster, low, high):
    counts = raster.sum(1)
    spectrum = np.abs(np.fft.rfft(counts)) ** 2 / counts.sum()
    return spectrum[low:high + 1].mean()


rasters = [network(seed) for seed in range(SEEDS)]
golden = {
    'source': f'numpy {np.__version__}',
    'E': [round(r[:, :N_E].mean() * 1e3, 4) for r in rasters],
    'I': [round(r[:, N_E:].mean() * 1e3, 4) for r in rasters],
    'alpha': [round(power(r, 8, 12), 4) for r in rasters],
    'gamma': [round(power(r, 30, 50), 4) for r in rasters],
}
print({name: (np.mean(x).round(3), np.std(x, ddof=1).round(3)) for name, x in golden.items() if name != 'source'})
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
