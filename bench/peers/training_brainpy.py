"""The networks of `../lib/training.mjs` in brainpy.state, in float32.

Its arguments are the network (`shd` or `layer`) and its sizes as JSON; a request is one value and gradient. The first one
compiles.
"""
import json
import os
import resource
import sys
import time

if len(os.sched_getaffinity(0)) == 1:
    os.environ['XLA_FLAGS'] = '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1'

from peer import need, serve
from training import DECAY, check_of, layer_numbers, shd_numbers

NETWORK, SIZES = sys.argv[1], json.loads(sys.argv[2])
jax = need('jax')
bp = need('brainpy').state
bs = need('brainstate')
bt = need('braintools')
u = need('brainunit')

bs.environ.set(dt=1. * u.ms, precision=32)


def cells(size):
    return bp.LIF(
        size, R=1 / (1 - DECAY) * u.ohm, tau=20. * u.ms, V_rest=0. * u.mV, V_th=1. * u.mV, V_reset=0. * u.mV,
        spk_fun=bt.surrogate.Arctan(alpha=2.),
    )


class Recurrent(bs.nn.Module):
    def __init__(self, weights):
        super().__init__()
        (inputs, hidden), (_, outputs) = weights[0].shape, weights[2].shape
        self.to_hidden = bs.nn.Linear(inputs, hidden, w_init=weights[0] * u.mA, b_init=None)
        self.among = bs.nn.Linear(hidden, hidden, w_init=weights[1] * u.mA, b_init=None)
        self.hidden = cells(hidden)
        self.to_out = bs.nn.Linear(hidden, outputs, w_init=weights[2], b_init=None)
        self.evidence = bp.Expon(outputs, tau=20. * u.ms, g_initializer=bt.init.Constant(0.))

    def update(self, x):
        current = self.to_hidden(x) + self.among(self.hidden.get_spike())
        return self.evidence(self.to_out(self.hidden(current)))


class Layer(bs.nn.Module):
    def __init__(self, weights):
        super().__init__()
        size = weights.shape[0]
        self.connections = bs.nn.Linear(size, size, w_init=weights * u.mA, b_init=bt.init.ZeroInit(unit=u.mA))
        self.cells = cells(size)

    def update(self, x):
        return self.cells(self.connections(x))


before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
if NETWORK == 'shd':
    weights, inputs, labels = shd_numbers(**SIZES)
    net = Recurrent(weights)

    def loss_of(evidence):
        return bt.metric.softmax_cross_entropy_with_integer_labels(evidence.mean(axis=0), labels).mean()
else:
    weights, inputs = layer_numbers(**SIZES)
    net = Layer(weights)

    def loss_of(spikes):
        return spikes.mean()

trained = net.states(bs.ParamState)


@bs.transform.jit
def run(x):
    def loss():
        bs.nn.init_all_states(net, batch_size=SIZES['batch'])
        return loss_of(bs.transform.for_loop(net.update, x))

    return bs.transform.grad(loss, trained, return_value=True)()


inputs = jax.numpy.asarray(inputs)
jax.block_until_ready(run(inputs))
check = None


def answer():
    global check
    begin = time.perf_counter()
    grads, value = jax.block_until_ready(run(inputs))
    ms = 1000 * (time.perf_counter() - begin)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    check = check or check_of(value, [u.get_mantissa(g) for g in jax.tree.leaves(grads, is_leaf=lambda x: isinstance(x, u.Quantity))])
    return {'ms': ms, 'check': check, 'peak': peak, 'before': before}


serve(answer)
