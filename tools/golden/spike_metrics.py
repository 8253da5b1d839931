"""Golden values of braintools.metric for spikes and correlations.

    JAX_PLATFORMS=cpu JAX_ENABLE_X64=1 python tools/golden/spike_metrics.py > test/golden/spike-metrics.json
"""

import json
import sys

import brainstate
import brainunit as u
import jax.numpy as jnp
import numpy as np
from braintools import metric

brainstate.environ.set(precision=64)
ms = u.ms
T, N = 300, 6
rng = np.random.RandomState(4)
rates = np.array([0.02, 0.05, 0.08, 0.0, 0.15, 0.05])
shared = rng.rand(T) < 0.03
spikes = ((rng.rand(T, N) < rates) | (shared[:, None] & (rates > 0.03))).astype(float)
# Two neurons that burst together, and one that does so alone.
for neuron, starts in [(0, [20, 150]), (2, [23, 220])]:
    for start in starts:
        spikes[start : start + 10 : 2, neuron] = 1.0
times = np.arange(T) * 0.5
V = np.cumsum(rng.randn(T, N), axis=0) + np.cumsum(rng.randn(T))[:, None]
V[:, 3] = -65.0
symmetric = rng.randn(2, N, N)
w = rng.rand(40)
trains = [np.sort(rng.rand(n) * 100) for n in (12, 9)]


def out(x):
    array = np.asarray(u.get_mantissa(x), dtype=np.float64)
    return {"shape": list(array.shape), "values": array.ravel().tolist()}


def cv(train):
    intervals = np.diff(np.where(train > 0)[0])
    return float(np.std(intervals) / np.mean(intervals)) if len(intervals) >= 2 else None


dt = 0.5 * ms
index, when = metric.raster_plot(spikes, times)
values = {
    "rasterIndex": out(index),
    "rasterTime": out(when),
    "firingRate": out(metric.firing_rate(spikes, 7 * ms, dt)),
    "firingRateEven": out(metric.firing_rate(spikes, 1 * ms, dt)),
    "crossCorrelation": out(metric.cross_correlation(spikes, 2 * ms, dt)),
    "crossCorrelationUneven": out(metric.cross_correlation(spikes, 3.5 * ms, dt)),
    "voltageFluctuation": out(metric.voltage_fluctuation(V)),
    "spikeTrainSynchrony": out(metric.spike_train_synchrony(spikes, 3 * ms, dt)),
    "burstSynchronyIndex": out(metric.burst_synchrony_index(spikes, 3, 2.0, 0.5)),
    "burstSynchronyIndexLong": out(metric.burst_synchrony_index(spikes, 4, 4.0, 0.5)),
    "phaseLockingValue": out(metric.phase_locking_value(spikes, 37.0, dt)),
    "tiling": out(metric.spike_time_tiling_coefficient(spikes, dt, 2 * ms)),
    "correlationIndex": out(metric.correlation_index(spikes, 5 * ms, dt)),
    "victorPurpura": out(metric.victor_purpura_distance(trains[0], trains[1], 0.3)),
    "victorPurpuraDefault": out(metric.victor_purpura_distance(trains[0], trains[1])),
    "vanRossum": out(metric.van_rossum_distance(trains[0], trains[1], 5.0)),
    "vanRossumUntil": out(metric.van_rossum_distance(trains[0], trains[1], 2.0, 60.0)),
    "matrixCorrelation": out(metric.matrix_correlation(symmetric[0], symmetric[1])),
    "weightedCorrelation": out(metric.weighted_correlation(V[:40, 0], V[:40, 1], w)),
    "functionalConnectivity": out(metric.functional_connectivity(V)),
    "functionalConnectivityDynamics": out(metric.functional_connectivity_dynamics(jnp.asarray(V), 40, 20)),
}
json.dump(
    {
        "versions": {"braintools": "0.3.0"},
        "steps": T,
        "neurons": N,
        "events": np.argwhere(spikes > 0).tolist(),
        "V": V.ravel().tolist(),
        "matrices": symmetric.reshape(2, -1).tolist(),
        "w": w.tolist(),
        "trains": [t.tolist() for t in trains],
        "isiCv": [cv(spikes[:, i]) for i in range(N)],
        "values": values,
    },
    sys.stdout,
    indent=None,
)
