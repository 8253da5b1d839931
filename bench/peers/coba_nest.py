"""The balanced network in NEST: what `../lib/coba.mjs` builds, as near as a model of NEST comes to it.

`iaf_cond_exp` resets to V_reset (not by V_th - V_reset), integrates by Runge-Kutta-Fehlberg with steps of its own, in
float64, and a spike takes one step of delay. Arguments: the numbers of cells and steps. `ms` is the run alone.
"""
import sys
import time

from peer import need, serve

np = need('numpy')
nest = need('nest')
from stored import TARGETS, stored

N, STEPS = int(sys.argv[1]), int(sys.argv[2])
E = N // 5 * 4
# The leak is 10 nS: weights count in leaks.
LEAK = 10.0


def answer(seed):
    begin = time.perf_counter()
    targets, potentials = stored(N, seed)
    nest.ResetKernel()
    nest.set(resolution=0.1, local_num_threads=1, print_time=False)
    cells = nest.Create('iaf_cond_exp', N, params=dict(
        C_m=20.0 * LEAK, g_L=LEAK, E_L=-60.0, V_th=-50.0, V_reset=-60.0, t_ref=5.0, E_ex=0.0, E_in=-80.0,
        tau_syn_ex=5.0, tau_syn_in=10.0, I_e=20.0 * LEAK,
    ))
    cells.V_m = potentials.astype(float)
    recorder = nest.Create('spike_recorder')
    nest.Connect(cells, recorder)
    ids = np.asarray(cells.tolist())
    for first, last, weight in [(0, E, 0.6 * LEAK), (E, N, -6.7 * LEAK)]:
        senders = np.repeat(ids[first:last], TARGETS)
        weights, delays = np.full(len(senders), weight), np.full(len(senders), 0.1)
        nest.Connect(senders, ids[targets[first:last].ravel()], 'one_to_one', {'weight': weights, 'delay': delays})
    nest.Prepare()
    running = time.perf_counter()
    nest.Run(STEPS * 0.1)
    end = time.perf_counter()
    nest.Cleanup()
    check = recorder.n_events / N / (STEPS * 1e-4)
    return {'ms': 1000 * (end - running), 'check': check, 'cold': 1000 * (end - begin)}


serve(answer)
