"""The balanced network in Brian2 as a C++ program of its own, in float32: what `../lib/coba.mjs` builds.

Its arguments are the numbers of cells and steps. The program is generated and compiled with the first request, which says in
`cold` what that and its run took; each request runs it with the targets and potentials of a seed. `ms` is what Brian2 reports
for its run alone.
"""
import sys
import time

from peer import need, serve

np = need('numpy')
b2 = need('brian2')
from brian_network import Network
from stored import stored

N, STEPS = int(sys.argv[1]), int(sys.argv[2])

MODEL = """
dv/dt = (-60*mV - v + 20*mV + ge*(0*mV - v) + gi*(-80*mV - v)) / (20*ms) : volt (unless refractory)
dge/dt = -ge / (5*ms) : 1
dgi/dt = -gi / (10*ms) : 1
"""


def cells():
    return b2.NeuronGroup(
        N, MODEL, threshold='v >= -50*mV', reset='v -= 10*mV', refractory=5 * b2.ms, method='exponential_euler'
    )


network = Network(N, STEPS, cells, {'excite': 'ge_post += 0.6', 'inhibit': 'gi_post += 6.7'})
cold = None


def answer(seed, once=False):
    global cold
    begin = time.perf_counter()
    targets, potentials = stored(N, seed)
    values = np.asarray(potentials, dtype=np.float64) * b2.mV
    result = network.run(targets, lambda cells: {cells.v: values})
    cold = cold or 1000 * (time.perf_counter() - begin)
    return {**result, 'cold': cold}


serve(answer)
