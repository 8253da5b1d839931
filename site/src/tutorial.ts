// Tutorial 1 as the page uses it: a neuron for a time constant, a run of it for a current.
import { environ, LIFRef, nn, transform, u, type Quantity } from 'braints';

const { mA, ms, mV, ohm } = u;

/** The time step of every run. */
export const dt = ms(0.1);

/** The neuron of the tutorial with another membrane time constant, in milliseconds. */
export function makeNeuron(tau: number): LIFRef {
  return environ.context({ dt }, () => {
    const neuron = new LIFRef(1, {
      R: ohm(1),
      tau: ms(tau),
      V_rest: mV(-60),
      V_th: mV(-50),
      V_reset: mV(-60),
      tau_ref: ms(5),
    });
    return nn.initAllStates(neuron);
  });
}

/** What a run leaves behind. */
export interface Run {
  times: Quantity<'time'>;
  vs: Quantity<'voltage'>;
  spikes: Quantity<'one'>;
}

/** 200 ms of a neuron under a constant current, in milliamperes, from its initial state on. */
export function simulate(neuron: LIFRef, current: number): Run {
  return environ.context({ dt }, () => {
    nn.initAllStates(neuron);
    const times = u.math.arange(ms(0), ms(200), environ.getDt());
    const step = (t: Quantity<'time'>) =>
      environ.context({ t }, () => {
        neuron.step(mA(current));
        return [neuron.V.value, neuron.getSpike()];
      });
    const [vs, spikes] = transform.forLoop(step, times);
    return { times, vs, spikes };
  });
}

/** How a script writes the neuron that the page shows. */
export function sourceOf(tau: number): string {
  return `import { LIFRef, nn, show, u } from 'braints';

const { ms, mV, ohm } = u;

const neuron = new LIFRef(1, {
  R: ohm(1),
  tau: ms(${tau}),
  V_rest: mV(-60),
  V_th: mV(-50),
  V_reset: mV(-60),
  tau_ref: ms(5),
});
nn.initAllStates(neuron);
show(neuron);`;
}
