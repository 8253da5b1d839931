"""The balanced network in Brian2 as a C++ program of its own, in float32: what `../lib/coba.mjs` builds.

Its arguments are the numbers of cells and steps. The program is generated and compiled with the first request, which says in
`cold` what that and its run took; each request runs it with the targets and potentials of a seed. `ms` is what Brian2 reports
for its run alone.
"""
import atexit
import os
import shutil
import sys
import tempfile
import time

from peer import need, serve

np = need('numpy')
b2 = need('brian2')
from stored import TARGETS, stored

N, STEPS = int(sys.argv[1]), int(sys.argv[2])
E = N // 5 * 4
directory = tempfile.mkdtemp(prefix='coba-brian-')
atexit.register(shutil.rmtree, directory, ignore_errors=True)

MODEL = """
dv/dt = (-60*mV - v + 20*mV + ge*(0*mV - v) + gi*(-80*mV - v)) / (20*ms) : volt (unless refractory)
dge/dt = -ge / (5*ms) : 1
dgi/dt = -gi / (10*ms) : 1
"""


def build(targets):
    b2.set_device('cpp_standalone', build_on_run=False)
    b2.prefs.core.default_float_dtype = np.float32
    b2.defaultclock.dt = 0.1 * b2.ms
    cells = b2.NeuronGroup(
        N, MODEL, threshold='v >= -50*mV', reset='v -= 10*mV', refractory=5 * b2.ms, method='exponential_euler'
    )

    def project(first, last, name, effect):
        synapses = b2.Synapses(cells[first:last], cells, on_pre=effect, name=name)
        synapses.connect(i=np.repeat(np.arange(last - first, dtype=np.int32), TARGETS), j=targets[first:last].ravel())
        return synapses

    excite = project(0, E, 'excite', 'ge_post += 0.6')
    inhibit = project(E, N, 'inhibit', 'gi_post += 6.7')
    spikes = b2.SpikeMonitor(cells)
    b2.Network(cells, excite, inhibit, spikes).run(STEPS * 0.1 * b2.ms)
    b2.device.build(directory=directory, compile=True, run=False, with_output=False)
    return cells, spikes


def store(name, targets):
    """The compiled program reads its targets from here."""
    file = os.path.join(directory, 'static_arrays', f'_static_array__array_{name}_targets')
    assert os.path.getsize(file) == targets.nbytes
    targets.tofile(file)


built = cold = None


def answer(seed, once=False):
    global built, cold
    begin = time.perf_counter()
    targets, potentials = stored(N, seed)
    built = built or build(targets)
    cells, spikes = built
    store('excite', targets[:E])
    store('inhibit', targets[E:])
    b2.device.run(run_args={cells.v: np.asarray(potentials, dtype=np.float64) * b2.mV}, with_output=False)
    check = spikes.num_spikes / N / (STEPS * 1e-4)
    cold = cold or 1000 * (time.perf_counter() - begin)
    return {'ms': 1000 * b2.device._last_run_time, 'check': check, 'cold': cold}


serve(answer)
