"""BrainPy's Tutorial 4 without its figure. With an argument it is the whole script: it prints the first and the last loss.
Without one it answers requests: one epoch each, and the first loss.

Needs: pip install brainpy brainstate braintools brainunit.
"""
import os
import sys
import time

if len(os.sched_getaffinity(0)) == 1:
    os.environ['XLA_FLAGS'] = '--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1'

from peer import need, serve

bp = need('brainpy').state
brainstate = need('brainstate')
braintools = need('braintools')
u = need('brainunit')
Linear, init = brainstate.nn.Linear, braintools.init

EPOCHS = 200
brainstate.environ.set(dt=1. * u.ms)
brainstate.random.seed(42)


class Network(brainstate.nn.Module):
    def __init__(self):
        super().__init__()
        self.to_hidden = Linear(100, 4, w_init=init.KaimingNormal(unit=u.mA), b_init=init.ZeroInit(unit=u.mA))
        self.current = bp.Expon(4, tau=5 * u.ms, g_initializer=init.Constant(0. * u.mA))
        self.hidden = bp.LIF(
            4, tau=20 * u.ms, V_rest=0 * u.mV, V_reset=0 * u.mV, V_th=1 * u.mV, spk_fun=braintools.surrogate.ReluGrad()
        )
        self.to_out = Linear(4, 2, w_init=init.KaimingNormal())
        self.evidence = bp.Expon(2, tau=10 * u.ms, g_initializer=init.Constant(0.))

    def update(self, spikes):
        return self.evidence(self.to_out(self.hidden(self.current(self.to_hidden(spikes)))))


net = Network()
inputs = (brainstate.random.rand(200, 256, 100) < 5 * u.Hz * brainstate.environ.get_dt()).astype(float)
labels = (brainstate.random.rand(256) < 0.5).astype(int)
weights = net.states(brainstate.ParamState)
optimizer = braintools.optim.Adam(lr=3e-3)
optimizer.register_trainable_weights(weights)


def loss():
    brainstate.nn.init_all_states(net, batch_size=256)
    evidence = brainstate.transform.for_loop(net, inputs)
    return braintools.metric.softmax_cross_entropy_with_integer_labels(evidence.mean(axis=0), labels).mean()


@brainstate.transform.jit
def train():
    gradients, value = brainstate.transform.grad(loss, weights, return_value=True)()
    optimizer.update(gradients)
    return value


if len(sys.argv) > 1:
    losses = [float(train()) for _ in range(EPOCHS)]
    print(f'first loss: {losses[0]:.4f}   last loss: {losses[-1]:.4f}', file=sys.stderr)
    sys.exit(0)

check = None


def answer():
    global check
    begin = time.perf_counter()
    value = float(train())
    ms = 1000 * (time.perf_counter() - begin)
    check = value if check is None else check
    return {'ms': ms, 'check': check}


serve(answer)
