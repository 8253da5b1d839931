// One process: two calls of forLoop over one LIFRef, each with a step of its own, and what the second one took.
import { environ, LIFRef, nn, transform, u } from 'braints';

const { mA, mV, ms, ohm } = u;
const STEPS = 10_000;

environ.set({ dt: ms(0.1) });
const options = { R: ohm(1), tau: ms(20), V_rest: mV(-60), V_th: mV(-50), V_reset: mV(-60), tau_ref: ms(5) };
const neuron = nn.initAllStates(new LIFRef(1, options));
const times = u.math.arange(ms(0), ms(STEPS / 10), environ.getDt());

/** What a call takes, and its steps of that. */
function call() {
  const before = transform.timing().run;
  const start = performance.now();
  const [vs, spikes] = transform.forLoop(
    (t) =>
      environ.context({ t }, () => {
        neuron.step(mA(25));
        return [neuron.V.value, neuron.getSpike()];
      }),
    times,
  );
  const total = performance.now() - start;
  return { total, steps: transform.timing().run - before, check: vs.shape[0] + spikes.shape[0] };
}

call();
console.log(JSON.stringify(call()));
