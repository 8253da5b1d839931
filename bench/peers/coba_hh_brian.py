"""Hodgkin-Huxley cells in a balanced network in Brian2, as a C++ program of its own, in float32: what `../lib/coba-hh.mjs`
builds, of the equations of Brian2's example COBAHH.

Its arguments are the numbers of cells and steps. The program is generated and compiled with the first request; each request
runs it with the targets and first values of a seed. `ms` is what Brian2 reports for its run alone.
"""
import atexit
import os
import shutil
import sys
import tempfile

from peer import need, noise, serve

np = need('numpy')
b2 = need('brian2')

N, STEPS, TARGETS = int(sys.argv[1]), int(sys.argv[2]), 80
E = N // 5 * 4
directory = tempfile.mkdtemp(prefix='coba-hh-brian-')
atexit.register(shutil.rmtree, directory, ignore_errors=True)

MODEL = """
dv/dt = (gl*(El - v) + ge*(0*mV - v) + gi*(-80*mV - v) - gna*(m*m*m)*h*(v - 50*mV) - gk*(n*n*n*n)*(v + 90*mV)) / C : volt
dm/dt = alpha_m*(1 - m) - beta_m*m : 1
dn/dt = alpha_n*(1 - n) - beta_n*n : 1
dh/dt = alpha_h*(1 - h) - beta_h*h : 1
dge/dt = -ge / (5*ms) : siemens
dgi/dt = -gi / (10*ms) : siemens
alpha_m = 0.32*4 / exprel((13*mV - v + VT) / (4*mV)) / ms : Hz
beta_m = 0.28*5 / exprel((v - VT - 40*mV) / (5*mV)) / ms : Hz
alpha_h = 0.128*exp((17*mV - v + VT) / (18*mV)) / ms : Hz
beta_h = 4 / (1 + exp((40*mV - v + VT) / (5*mV))) / ms : Hz
alpha_n = 0.032*5 / exprel((15*mV - v + VT) / (5*mV)) / ms : Hz
beta_n = 0.5*exp((10*mV - v + VT) / (40*mV)) / ms : Hz
"""
CONSTANTS = dict(
    gl=10 * b2.nS, gna=20 * b2.uS, gk=6 * b2.uS, C=200 * b2.pF, El=-60 * b2.mV, VT=-63 * b2.mV
)


def build(targets):
    b2.set_device('cpp_standalone', build_on_run=False)
    b2.prefs.core.default_float_dtype = np.float32
    b2.defaultclock.dt = 0.1 * b2.ms
    cells = b2.NeuronGroup(
        N, MODEL, threshold='v > -20*mV', refractory=3 * b2.ms, method='exponential_euler', namespace=CONSTANTS
    )

    def project(first, last, name, effect):
        synapses = b2.Synapses(cells[first:last], cells, on_pre=effect, name=name)
        synapses.connect(i=np.repeat(np.arange(last - first, dtype=np.int32), TARGETS), j=targets[first:last].ravel())
        return synapses

    excite = project(0, E, 'excite', 'ge_post += 6*nS')
    inhibit = project(E, N, 'inhibit', 'gi_post += 67*nS')
    spikes = b2.SpikeMonitor(cells)
    b2.Network(cells, excite, inhibit, spikes).run(STEPS * 0.1 * b2.ms)
    b2.device.build(directory=directory, compile=True, run=False, with_output=False)
    return cells, spikes


def store(name, targets):
    """The compiled program reads its targets from here."""
    file = os.path.join(directory, 'static_arrays', f'_static_array__array_{name}_targets')
    assert os.path.getsize(file) == targets.nbytes
    targets.tofile(file)


def first_values(seed):
    """Targets, int32 `[N, 80]`, potentials in mV and conductances in nS."""
    start = np.uint32(seed * 0x10000000 & 0xFFFFFFFF)
    drawn = noise(np.arange(N * (TARGETS + 3), dtype=np.uint32) + start).astype(np.float64)
    targets = (drawn[: N * TARGETS] * N).astype(np.int32).reshape(N, TARGETS)
    V, ge, gi = drawn[N * TARGETS :].reshape(3, N)
    return targets, -73 + 16 * V, 15 + 50 * ge, 400 * gi


built = None


def answer(seed):
    global built
    targets, V, ge, gi = first_values(seed)
    built = built or build(targets)
    cells, spikes = built
    store('excite', targets[:E])
    store('inhibit', targets[E:])
    values = {cells.v: V * b2.mV, cells.ge: ge * b2.nS, cells.gi: gi * b2.nS}
    b2.device.run(run_args=values, with_output=False)
    return {'ms': 1000 * b2.device._last_run_time, 'check': spikes.num_spikes / N / (STEPS * 1e-4)}


serve(answer)
