"""The loss curves of BrainPy's Tutorial 4 and of its how-tos on training, epoch by epoch, in float32 as they run there.

    JAX_PLATFORMS=cpu python tools/golden/tutorial_4.py          (pip install brainpy==2.8.2 braintools jax)

Seeds, layers and data are those of examples/04-train-an-snn.ts and examples/how-to/, drawn in the same order, so that the
first weights and the data are the same to the bit. It writes test/golden/training.json, which is committed; no
test needs Python.
"""
import json
import pathlib

import brainpy.state as bp
import brainstate
import braintools
import brainunit as u
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'training.json'
Linear, ParamState, random = brainstate.nn.Linear, brainstate.ParamState, brainstate.random
init, surrogate = braintools.init, braintools.surrogate


class Classifier(brainstate.nn.Module):
    """Spikes in, LIF neurons, evidence for each class out."""

    def __init__(self, inputs, hidden, classes, spk_fun):
        super().__init__()
        self.to_hidden = Linear(inputs, hidden, w_init=init.KaimingNormal(unit=u.mA), b_init=init.ZeroInit(unit=u.mA))
        self.current = bp.Expon(hidden, tau=5 * u.ms, g_initializer=init.Constant(0. * u.mA))
        self.hidden = bp.LIF(hidden, tau=20 * u.ms, V_rest=0 * u.mV, V_reset=0 * u.mV, V_th=1 * u.mV, spk_fun=spk_fun)
        self.to_out = Linear(hidden, classes, w_init=init.KaimingNormal())
        self.evidence = bp.Expon(classes, tau=10 * u.ms, g_initializer=init.Constant(0.))

    def update(self, spikes):
        return self.evidence(self.to_out(self.hidden(self.current(self.to_hidden(spikes)))))

    def weights_now(self):
        return [self.to_hidden.weight.value['weight'], self.to_out.weight.value['weight']]


class Readout(brainstate.nn.Module):
    """Spikes in, LIF neurons, leaky outputs."""

    def __init__(self, inputs, hidden, classes, spk_fun):
        super().__init__()
        self.to_hidden = Linear(inputs, hidden, w_init=init.KaimingNormal(unit=u.mA), b_init=init.ZeroInit(unit=u.mA))
        self.current = bp.Expon(hidden, tau=5 * u.ms, g_initializer=init.Constant(0. * u.mA))
        self.hidden = bp.LIF(hidden, tau=20 * u.ms, V_rest=0 * u.mV, V_reset=0 * u.mV, V_th=1 * u.mV, spk_fun=spk_fun)
        self.readout = bp.LeakyRateReadout(hidden, classes, tau=10 * u.ms, w_init=init.KaimingNormal())

    def update(self, spikes):
        return self.readout(self.hidden(self.current(self.to_hidden(spikes))))

    def weights_now(self):
        return [self.to_hidden.weight.value['weight'], self.readout.weight.value]


def floats(values, digits):
    return [float(f'{v:.{digits}g}') for v in np.asarray(u.get_mantissa(values), dtype=np.float64).ravel()]


def train(make, sizes, steps, batch, rate, lr, epochs, spk_fun=surrogate.ReluGrad()):
    random.seed(42)
    inputs, _, classes = sizes
    net = make(*sizes, spk_fun)
    trains = (random.rand(steps, batch, inputs) < rate * brainstate.environ.get_dt()).astype(float)
    labels = (random.rand(batch) < 0.5).astype(int) if classes == 2 else random.randint(0, classes, (batch,))
    first = [floats(w, 8) for w in net.weights_now()]
    weights = net.states(ParamState)
    optimizer = braintools.optim.Adam(lr=lr)
    optimizer.register_trainable_weights(weights)

    def loss():
        brainstate.nn.init_all_states(net, batch_size=batch)
        out = brainstate.transform.for_loop(net, trains)
        return braintools.metric.softmax_cross_entropy_with_integer_labels(out.mean(axis=0), labels).mean()

    @brainstate.transform.jit
    def step():
        grads, value = brainstate.transform.grad(loss, weights, return_value=True)()
        optimizer.update(grads)
        return value

    losses = [float(step()) for _ in range(epochs)]
    by_input = np.asarray(trains).sum(axis=(0, 1)).astype(int).tolist()
    return {'weights': first, 'spikes': by_input, 'labels': ''.join(map(str, np.asarray(labels))), 'losses': floats(losses, 7)}


brainstate.environ.set(dt=1. * u.ms)
tutorial = train(Classifier, (100, 4, 2), 200, 256, 5 * u.Hz, 3e-3, 200)
others = {'Sigmoid': surrogate.Sigmoid(), 'Arctan': surrogate.Arctan()}
golden = {
    'tutorial4': tutorial,
    'readout': train(Readout, (100, 8, 3), 150, 128, 6 * u.Hz, 2e-3, 200),
    'longRollout': {'losses': train(Classifier, (80, 8, 2), 400, 64, 5 * u.Hz, 2e-3, 120)['losses']},
    'surrogates': {
        name: train(Classifier, (100, 4, 2), 200, 256, 5 * u.Hz, 3e-3, 150, spk_fun)['losses'] for name, spk_fun in others.items()
    },
}
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
for name in ('tutorial4', 'readout', 'longRollout'):
    print(name, golden[name]['losses'][0], golden[name]['losses'][-1])
for name, losses in golden['surrogates'].items():
    print(name, losses[0], losses[-1])
