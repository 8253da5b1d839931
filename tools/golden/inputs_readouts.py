"""BrainPy's inputs of spikes, drawn from a seed or stored, and its readout under stored spikes.

    JAX_PLATFORMS=cpu python tools/golden/inputs_readouts.py
It writes test/golden/inputs-readouts.json, which is committed; no test needs Python. Pinned: brainpy 2.8.2 with brainpy_state
0.1.0. Every run has 1000 steps of 0.1 ms, in float32 and in float64; spikes are kept always, other traces every 20th step.
"""
import json
import pathlib

import brainpy
import brainpy.state as bp
import brainstate
import brainunit as u
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'inputs-readouts.json'
STEPS, EVERY = 1000, 20
rng = np.random.default_rng(8)
RATES = [0., 20., 100., 500., 2000., 9000.]
# Times between steps, and not on the edges of rounding, which fall either way; several spikes of one neuron in one step, and one
# beyond the run.
TIMES = np.round(np.append(rng.integers(0, 990, 60) / 10 + rng.choice([0.02, 0.03, 0.07, 0.08], 60), [12.34, 12.34, 500.02]), 3)
NEURONS = np.append(rng.integers(0, 4, 60), [2, 2, 0])
WEIGHTS = np.round(rng.uniform(0.5, 2, len(TIMES)), 3)
TRAIN = (rng.random((STEPS, 5)) < 0.05).astype(int)
MATRIX = np.round(rng.normal(0, 1, (5, 3)), 4)
TAU = [5., 10., 20.]
# The number of inputs and their rate: drawn as binomial numbers, and from their normal limit.
MANY = {'few': (20, 100.), 'many': (1000, 200.)}


def steps_of(spikes):
    return [[int(i), int(j)] for i, j in zip(*np.nonzero(np.asarray(spikes)))]


def kept(rows, digits):
    return [[float(f'{x:.{digits}g}') for x in np.asarray(row, np.float64).ravel()] for row in rows[EVERY - 1::EVERY]]


def each_step(step):
    """A step function of the time and the number of the step, over the whole run."""
    def one(i):
        with brainstate.environ.context(t=i * brainstate.environ.get_dt(), i=i):
            return step(i)
    return brainstate.transform.for_loop(one, jnp.arange(STEPS))


def runs(digits):
    dtype = brainstate.environ.dftype()
    found = {'SpikeTime': {}, 'poissonInput': {}}
    for rounding in ('round', 'floor', 'ceil'):
        given = bp.SpikeTime(4, jnp.asarray(NEURONS), jnp.asarray(TIMES, dtype) * u.ms, jnp.asarray(WEIGHTS, dtype), time_as_step=rounding)
        rows = np.asarray(each_step(lambda i: given()))
        found['SpikeTime'][rounding] = [[int(i), int(j), float(f'{rows[i, j]:.6g}')] for i, j in zip(*np.nonzero(rows))]
    brainstate.random.seed(42)
    source = bp.PoissonSpike(6, jnp.asarray(RATES, dtype) * u.Hz, spk_type=dtype)
    found['PoissonSpike'] = steps_of(each_step(lambda i: source()))
    encoder = bp.PoissonEncoder(6, spk_type=dtype)
    brainstate.random.seed(43)
    found['PoissonEncoder'] = steps_of(each_step(lambda i: encoder(jnp.asarray(RATES, dtype) * (i % 100) / 100 * u.Hz)))
    for name, (count, rate) in MANY.items():
        brainstate.random.seed(44)
        V = brainstate.ShortTermState(jnp.zeros(4, dtype) * u.mV)

        def step(i):
            bp.poisson_input(rate * u.Hz, count, 0.5 * u.mV, V)
            return V.value.to_decimal(u.mV)
        found['poissonInput'][name] = kept(each_step(step), digits)
    readout = bp.LeakyRateReadout(5, 3, tau=jnp.asarray(TAU, dtype) * u.ms, w_init=lambda size, **_: jnp.asarray(MATRIX, dtype))
    brainstate.nn.init_all_states(readout)
    train = jnp.asarray(TRAIN, dtype)
    found['LeakyRateReadout'] = kept(each_step(lambda i: readout(train[i])), digits)
    return found


golden = {
    'source': f'brainpy {brainpy.__version__}, brainstate {brainstate.__version__}',
    'steps': STEPS, 'every': EVERY, 'rates': RATES, 'times': TIMES.tolist(), 'neurons': NEURONS.tolist(), 'weights': WEIGHTS.tolist(),
    'train': steps_of(TRAIN), 'matrix': MATRIX.tolist(), 'tau': TAU, 'many': {name: list(of) for name, of in MANY.items()},
}
for precision, digits in ((32, 8), (64, 15)):
    brainstate.environ.set(precision=precision, dt=0.1 * u.ms)
    golden[f'float{precision}'] = runs(digits)
    print(precision, {name: len(of) for name, of in golden[f'float{precision}'].items()})
OUT.write_text(json.dumps(golden, separators=(',', ':')) + '\n')
print(OUT.stat().st_size)
