"""BrainPy's Tutorial 1 without its figures: the peer of bench/tutorial-1.mjs.

Needs: pip install brainpy brainstate braintools brainunit. Prints the versions and the total of spikes.
"""
import brainpy
import brainstate
import brainunit as u

brainstate.environ.set(dt=0.1 * u.ms)
neuron = brainpy.state.LIFRef(
    1, R=1. * u.ohm, tau=20. * u.ms, V_rest=-60. * u.mV, V_th=-50. * u.mV, V_reset=-60. * u.mV, tau_ref=5. * u.ms
)
brainstate.nn.init_all_states(neuron)
times = u.math.arange(0. * u.ms, 200. * u.ms, brainstate.environ.get_dt())


def step(t):
    with brainstate.environ.context(t=t):
        neuron(25. * u.mA)
        return neuron.V.value, neuron.get_spike()


vs, spikes = brainstate.transform.for_loop(step, times)
print(f'brainpy {brainpy.__version__}: total spikes: {float(spikes.sum())}')
