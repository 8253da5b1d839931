"""Two balanced networks in BrainPy, COBA and CUBA, of 400 neurons with stored connections and stored first potentials.

    JAX_PLATFORMS=cpu python tools/golden/networks.py
It writes test/golden/networks.json, which is committed; no test needs Python. Pinned: brainpy 2.8.2 with brainpy_state
0.1.0. Parameters are those of benchmarks 1 and 2 of Brette et al. (2007), with a tenth of the neurons, half of the
connections of each, and twice the weights; COBA has the drive of BrainPy's tutorial. Conductances count in leaks (1 S through
R = 1 ohm). Ten runs of a second each: run k begins with the stored potentials moved on by 40 k neurons. Kept are the spikes of
the first 20 ms of run 0 in float64, and from 100 ms on, of every run in both precisions, the rates and the irregularity.
"""
import json
import pathlib

import brainevent
import brainpy
import brainpy.state as bp
import brainstate
import brainunit as u
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'networks.json'
CELLS, EXC, STEPS, RUNS, EARLY, LATE = 400, 320, 10000, 10, 200, 1000
DT = 0.1 * u.ms
rng = np.random.default_rng(11)
ROWS = [np.flatnonzero(rng.random(CELLS) < 0.1) for _ in range(CELLS)]
V0 = np.round(rng.uniform(-60, -50, CELLS), 3)

NETWORKS = {
    'COBA': dict(rest=-60., drive=20., weights=(1.2, 13.4), out=lambda E: bp.COBA.desc(E=E * u.mV)),
    'CUBA': dict(rest=-49., drive=0., weights=(3.24, -18.), out=lambda E: bp.CUBA.desc(scale=1. * u.mV)),
}


def project(rows, weight, tau, out, post):
    dtype = brainstate.environ.dftype()
    indptr = np.concatenate([[0], np.cumsum([len(row) for row in rows])])
    matrix = brainevent.CSR((jnp.asarray([weight], dtype) * u.siemens, jnp.asarray(np.concatenate(rows)), jnp.asarray(indptr)),
                            shape=(len(rows), CELLS))
    return bp.AlignPostProj(comm=lambda spikes: brainevent.BinaryArray(spikes) @ matrix, syn=bp.Expon.desc(CELLS, tau=tau * u.ms),
                            out=out, post=post)


class Net(brainstate.nn.Module):
    def __init__(self, rest, drive, weights, out):
        super().__init__()
        self.drive = drive * u.mA
        self.neurons = bp.LIFRef(CELLS, R=1. * u.ohm, tau=20. * u.ms, V_rest=rest * u.mV, V_th=-50. * u.mV, V_reset=-60. * u.mV,
                                 tau_ref=5. * u.ms)
        self.exc = project(ROWS[:EXC], weights[0], 5., out(0.), self.neurons)
        self.inh = project(ROWS[EXC:], weights[1], 10., out(-80.), self.neurons)

    def update(self, t):
        with brainstate.environ.context(t=t):
            spikes = self.neurons.get_spike() != 0.
            self.exc(spikes[:EXC])
            self.inh(spikes[EXC:])
            self.neurons(self.drive)
            return self.neurons.get_spike() != 0.


def runs(network):
    times = u.math.arange(0. * u.ms, STEPS * DT, DT)[:STEPS]
    for k in range(RUNS):
        net = Net(**network)  # anew: a matrix of brainevent keeps what belonged to one trace
        brainstate.nn.init_all_states(net)
        net.neurons.V.value = jnp.asarray(np.roll(V0, 40 * k), brainstate.environ.dftype()) * u.mV
        yield np.asarray(brainstate.transform.for_loop(net.update, times))


def statistics(spikes):
    """Mean rates of both kinds in Hz, and the mean coefficient of variation of the intervals of who spikes five times or more."""
    late = spikes[LATE:]
    rates = late.mean(0) / 1e-4
    cv = []
    for train in late.T:
        intervals = np.diff(np.flatnonzero(train))
        if len(intervals) >= 4:
            cv.append(intervals.std() / intervals.mean())
    return [round(float(x), 5) for x in (rates[:EXC].mean(), rates[EXC:].mean(), np.mean(cv))]


golden = {
    'source': f'brainpy {brainpy.__version__}, brainstate {brainstate.__version__}',
    'V0': V0.tolist(),
    'targets': [row.tolist() for row in ROWS],
    'early': {},
    'float32': {},
    'float64': {},
}
for precision in (32, 64):
    brainstate.environ.set(precision=precision, dt=DT)
    for name, network in NETWORKS.items():
        found = list(runs(network))
        golden[f'float{precision}'][name] = [statistics(spikes) for spikes in found]
        if precision == 64:
            golden['early'][name] = [[int(i), int(j)] for i, j in np.argwhere(found[0][:EARLY])]
        print(precision, name, np.mean(golden[f'float{precision}'][name], 0), np.std(golden[f'float{precision}'][name], 0), found[0][:EARLY].sum())
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
print(OUT.stat().st_size)
