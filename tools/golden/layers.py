"""Golden values of brainstate.nn's layers: their output and its gradients for stored weights and inputs.

    JAX_PLATFORMS=cpu python tools/golden/layers.py
It writes test/golden/layers.json, which is committed; no test needs Python.
"""
import json
import pathlib

import brainstate
import brainunit as u
import jax
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'layers.json'
nn = brainstate.nn


def listed(x):
    return np.asarray(u.get_mantissa(x), np.float64).tolist()


def tree(x):
    return jax.tree.map(listed, x, is_leaf=lambda y: isinstance(y, u.Quantity))


def weights_of(layer):
    return {'.'.join(map(str, path)): tree(state.value) for path, state in layer.states(brainstate.ParamState).items()}


def case(layer, x):
    brainstate.nn.init_all_states(layer)
    states = layer.states(brainstate.ParamState)

    def loss():
        y = layer(x)
        return jnp.sum(u.get_mantissa(y) * jnp.cos(jnp.arange(y.size).reshape(y.shape)))

    y = layer(x)
    out = {'x': listed(x), 'y': listed(y), 'weights': weights_of(layer)}
    if len(states):
        grads = brainstate.transform.grad(loss, states)()
        out['gradients'] = {'.'.join(map(str, path)): tree(g) for path, g in grads.items()}
    return out


def cell_case(cell, xs):
    brainstate.nn.init_all_states(cell, batch_size=2)
    states = cell.states(brainstate.ParamState)
    hidden = list(cell.states(brainstate.HiddenState).values())

    def loss():
        ys = brainstate.transform.for_loop(cell, xs)
        return jnp.sum(ys * jnp.cos(jnp.arange(ys.size).reshape(ys.shape)))

    ys = brainstate.transform.for_loop(cell, xs)
    brainstate.nn.init_all_states(cell, batch_size=2)
    grads = brainstate.transform.grad(loss, states)()
    return {'xs': listed(xs), 'ys': listed(ys), 'weights': weights_of(cell),
            'gradients': {'.'.join(map(str, path)): tree(g) for path, g in grads.items()}}


brainstate.random.seed(7)
x3 = brainstate.random.randn(2, 3)
x4 = brainstate.random.randn(2, 4)
xs = brainstate.random.randn(5, 2, 3)
e = jnp.array([[0., 1., 0.5, 0.], [1., 0., 0., 2.]])
layers = {
    'Linear': case(nn.Linear(3, 4), x3),
    'LinearMasked': case(nn.Linear(3, 4, b_init=None, w_mask=jnp.array([[1., 0, 1, 0], [0, 1, 1, 1], [1, 1, 0, 0]])), x3),
    'SignedWLinear': case(nn.SignedWLinear(3, 4, w_sign=jnp.array([[1.], [-1.], [1.]])), x3),
    'AllToAllScalar': case(nn.AllToAll(3, 3, w_init=0.7, include_self=False), x3),
    'AllToAllLess': case(nn.AllToAll(4, 2, w_init=0.7, include_self=False), x4),
    'AllToAllMore': case(nn.AllToAll(3, 5, w_init=0.7, include_self=False), x3),
    'AllToAllMatrix': case(nn.AllToAll(3, 3, include_self=False), x3),
    'OneToOne': case(nn.OneToOne(3, b_init=nn.init.Normal()), x3),
    'LoRA': case(nn.LoRA(3, 2, 4), x3),
    'LayerNorm': case(nn.LayerNorm(4), x4),
    'LayerNorm2': case(nn.LayerNorm((2, 4), reduction_axes=(-2, -1), feature_axes=(-2, -1)), brainstate.random.randn(3, 2, 4)),
    'Embedding': case(nn.Embedding(5, 3, padding_idx=1), jnp.array([[0, 4], [1, 4]])),
}
cells = {
    'ValinaRNNCell': cell_case(nn.ValinaRNNCell(3, 4), xs),
    'GRUCell': cell_case(nn.GRUCell(3, 4), xs),
    'MGUCell': cell_case(nn.MGUCell(3, 4), xs),
    'LSTMCell': cell_case(nn.LSTMCell(3, 4), xs),
}
points = jnp.array([-7., -3., -1.5, -0.6, -0.3, 0., 0.2, 0.5, 1., 2.5, 6.5])
elementwise = {name: listed(getattr(nn, name)(*args)(points)) for name, args in {
    'ReLU': (), 'ReLU6': (), 'Sigmoid': (), 'Hardsigmoid': (), 'Tanh': (), 'SiLU': (), 'Mish': (), 'Hardswish': (),
    'LogSigmoid': (), 'Softplus': (), 'Softsign': (), 'Tanhshrink': (), 'Identity': (), 'SELU': (), 'Threshold': (0.1, 20.),
    'Hardtanh': (), 'ELU': (0.5,), 'CELU': (2.,), 'LeakyReLU': (), 'GELU': (), 'Hardshrink': (), 'Softshrink': (),
    'PReLU': (), 'Softmax': (), 'Softmin': (), 'LogSoftmax': ()}.items()}
T = {
    'IdentityT': (nn.IdentityT(), [0.3, 2.0]),
    'SigmoidT': (nn.SigmoidT(1., 3.), [1.2, 2.9]),
    'SoftplusT': (nn.SoftplusT(1.), [1.1, 9.0]),
    'NegSoftplusT': (nn.NegSoftplusT(1.), [0.9, -4.0]),
    'LogT': (nn.LogT(1.), [1.1, 9.0]),
    'ExpT': (nn.ExpT(1.), [1.1, 9.0]),
    'TanhT': (nn.TanhT(1., 3.), [1.2, 2.9]),
    'SoftsignT': (nn.SoftsignT(1., 3.), [1.2, 2.9]),
    'ClipT': (nn.ClipT(1., 3.), [0.2, 2.9]),
    'AffineT': (nn.AffineT(2., 1.), [1.2, 2.9]),
    'PositiveT': (nn.PositiveT(), [0.1, 9.0]),
    'NegativeT': (nn.NegativeT(), [-0.1, -9.0]),
    'ScaledSigmoidT': (nn.ScaledSigmoidT(1., 3., 2.), [1.2, 2.9]),
    'PowerT': (nn.PowerT(0.5), [0.5, 2.0]),
    'OrderedT': (nn.OrderedT(), [0.1, 0.4, 2.0]),
    'SimplexT': (nn.SimplexT(), [0.2, 0.5, 0.3]),
    'UnitVectorT': (nn.UnitVectorT(), [3.0, 4.0]),
    'ReluT': (nn.ReluT(1.), [1.5, 3.0]),
}
transforms = {}
for name, (t, y) in T.items():
    x = t.inverse(jnp.array(y))
    transforms[name] = {'y': y, 'x': listed(x), 'back': listed(t.forward(x)), 'at': listed(t.forward(x + 0.25))}
OUT.write_text(json.dumps({'brainstate': brainstate.__version__, 'layers': layers, 'cells': cells,
                           'points': listed(points), 'elementwise': elementwise, 'transforms': transforms}))
