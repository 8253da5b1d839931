"""The balanced network in brainpy.state, in float32: what `../lib/coba.mjs` builds.

Its arguments are the numbers of cells and steps. The first request compiles, and says in `cold` what its whole call took;
`ms` is a run after that. The spikes come back as a dense matrix of booleans and are listed as (step, neuron) by NumPy, which
is the faster way there; both count.
"""
import sys
import time

from peer import need, serve

np = need('numpy')
jax = need('jax')
brainevent = need('brainevent')
bp = need('brainpy').state
bs = need('brainstate')
u = need('brainunit')
from stored import stored

N, STEPS = int(sys.argv[1]), int(sys.argv[2])
E = N // 5 * 4


class Network(bs.nn.Module):
    """Tutorial 3's network with conductances in siemens and a resistance of 1 ohm; `targets` are [N, 80]."""

    def __init__(self, targets, potentials):
        super().__init__()
        self.cells = bp.LIFRef(
            N, R=1. * u.ohm, tau=20. * u.ms, V_rest=-60. * u.mV, V_th=-50. * u.mV, V_reset=-60. * u.mV, tau_ref=5. * u.ms,
            V_initializer=potentials * u.mV,
        )
        self.excite = self.projection(targets[:E], 0.6, 5., 0.)
        self.inhibit = self.projection(targets[E:], 6.7, 10., -80.)

    def projection(self, targets, weight, tau, reversal):
        n_pre, each = targets.shape
        comm = bs.nn.EventFixedProb(n_pre, N, each, weight * u.siemens)
        comm.conn = brainevent.FixedPostNumConn((comm.weight.value, jax.numpy.asarray(targets)), shape=(n_pre, N))
        return bp.AlignPostProj(
            comm=comm, syn=bp.Expon.desc(N, tau=tau * u.ms), out=bp.COBA.desc(E=reversal * u.mV), post=self.cells
        )

    def update(self, t):
        with bs.environ.context(t=t):
            spikes = self.cells.get_spike()
            self.excite(spikes[:E])
            self.inhibit(spikes[E:])
            self.cells(20. * u.mA)
            return self.cells.get_spike() != 0.


times = np.arange(STEPS, dtype=np.float32) * np.float32(0.1) * u.ms
networks = {}


def build(seed):
    """A function that runs the second from the start, and gives (steps, cells) of its spikes."""
    network = Network(*stored(N, seed))
    bs.nn.init_all_states(network)
    states = list(network.states().values())
    starts = [state.value for state in states]
    run = bs.transform.jit(lambda: bs.transform.for_loop(network.update, times))

    def from_the_start():
        for state, start in zip(states, starts):
            state.value = start
        return np.nonzero(np.asarray(jax.block_until_ready(run())))

    return from_the_start


def timed(f, *args):
    begin = time.perf_counter()
    result = f(*args)
    return 1000 * (time.perf_counter() - begin), result


cold = None


def answer(seed, once=False):
    """Of the first run alone, if `once` says so; the first run of a seed compiles otherwise, and another one is timed."""
    global cold
    with bs.environ.context(dt=0.1 * u.ms, precision=32):
        if seed not in networks:
            building, networks[seed] = timed(build, seed)
            ms, (steps, _) = timed(networks[seed])
            cold = cold or building + ms
        if not once:
            ms, (steps, _) = timed(networks[seed])
    return {'ms': ms, 'check': len(steps) / N / (STEPS * 1e-4), 'cold': cold}


serve(answer)
