"""What brainstate's transforms give for small functions of States, random draws included.

Run with a Python that has brainpy installed:  JAX_PLATFORMS=cpu python tools/golden/state-transforms.py
It writes test/golden/state-transforms.json, which is committed; no test needs Python.
"""
import json
import pathlib

import brainpy
import brainpy.state as bp
import brainstate as bs
import braintools
import brainunit as u
import jax
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'state-transforms.json'
T = bs.transform


def plain(x):
    """Nested lists of the numbers in a tree."""
    if isinstance(x, u.Quantity):
        x = x.mantissa
    if isinstance(x, dict):
        return {k: plain(v) for k, v in x.items()}
    if isinstance(x, (tuple, list)):
        return [plain(v) for v in x]
    return np.asarray(x).tolist()


def derivatives():
    w = bs.ParamState(jnp.array([1., 2., -0.5]) * u.mV)
    b = bs.ParamState(jnp.asarray(3.) * u.ms)
    seen = bs.State(jnp.asarray(0.))
    # brainstate's hessian by several States knows no units.
    p = bs.ParamState(jnp.array([1., 2., -0.5]))
    q = bs.ParamState(jnp.asarray(3.))
    x = jnp.array([0.3, -1.2, 2.])

    def loss(x, k):
        seen.value = seen.value + 1.
        y = jnp.tanh(w.value / u.mV * x) * (b.value / u.ms)
        return (y ** 2).sum() * k, {'y': y}

    def several(x):
        return jnp.outer(jnp.sin(x[:2]), w.value / u.mV) * (b.value / u.ms)

    states = {'w': w, 'b': b}
    out = {
        'grad': T.grad(loss, states, argnums=(0, 1), has_aux=True, return_value=True)(x, jnp.asarray(2.)),
        'seen': seen.value,
        'gradList': T.grad(loss, [b, w], has_aux=True)(x, 2.)[0],
        'aware': T.grad(lambda: (w.value ** 2).sum() * b.value, states, unit_aware=True)(),
        'vectorGrad': T.vector_grad(lambda x: x ** 3)(x),
        'jacrev': T.jacrev(several, states, argnums=0)(x),
        'jacfwd': T.jacfwd(several, states, argnums=0)(x),
        'jacTree': T.jacrev(lambda x: {'a': x ** 2, 'b': x.sum()})(x),
        'hessian': T.hessian(lambda: (p.value ** 3).sum() * q.value ** 2, {'p': p, 'q': q})(),
        'hessianArgs': T.hessian(lambda x, k: jnp.sin(x * k).sum(), argnums=(0, 1))(x, jnp.asarray(2.)),
        'jvp': T.jvp(lambda x: w.value * jnp.exp(x), (x,), (jnp.ones(3),)),
    }
    value, pullback = T.vjp(lambda x: w.value * jnp.exp(x), x, grad_states=w)
    out['vjp'] = [value, pullback(jnp.array([1., 0., 2.]) * u.mV)]
    return out


def network():
    """The gradient of a loss on spikes and potentials through a loop of LIFRef steps."""
    bs.environ.set(dt=0.1 * u.ms)
    neuron = bp.LIFRef(3, R=1. * u.ohm, tau=5. * u.ms, V_th=-50. * u.mV, V_rest=-60. * u.mV, V_reset=-60. * u.mV,
                       tau_ref=1. * u.ms, V_initializer=braintools.init.Constant(-55. * u.mV))
    w = bs.ParamState(jnp.array([12., 25., 40.]) * u.mA)
    factor = jnp.linspace(0.5, 1.5, 60)

    def loss(loop):
        bs.nn.init_all_states(neuron)

        def step(i, f):
            with bs.environ.context(i=i, t=i * bs.environ.get_dt()):
                current = T.cond(f > 1., lambda: w.value * f, lambda: w.value)
                spikes = neuron(current)
                return spikes, neuron.V.value

        spikes, V = loop(step, jnp.arange(60), factor)
        return spikes.mean() + ((V / u.mV + 55.) ** 2).mean()

    return {
        'loop': T.grad(lambda: loss(T.for_loop), w, return_value=True)(),
        'checkpointed': T.grad(lambda: loss(lambda *a: T.checkpointed_for_loop(*a, base=4)), w, return_value=True)(),
    }


def training():
    """Gradient descent inside a loop."""
    w = bs.ParamState(jnp.array([0.5, -0.3]))
    xs = jnp.array([[1., 2.], [0.5, -1.], [2., 0.3], [-1., 1.]])
    ys = jnp.array([1., 0., 2., -1.])

    def step(x, y):
        grads, value = T.grad(lambda: (jnp.tanh((w.value * x).sum()) - y) ** 2, w, return_value=True)()
        w.value = w.value - 0.1 * grads
        return value

    losses = T.for_loop(step, jnp.tile(xs, (5, 1)), jnp.tile(ys, 5))
    return {'losses': losses, 'w': w.value}


def control():
    s = bs.State(jnp.array([1., 2.]))

    def step(c, x):
        s.value = s.value * 0.5 + x
        return c * 0.9 + s.value.sum(), s.value * c

    xs = jnp.arange(7.)
    out = {'scan': T.scan(step, jnp.asarray(0.1), xs), 'afterScan': s.value}
    out['reversed'] = T.scan(step, jnp.asarray(0.1), xs, reverse=True)
    out['checkpointedScan'] = T.checkpointed_scan(step, jnp.asarray(0.1), xs, base=2)
    out['afterAll'] = s.value

    def body(x):
        s.value = s.value + 1.
        return x * 1.5

    out['while'] = T.while_loop(lambda x: x + s.value.sum() < 40., body, jnp.asarray(1.))
    out['afterWhile'] = s.value
    out['bounded'] = [T.bounded_while_loop(lambda x: x < 100., lambda x: x * 1.5, jnp.asarray(1.), max_steps=n, base=3)
                      for n in (0, 1, 5, 9, 10, 11, 12, 30)]

    def root(a):
        return T.bounded_while_loop(lambda x: jnp.abs(x * x - a) > 1e-9, lambda x: 0.5 * (x + a / x), a, max_steps=20,
                                    base=4)

    out['boundedGrad'] = T.grad(root, return_value=True)(jnp.asarray(7.))
    out['switch'] = [T.switch(i, [lambda v: v + 1, lambda v: v * 10, lambda v: -v], jnp.asarray(3.)) for i in (-2, 0, 1, 2, 5)]
    out['firstTrue'] = [T.ifelse(list(c), [lambda: 1., lambda: 2., lambda: 3.], check_cond=False)
                        for c in ((0, 1, 1), (0, 0, 0), (1, 1, 1))]
    return out


def draws():
    """Random numbers drawn inside each transform, from one seed, and the number drawn after it."""
    def after(f):
        bs.random.seed(11)
        return [f(), bs.random.rand()]

    def body(x):
        return x + bs.random.rand()

    made = []

    def make():
        made[:] = [bs.State(bs.random.rand(2)), bs.State(jnp.zeros(2))]
        return made[0].value

    w = bs.ParamState(jnp.asarray(2.))
    out = {
        'cond': after(lambda: T.cond(True, lambda: bs.random.rand(2), lambda: jnp.zeros(2))),
        'condOther': after(lambda: T.cond(False, lambda: bs.random.rand(2), lambda: jnp.zeros(2))),
        'scan': after(lambda: T.scan(lambda c, x: (c + bs.random.rand(), bs.random.rand(2)), jnp.asarray(0.), jnp.arange(3.))),
        'while': after(lambda: T.while_loop(lambda x: x < 2., body, jnp.asarray(0.))),
        'checkpoint': after(lambda: T.grad(lambda: T.checkpoint(lambda: (w.value * bs.random.rand(3)).sum() ** 2)(), w)()),
        'checkpointedLoop': after(lambda: T.checkpointed_for_loop(lambda x: x + bs.random.rand(), jnp.arange(5.), base=2)),
        'vmap': after(lambda: T.vmap(lambda x: x + bs.random.rand(2))(jnp.arange(3.))),
        'vmapLoop': after(lambda: T.vmap(lambda x: T.for_loop(lambda i: i + x + bs.random.rand(), jnp.arange(2.)))(jnp.arange(3.))),
        'map': after(lambda: T.map(lambda x: x + bs.random.rand(), jnp.arange(5.), batch_size=2)),
        'newStates': after(lambda: T.vmap_new_states(make, axis_size=3)()),
    }
    square = lambda x: (x ** 2).sum()
    out['fwdGrad'] = after(lambda: T.fwd_grad(square)(jnp.array([2., 3.])))
    out['fwdGradMany'] = after(lambda: T.fwd_grad(square, tangent_size=5, drct_der_clip=4., key=0)(jnp.array([2., 3.])))
    out['made'] = [s.value for s in made]
    return out


golden = {'source': f'brainpy {brainpy.__version__}, brainstate {bs.__version__}, jax {jax.__version__}'}
golden['draws'] = plain(draws())
bs.environ.set(precision=64)
for part in (derivatives, network, training, control):
    golden[part.__name__] = plain(part())
OUT.write_text(json.dumps(golden) + '\n')
print(OUT.stat().st_size, 'bytes')
