"""1000 Poisson inputs whose synapses learn, in Brian2 as a C++ program of its own, in float32: what `../lib/stdp.mjs` builds,
of the equations of Brian2's example STDP.

Its argument is the number of steps. A request says whether the input spikes are `stored` ones; the first decides for all. The
program is generated and compiled with the first request; each request runs it with the connections and spikes of a seed. `ms` is
what Brian2 reports for its run alone.
"""
import atexit
import os
import shutil
import sys
import tempfile

from peer import need, noise, serve

np = need('numpy')
b2 = need('brian2')

STEPS = int(sys.argv[1])
INPUTS, CELLS, TARGETS, RATE, SPIKES, W_MAX = 1000, 1000, 100, 15, 1024, 0.1
SYNAPSES = INPUTS * TARGETS
directory = tempfile.mkdtemp(prefix='stdp-brian-')
atexit.register(shutil.rmtree, directory, ignore_errors=True)

CONSTANTS = dict(w_max=W_MAX, A_up=0.01 * W_MAX, A_down=-0.0105 * W_MAX, tau=20 * b2.ms)


CELL = """
dv/dt = (ge * 60*mV + (-74*mV) - v) / (10*ms) : volt
dge/dt = -ge / (5*ms) : 1
"""
SYNAPSE = """
w : 1
dup/dt = -up / tau : 1 (event-driven)
ddown/dt = -down / tau : 1 (event-driven)
"""
ON_PRE = """
ge += w
up += A_up
w = clip(w + down, 0, w_max)
"""
ON_POST = """
down += A_down
w = clip(w + up, 0, w_max)
"""


def drawn(seed, first, count):
    start = np.uint32((seed * 0x10000000 + first) & 0xFFFFFFFF)
    return noise(np.arange(count, dtype=np.uint32) + start).astype(np.float64)


def connections(seed):
    """Targets and first weights, `[100000]`."""
    targets = (drawn(seed, 0, SYNAPSES) * CELLS).astype(np.int32)
    return targets, (W_MAX * drawn(seed, SYNAPSES, SYNAPSES)).astype(np.float32)


def trains(seed):
    """The inputs' spikes, as many for every seed: inputs and steps. The last ones come after the end."""
    gaps = 1 + np.floor(np.log(1 - drawn(seed, 2 * SYNAPSES, INPUTS * SPIKES)) / np.log1p(-RATE * 1e-4))
    steps = (np.cumsum(gaps.reshape(INPUTS, SPIKES), axis=1) - 1).ravel()
    first = np.argsort(steps, kind='stable')[: int(INPUTS * (RATE * STEPS * 1e-4 * 1.1 + 1))]
    assert steps[first[-1]] >= STEPS
    return (first // SPIKES).astype(np.int32), steps[first].astype(np.int32)


class Program:
    """A network of one kind as a program."""

    def __init__(self, stored, seed):
        self.directory = os.path.join(directory, str(stored))
        b2.set_device('cpp_standalone', build_on_run=False)
        b2.device.reinit()
        b2.device.activate(build_on_run=False)
        b2.prefs.core.default_float_dtype = np.float32
        b2.defaultclock.dt = 0.1 * b2.ms
        if stored:
            indices, steps = trains(seed)
            inputs = b2.SpikeGeneratorGroup(INPUTS, indices, (steps + 0.01) * 0.1 * b2.ms, name='inputs')
        else:
            inputs = b2.PoissonGroup(INPUTS, rates=RATE * b2.Hz)
        cells = b2.NeuronGroup(CELLS, CELL, threshold='v >= -54*mV', reset='v = -60*mV', method='exponential_euler')
        cells.v = -74 * b2.mV
        synapses = b2.Synapses(inputs, cells, SYNAPSE, on_pre=ON_PRE, on_post=ON_POST, namespace=CONSTANTS, name='synapses')
        targets, weights = connections(seed)
        synapses.connect(i=np.repeat(np.arange(INPUTS, dtype=np.int32), TARGETS), j=targets)
        synapses.w = weights
        self.spikes = b2.SpikeMonitor(cells)
        b2.Network(inputs, cells, synapses, self.spikes).run(STEPS * 0.1 * b2.ms)
        b2.device.build(directory=self.directory, compile=True, run=False, with_output=False)
        self.stored = stored

    def store(self, name, values):
        """The compiled program reads them from here."""
        file = os.path.join(self.directory, 'static_arrays', f'_static_array__{name}')
        assert os.path.getsize(file) == values.nbytes, f'{name}: {os.path.getsize(file)} bytes, not {values.nbytes}'
        values.tofile(file)

    def run(self, seed):
        targets, weights = connections(seed)
        self.store('array_synapses_targets', targets)
        self.store('dynamic_array_synapses_w', weights)
        if self.stored:
            indices, steps = trains(seed)
            self.store('dynamic_array_inputs_neuron_index', indices)
            self.store('dynamic_array_inputs__timebins', steps)
        b2.device.run(with_output=False)
        return {'ms': 1000 * b2.device._last_run_time, 'check': self.spikes.num_spikes / CELLS / (STEPS * 1e-4)}


program = None


def answer(seed, stored):
    global program
    if program is None or program.stored != stored:
        program = Program(stored, seed)
    return program.run(seed)


serve(answer)
