"""BrainPy's synapses, outputs, short-term plasticity and projections on stored spikes and stored connections.

    JAX_PLATFORMS=cpu python tools/golden/synapses.py
It writes test/golden/synapses.json, which is committed; no test needs Python. Pinned: brainpy 2.8.2 with brainpy_state
0.1.0. Every run has 1000 steps of 0.1 ms, in float32 and in float64; variables are kept every 20th step, spikes always.
"""
import json
import pathlib

import brainevent
import brainpy
import brainpy.state as bp
import brainstate
import braintools
import brainunit as u
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'synapses.json'
STEPS, EVERY = 1000, 20
DT = 0.1 * u.ms
rng = np.random.default_rng(5)


def kept(rows, digits):
    return [[float(f'{x:.{digits}g}') for x in np.asarray(row, np.float64).ravel()] for row in rows[EVERY - 1::EVERY]]


def steps_of(spikes):
    """The step and the neuron of each spike."""
    return [[int(i), int(j)] for i, j in zip(*np.nonzero(np.asarray(spikes)))]


# ---- one model alone, under stored spikes
N = 3
TRAIN = (rng.random((STEPS, N)) < [0.02, 0.05, 0.005]).astype(int)
WEIGHTS = [0.5, 1.25, 3.0]


def times():
    return u.math.arange(0. * u.ms, STEPS * DT, DT)


def alone(make, step, read):
    model = make()
    brainstate.nn.init_all_states(model)
    dtype = brainstate.environ.dftype()

    def one(t, spikes):
        with brainstate.environ.context(t=t):
            out = step(model, spikes)
            return [u.get_mantissa(x) for x in (out, *read(model))]

    return brainstate.transform.for_loop(one, times(), jnp.asarray(TRAIN, dtype))


def weighted(model, spikes):
    model.add_delta_input('weights', spikes * jnp.asarray(WEIGHTS, spikes.dtype) * u.mS)
    return model()


def plainly(model, spikes):
    return model(spikes)


MODELS = {
    'Expon': (lambda: bp.Expon(N), weighted, lambda m: [m.g.value]),
    'Expon tau': (lambda: bp.Expon(N, tau=jnp.asarray([2., 5., 20.]) * u.ms), weighted, lambda m: [m.g.value]),
    'DualExpon': (lambda: bp.DualExpon(N), weighted, lambda m: [m.g_rise.value, m.g_decay.value]),
    'DualExpon plain': (lambda: bp.DualExpon(N, tau_decay=5. * u.ms, tau_rise=0.5 * u.ms, amplitude=2., normalize=False), weighted,
                        lambda m: [m.g_rise.value, m.g_decay.value]),
    'Alpha': (lambda: bp.Alpha(N), weighted, lambda m: [m.g.value, m.h.value]),
    'AMPA': (lambda: bp.AMPA(N), plainly, lambda m: [m.g.value]),
    'GABAa': (lambda: bp.GABAa(N), plainly, lambda m: [m.g.value]),
    'BioNMDA': (lambda: bp.BioNMDA(N), plainly, lambda m: [m.g.value, m.x.value]),
    'STP': (lambda: bp.STP(N), plainly, lambda m: [m.u.value, m.x.value]),
    'STD': (lambda: bp.STD(N), plainly, lambda m: [m.x.value]),
}

# ---- outputs, at stored conductances and potentials
G = rng.uniform(0, 2, 12)
V = rng.uniform(-90, 30, 12)
OUTPUTS = {
    'COBA': lambda: bp.COBA(E=-80. * u.mV),
    'CUBA': lambda: bp.CUBA(),
    'MgBlock': lambda: bp.MgBlock(E=5. * u.mV, cc_Mg=1.2, alpha=0.062 / u.mV, beta=3.57, V_offset=2. * u.mV),
}


def output(make):
    out = make()
    out.bind_cond(jnp.asarray(G, brainstate.environ.dftype()) * u.mS)
    return out(jnp.asarray(V, brainstate.environ.dftype()) * u.mV).to_decimal(u.mA)


# ---- two populations and everything between them
PRE, POST = 12, 6
DRIVE = np.round(rng.uniform(11, 30, PRE), 3)
BACK = np.round(rng.uniform(0, 11, POST), 3)
V0 = np.round(rng.uniform(-60, -50, PRE), 3)
W0 = np.round(rng.uniform(-60, -50, POST), 3)
CONN = [(rng.random((PRE, POST)) < 0.4).astype(int) for _ in range(3)]
SYNAPSES = np.argwhere(CONN[0])
DELAYS = np.round(rng.uniform(0.5, 6, len(SYNAPSES)), 1)
JUNCTIONS = np.argwhere(rng.random((PRE, POST)) < 0.15)
ASYMMETRY = np.round(rng.uniform(0, 2, (len(JUNCTIONS), 2)), 3)


def cells(n, V0):
    return bp.LIFRef(n, R=1. * u.ohm, tau=20. * u.ms, V_rest=-60. * u.mV, V_th=-50. * u.mV, V_reset=-60. * u.mV, tau_ref=5. * u.ms,
                     V_initializer=lambda shape, **_: jnp.asarray(V0, brainstate.environ.dftype()) * u.mV)


def dense(i, weight):
    """Connections as a function: the product with a stored matrix."""
    return lambda x: (x.astype(brainstate.environ.dftype()) @ jnp.asarray(CONN[i], brainstate.environ.dftype())) * weight


E, I = 0. * u.mV, -80. * u.mV


def expon(tau):
    return bp.Expon.desc(POST, tau=tau * u.ms)


def merged(pre, post):
    return [bp.AlignPostProj(comm=dense(0, 0.6 * u.siemens), syn=expon(5.), out=bp.COBA.desc(E=E), post=post),
            bp.AlignPostProj(comm=dense(1, 0.3 * u.siemens), syn=expon(5.), out=bp.COBA.desc(E=E), post=post),
            bp.AlignPostProj(comm=dense(2, 0.7 * u.siemens), syn=expon(10.), out=bp.COBA.desc(E=I), post=post)]


def unmerged(pre, post):
    return [bp.AlignPostProj(comm=dense(0, 0.6 * u.siemens), syn=bp.Expon(POST, tau=5. * u.ms), out=bp.COBA(E=E), post=post),
            bp.AlignPostProj(comm=dense(1, 0.3 * u.siemens), syn=bp.Expon(POST, tau=5. * u.ms), out=bp.COBA(E=E), post=post),
            bp.AlignPostProj(comm=dense(2, 0.7 * u.siemens), syn=bp.Expon(POST, tau=10. * u.ms), out=bp.COBA(E=I), post=post)]


def delayed(pre, post):
    return [bp.AlignPostProj(pre.output_delay(1.5 * u.ms), comm=dense(0, 0.6 * u.siemens), syn=expon(5.), out=bp.COBA.desc(E=E), post=post)]


def each_delayed(pre, post):
    """A delay for every synapse: the potential as it was at each of their ends, made spikes there."""
    ends = jnp.asarray(SYNAPSES)
    at = pre.prefetch_delay('V', jnp.asarray(DELAYS) * u.ms, ends[:, 0], init=jnp.asarray(-60.))

    def comm(V):
        spikes = (V >= -50. * u.mV).astype(brainstate.environ.dftype())
        return jnp.zeros(POST, spikes.dtype).at[ends[:, 1]].add(spikes) * 0.6 * u.siemens

    return [bp.AlignPostProj(at, comm=comm, syn=expon(5.), out=bp.COBA.desc(E=E), post=post)]


def cuba(pre, post):
    return [bp.AlignPostProj(comm=dense(0, 8. * u.mS), syn=bp.DualExpon.desc(POST, tau_decay=8. * u.ms, tau_rise=2. * u.ms),
                             out=bp.CUBA.desc(), post=post)]


def short_term(plasticity):
    def build(pre, post):
        return [bp.AlignPostProj(plasticity(PRE), comm=dense(0, 4. * u.siemens), syn=expon(5.), out=bp.COBA.desc(E=E), post=post)]
    return build


def delta(pre, post):
    return [bp.DeltaProj(comm=dense(0, 1.5 * u.mV), post=post), bp.DeltaProj(comm=dense(1, -0.75 * u.mV), post=post)]


def presynaptic(synapse, out, weight):
    def build(pre, post):
        return [bp.align_pre_projection(syn=synapse(PRE), comm=dense(0, weight), out=out(), post=post)]
    return build


def plain_spikes(projections):
    """BrainPy 2.8.2 wraps spikes of these projections in a class that its synapses do not take: they get bare numbers."""
    brainevent.BinaryArray = lambda x: x
    return projections


def current(pre, post):
    syn = bp.Expon(PRE, tau=4. * u.ms, g_initializer=braintools.init.Constant(0.))
    proj = bp.CurrentProj(syn.prefetch('g'), comm=dense(0, 0.4 * u.siemens), out=bp.COBA(E=E), post=post)

    class Both(bp.Projection):
        def __init__(self):
            super().__init__()
            self.syn, self.proj = syn, proj

        def update(self, spikes):
            self.syn(spikes)
            self.proj()

    return [Both()]


class Coupled(bp.Projection):
    def __init__(self, gap):
        super().__init__()
        self.gap = gap

    def update(self, spikes):
        self.gap()


def symmetric(pre, post):
    return [Coupled(bp.SymmetryGapJunction((pre, post), 'V', lambda a, b: (jnp.asarray(JUNCTIONS[:, 0]), jnp.asarray(JUNCTIONS[:, 1])), 0.5 * u.siemens))]


def asymmetric(pre, post):
    weight = jnp.asarray(ASYMMETRY, brainstate.environ.dftype()) * u.siemens
    return [Coupled(bp.AsymmetryGapJunction(pre, 'V', post, 'V', lambda a, b: (jnp.asarray(JUNCTIONS[:, 0]), jnp.asarray(JUNCTIONS[:, 1])), weight))]


NETWORKS = {
    'merged': merged,
    'unmerged': unmerged,
    'delay': delayed,
    'delay of each synapse': each_delayed,
    'CUBA, DualExpon': cuba,
    'STP': short_term(bp.STP),
    'STD': short_term(bp.STD),
    'DeltaProj': delta,
    'AMPA': presynaptic(bp.AMPA, lambda: bp.COBA(E=E), 0.5 * u.siemens / u.mS),
    'GABAa': presynaptic(bp.GABAa, lambda: bp.COBA(E=I), 0.2 * u.siemens / u.mS),
    'BioNMDA, MgBlock': presynaptic(bp.BioNMDA, lambda: bp.MgBlock(E=E, cc_Mg=1.2, alpha=0.062 / u.mV, beta=3.57, V_offset=0. * u.mV),
                                    1. * u.siemens / u.mS),
    'CurrentProj': current,
    'SymmetryGapJunction': symmetric,
    'AsymmetryGapJunction': asymmetric,
}


def network(build):
    pre, post = cells(PRE, V0), cells(POST, W0)
    projections = plain_spikes(build(pre, post))

    class Net(brainstate.nn.Module):
        def __init__(self):
            super().__init__()
            self.pre, self.post, self.projections = pre, post, projections

        def update(self, t):
            with brainstate.environ.context(t=t):
                spikes = self.pre.get_spike()
                for proj in self.projections:
                    proj(spikes)
                dtype = brainstate.environ.dftype()
                self.pre(jnp.asarray(DRIVE, dtype) * u.mA)
                self.post(jnp.asarray(BACK, dtype) * u.mA)
                return self.pre.get_spike(), self.post.get_spike(), self.post.V.value.to_decimal(u.mV)

    net = Net()
    brainstate.nn.init_all_states(net)
    return brainstate.transform.for_loop(net.update, times())


# ---- excitation and inhibition that feed back on each other
CELLS, EXC = 100, 80
RECURRENT = (rng.random((CELLS, CELLS)) < 0.1).astype(int)
RV = np.round(rng.uniform(-60, -50, CELLS), 3)


def recurrent():
    neurons = cells(CELLS, RV)
    matrix = jnp.asarray(RECURRENT, brainstate.environ.dftype())
    exc = bp.AlignPostProj(comm=lambda x: (x @ matrix[:EXC]) * (0.3 * u.siemens), syn=bp.Expon.desc(CELLS, tau=5. * u.ms),
                           out=bp.COBA.desc(E=E), post=neurons)
    inh = bp.AlignPostProj(comm=lambda x: (x @ matrix[EXC:]) * (3.3 * u.siemens), syn=bp.Expon.desc(CELLS, tau=10. * u.ms),
                           out=bp.COBA.desc(E=I), post=neurons)

    class Net(brainstate.nn.Module):
        def __init__(self):
            super().__init__()
            self.neurons, self.exc, self.inh = neurons, exc, inh

        def update(self, t):
            with brainstate.environ.context(t=t):
                spikes = self.neurons.get_spike()
                self.exc(spikes[:EXC])
                self.inh(spikes[EXC:])
                self.neurons(20. * u.mA)
                return self.neurons.get_spike()

    net = Net()
    brainstate.nn.init_all_states(net)
    return brainstate.transform.for_loop(net.update, times())


golden = {
    'source': f'brainpy {brainpy.__version__}, brainstate {brainstate.__version__}',
    'steps': STEPS,
    'every': EVERY,
    'train': steps_of(TRAIN),
    'weights': WEIGHTS,
    'outputs': {'g': G.tolist(), 'V': V.tolist()},
    'network': {'drive': DRIVE.tolist(), 'back': BACK.tolist(), 'V0': V0.tolist(), 'W0': W0.tolist(),
                'connections': [np.argwhere(c).tolist() for c in CONN], 'delays': DELAYS.tolist(),
                'junctions': JUNCTIONS.tolist(), 'asymmetry': ASYMMETRY.tolist()},
    'recurrent': {'V0': RV.tolist(), 'connections': np.argwhere(RECURRENT).tolist()},
}
for precision, digits in ((32, 8), (64, 15)):
    brainstate.environ.set(precision=precision, dt=DT)
    models = {name: [kept(x, digits) for x in alone(*model)] for name, model in MODELS.items()}
    outputs = {name: [float(f'{x:.{digits}g}') for x in np.asarray(output(make), np.float64)] for name, make in OUTPUTS.items()}
    networks = {}
    for name, build in NETWORKS.items():
        pre, post, potential = network(build)
        networks[name] = {'pre': steps_of(pre), 'post': steps_of(post), 'V': kept(potential, digits)}
        print(precision, name, int(np.asarray(pre).sum()), int(np.asarray(post).sum()))
    golden[f'float{precision}'] = {'models': models, 'outputs': outputs, 'networks': networks,
                                   'recurrent': steps_of(recurrent())}
    print(len(golden[f'float{precision}']['recurrent']))
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
print(OUT.stat().st_size)
