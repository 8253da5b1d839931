"""Rollouts of every neuron of brainpy.state, in both precisions, under fixed inputs of every kind.

Run with a Python that has brainpy 2.8.2 and brainpy_state 0.1.0:  JAX_PLATFORMS=cpu python tools/golden/models.py
It writes test/golden/models.json, which is committed; no test needs Python.

Each case is a population of three neurons: the first under a constant input, the second under a ramp, the third under
noise, which is stored. Cases with further inputs add a conductance (a function of V), pulses of current (used once each)
and kicks (delta inputs). Of a trace every 20th step is kept, of spikes all.

`own` is how far brainpy's two precisions are apart at most. What rounding does to one rollout is luck, by
a factor of a hundred: so each population is run in 32 copies whose inputs differ by 1e-5 each, and the upper quartile of
the copies is kept.
"""
import json
import pathlib

import brainpy
import brainpy.state as bp
import brainpy_state
import brainstate
import braintools
import brainunit as u
import jax.numpy as jnp
import numpy as np

OUT = pathlib.Path(__file__).parents[2] / 'test' / 'golden' / 'models.json'
EVERY = 20
COPIES = 32
NOISE = np.round(np.random.default_rng(20051).standard_normal(1000), 4)
UNITS = {
    'mV': u.mV, 'ms': u.ms, 'mA': u.mA, 'uA': u.uA, 'ohm': u.ohm, 'S': u.siemens, 'mS': u.msiemens, 'uF': u.uF,
    'kHz': u.kHz, 'mV/ms': u.mV / u.ms, '1/mV': 1 / u.mV, '1': 1.,
}


def case(model, unit, constant, ramp, noise, options=None, further=None, dt=0.1, steps=1000, why=None):
    """`options` by their Python names; a pair is a number (or a list) with its unit."""
    return dict(model=model, unit=unit, constant=constant, ramp=ramp, noise=noise, options=options or {},
                further=further, dt=dt, steps=steps, **({'why': why} if why else {}))


# A conductance g (E - V), pulses every 50 steps, kicks every 70.
MEMBRANE = dict(g=[0.3, 'S'], E=[-70., 'mV'], pulse=[8., 'mA'], kick=[1.5, 'mV'])
SMALL = dict(g=[0.3, 'S'], E=[-0.5, 'mV'], pulse=[1., 'mA'], kick=[0.2, 'mV'])
REST = dict(V_rest=[-65., 'mV'], V_th=[-50., 'mV'], V_reset=[-60., 'mV'], V_initializer=[[-65., -62., -58.], 'mV'], tau=[[20., 10., 5.], 'ms'], R=[2., 'ohm'])
HARD = dict(spk_reset='hard')
REF = dict(ref_var=True)
ADAPTING_GIF = dict(a=[0.005, 'kHz'], A1=[0.5, 'mA'], A2=[-0.15, 'mA'], R1=0.1, R2=0.9)
AT65 = dict(V_initializer=[-65., 'mV'])

CASES = [
    case('IF', 'mA', 2., [0., 5.], [1., 2.]),
    case('IF', 'mA', 2., [0., 5.], [1., 2.], HARD, SMALL),
    case('LIF', 'mA', 2., [0., 5.], [1., 2.]),
    case('LIF', 'mA', 2., [0., 5.], [1., 2.], HARD),
    case('LIF', 'mA', 14., [0., 30.], [8., 20.], REST, MEMBRANE),
    case('LIFRef', 'mA', 2., [0., 5.], [1., 2.]),
    case('LIFRef', 'mA', 2., [0., 5.], [1., 2.], dict(tau_ref=[2.05, 'ms'])),
    case('LIFRef', 'mA', 14., [0., 30.], [8., 20.], {**REST, **HARD, 'tau_ref': [2.05, 'ms']}, MEMBRANE),
    case('ALIF', 'mA', 2., [0., 5.], [2., 3.]),
    case('ALIF', 'mA', 14., [0., 40.], [10., 20.], {**REST, **HARD, 'tau_a': [50., 'ms'], 'beta': [1.6, 'mV']}, MEMBRANE),
    case('ExpIF', 'mA', 10., [0., 12.], [8., 6.], steps=120, why='with a soft reset the first spike makes V grow without bound'),
    case('ExpIF', 'mA', 40., [0., 80.], [40., 20.], HARD, dt=0.02),
    case('ExpIF', 'mA', 10., [0., 20.], [10., 6.], {**HARD, 'V_th': [-50., 'mV']}, MEMBRANE),
    case('ExpIFRef', 'mA', 40., [0., 80.], [40., 20.], {**HARD, **REF}, dt=0.02),
    case('ExpIFRef', 'mA', 10., [0., 20.], [10., 6.], {**REF, 'V_th': [-50., 'mV'], 'tau_ref': [4.05, 'ms']}, MEMBRANE),
    case('AdExIF', 'mA', 10., [0., 25.], [10., 8.]),
    case('AdExIF', 'mA', 15., [0., 30.], [12., 8.], {**HARD, 'a': [0.5, 'S'], 'b': [3., 'mA']}, MEMBRANE),
    case('AdExIFRef', 'mA', 10., [0., 25.], [10., 8.], REF),
    case('AdExIFRef', 'mA', 15., [0., 30.], [12., 8.], {**HARD, **REF, 'b': [3., 'mA'], 'tau_ref': [1.75, 'ms']}, MEMBRANE),
    case('QuaIF', 'mA', 9., [0., 12.], [9., 6.]),
    case('QuaIF', 'mA', 12., [0., 20.], [12., 8.], HARD, MEMBRANE),
    case('AdQuaIF', 'mA', 22., [0., 30.], [20., 8.]),
    case('AdQuaIF', 'mA', 30., [0., 40.], [28., 8.], {**HARD, 'b': [2., 'mA']}, MEMBRANE),
    case('AdQuaIFRef', 'mA', 22., [0., 30.], [20., 8.], REF),
    case('AdQuaIFRef', 'mA', 30., [0., 40.], [28., 8.], {**HARD, **REF, 'b': [2., 'mA'], 'tau_ref': [1.75, 'ms']}, MEMBRANE),
    case('Gif', 'mA', 1.5, [0., 3.], [1.2, 2.]),
    case('Gif', 'mA', 1.5, [0., 3.], [1.2, 2.], {**HARD, **ADAPTING_GIF}, dict(g=[0.01, 'S'], E=[-60., 'mV'], pulse=[1., 'mA'], kick=[1.5, 'mV'])),
    case('GifRef', 'mA', 1.5, [0., 3.], [1.2, 2.], REF),
    case('GifRef', 'mA', 1.5, [0., 3.], [1.2, 2.], {**ADAPTING_GIF, **REF, 'tau_ref': [4.05, 'ms']}, dict(g=[0.01, 'S'], E=[-60., 'mV'], pulse=[1., 'mA'], kick=[1.5, 'mV'])),
    case('Izhikevich', 'mV/ms', 10., [0., 20.], [6., 10.]),
    case('Izhikevich', 'mV/ms', 10., [0., 20.], [6., 10.], dict(a=[[0.02, 0.1, 0.02], 'kHz'], b=[0.25, 'kHz'], c=[[-55., -65., -50.], 'mV'], d=[[4., 2., 2.], 'mV/ms']), dict(g=[0.1, 'kHz'], E=[-60., 'mV'], pulse=[5., 'mV/ms'], kick=[1.5, 'mV'])),
    case('IzhikevichRef', 'mV/ms', 10., [0., 20.], [6., 10.]),
    case('IzhikevichRef', 'mV/ms', 10., [0., 20.], [6., 10.], {**REF, 'tau_ref': [3.05, 'ms']}, dict(g=[0.1, 'kHz'], E=[-60., 'mV'], pulse=[5., 'mV/ms'], kick=[1.5, 'mV'])),
    case('HH', 'uA', 10., [0., 20.], [5., 20.], AT65, dt=0.05),
    case('HH', 'uA', 10., [0., 20.], [5., 20.], {**AT65, 'gL': [0.3, 'mS']}, dict(g=[0.1, 'mS'], E=[-70., 'mV'], pulse=[8., 'uA'], kick=[1.5, 'mV'])),
    case('MorrisLecar', 'uA', 100., [0., 200.], [90., 40.], dict(V_initializer=[-60., 'mV'])),
    case('MorrisLecar', 'uA', 100., [0., 200.], [90., 40.], dict(V_initializer=[-60., 'mV'], V_th=[0.5, 'mV']), dict(g=[0.1, 'mS'], E=[-70., 'mV'], pulse=[50., 'uA'], kick=[1.5, 'mV'])),
    case('WangBuzsakiHH', 'uA', 1., [0., 3.], [0.5, 2.], dt=0.05),
    case('WangBuzsakiHH', 'uA', 1., [0., 3.], [0.5, 2.], None, dict(g=[0.05, 'mS'], E=[-70., 'mV'], pulse=[2., 'uA'], kick=[1.5, 'mV'])),
    case('FitzHughNagumo', '1', 0.5, [0., 1.5], [0.4, 0.5]),
    case('FitzHughNagumo', '1', 0.5, [0., 1.5], [0.4, 0.5], dict(V_th=0.5), dict(g=[0.05, '1'], E=[-1., '1'], pulse=[0.3, '1'], kick=[0.1, '1'])),
    case('HindmarshRose', '1', 2., [0., 3.], [1.5, 0.5], dict(y_initializer=-10.), steps=600, why='under noise it is chaotic'),
    case('HindmarshRose', '1', 2., [0., 3.], [1.5, 0.5], dict(V_th=0.7), dict(g=[0.05, '1'], E=[-1., '1'], pulse=[0.3, '1'], kick=[0.1, '1']), dt=0.05),
]


def quantity(value):
    if not isinstance(value, list):
        return value
    number, unit = value
    return jnp.asarray(number) * UNITS[unit] if isinstance(number, list) else number * UNITS[unit]


def option(name, value):
    got = quantity(value)
    if not name.endswith('_initializer'):
        return got
    return braintools.init.Constant(got) if not isinstance(value, list) or not isinstance(value[0], list) else (lambda shape, **_: got + u.math.zeros(shape) * u.get_unit(got))


def inputs(c):
    i = np.arange(c['steps'])
    low, high = c['ramp']
    mean, spread = c['noise']
    x = np.stack([np.full(len(i), c['constant']), low + (high - low) * i / 999, mean + spread * NOISE[:len(i)]], 1)
    return x[:, None, :] * (1 + 1e-5 * np.arange(COPIES))[:, None]


def plain(x):
    return x.mantissa if isinstance(x, u.Quantity) else x


def rollout(c, precision):
    brainstate.environ.set(precision=precision, dt=c['dt'] * u.ms)
    neuron = getattr(bp, c['model'])((COPIES, 3), **{name: option(name, value) for name, value in c['options'].items()})
    brainstate.nn.init_all_states(neuron)
    states = {name: getattr(neuron, name) for name in vars(neuron) if isinstance(getattr(neuron, name), brainstate.State)}
    dtype = jnp.float32 if precision == 32 else jnp.float64
    i = np.arange(c['steps'])
    further = c['further']
    if further:
        g, E = quantity(further['g']), quantity(further['E'])
        neuron.add_current_input('conductance', lambda v: (E - v) * g)

    def step(t, x, pulse, kick):
        with brainstate.environ.context(t=t * u.ms):
            if further:
                neuron.add_current_input('pulse', pulse * UNITS[further['pulse'][1]])
                neuron.add_delta_input('kick', kick * UNITS[further['kick'][1]])
            spikes = neuron(x * UNITS[c['unit']])
            return spikes, {name: state.value for name, state in states.items()}

    times = jnp.asarray(i * c['dt'], dtype)
    pulses = jnp.asarray((i % 50 == 10) * (further['pulse'][0] if further else 0.), dtype)
    kicks = jnp.asarray((i % 70 == 30) * (further['kick'][0] if further else 0.), dtype)
    spikes, values = brainstate.transform.for_loop(step, times, jnp.asarray(inputs(c), dtype), pulses, kicks)
    digits = '.9g' if precision == 32 else '.15g'
    kept, whole = {}, {}
    for name, value in values.items():
        whole[name] = np.asarray(plain(value))[EVERY - 1::EVERY].astype(float)
        rows = np.asarray(plain(value))[EVERY - 1::EVERY, 0]
        number = int if rows.dtype == bool else lambda x: float(format(x, digits))
        kept[name] = [[number(x) for x in column] for column in rows.T]
    spikes = np.asarray(spikes)
    assert set(np.unique(spikes)) <= {0., 1.}
    return {'spikes': [np.flatnonzero(column).tolist() for column in spikes[:, 0].T], 'traces': kept}, whole


def apart(a, b):
    """How far the precisions are apart for each neuron, where it has spiked already."""
    worst = np.max(np.where(b < -1e6, 0., np.abs(a - b)), 0)
    return [float(format(x, '.3g')) for x in np.quantile(worst, 0.75, axis=0)]


golden = {'source': f'brainpy {brainpy.__version__}, brainpy_state {brainpy_state.__version__}, brainstate {brainstate.__version__}', 'every': EVERY, 'noise': NOISE.tolist(), 'cases': []}
for c in CASES:
    (a, whole32), (b, whole64) = rollout(c, 32), rollout(c, 64)
    own = {name: apart(whole32[name], whole64[name]) for name in whole64}
    golden['cases'].append({**c, 'float32': a, 'float64': b, 'own': own})
    print(c['model'], c['options'], 'further' if c['further'] else '', [len(s) for s in b['spikes']], a['spikes'] == b['spikes'], own)


def strict(x):
    """NaN and infinities as null: JSON has none."""
    if isinstance(x, dict):
        return {k: strict(v) for k, v in x.items()}
    if isinstance(x, list):
        return [strict(v) for v in x]
    return None if isinstance(x, float) and not np.isfinite(x) else x


brainstate.environ.set(precision=32)
prints = {}
for model in dict.fromkeys(c['model'] for c in CASES):
    neuron = getattr(bp, model)(1)
    brainstate.nn.init_all_states(neuron)
    prints[model] = str(neuron)
golden['prints'] = prints
OUT.write_text(json.dumps(strict(golden), separators=(',', ':')) + '\n')
print(OUT.stat().st_size)
