"""The balanced networks in Brian2 as C++ programs of their own, in float32, for `coba_brian.py` and `coba_hh_brian.py`."""
import atexit
import os
import shutil
import tempfile

import brian2 as b2
import numpy as np

from stored import TARGETS


class Network:
    """N cells, made by `make()`, for so many steps. `on_pre` has what a spike of excitation and of inhibition does."""

    def __init__(self, N, steps, make, on_pre):
        self.N, self.E, self.steps, self.make, self.on_pre = N, N // 5 * 4, steps, make, on_pre
        self.directory = tempfile.mkdtemp(prefix='brian-')
        atexit.register(shutil.rmtree, self.directory, ignore_errors=True)
        self.cells = None

    def run(self, targets, values):
        """Builds the program if there is none; runs it with these targets and with the first values that `values(cells)` has."""
        if self.cells is None:
            self._build(targets)
        self._store('excite', targets[: self.E])
        self._store('inhibit', targets[self.E :])
        b2.device.run(run_args=values(self.cells), with_output=False)
        return {'ms': 1000 * b2.device._last_run_time, 'check': self.spikes.num_spikes / self.N / (self.steps * 1e-4)}

    def _build(self, targets):
        b2.set_device('cpp_standalone', build_on_run=False)
        b2.prefs.core.default_float_dtype = np.float32
        b2.defaultclock.dt = 0.1 * b2.ms
        self.cells = self.make()
        excite = self._project(0, self.E, 'excite', targets)
        inhibit = self._project(self.E, self.N, 'inhibit', targets)
        self.spikes = b2.SpikeMonitor(self.cells)
        b2.Network(self.cells, excite, inhibit, self.spikes).run(self.steps * 0.1 * b2.ms)
        b2.device.build(directory=self.directory, compile=True, run=False, with_output=False)

    def _project(self, first, last, name, targets):
        synapses = b2.Synapses(self.cells[first:last], self.cells, on_pre=self.on_pre[name], name=name)
        synapses.connect(i=np.repeat(np.arange(last - first, dtype=np.int32), TARGETS), j=targets[first:last].ravel())
        return synapses

    def _store(self, name, targets):
        """The compiled program reads its targets from here."""
        file = os.path.join(self.directory, 'static_arrays', f'_static_array__array_{name}_targets')
        assert os.path.getsize(file) == targets.nbytes
        targets.tofile(file)
