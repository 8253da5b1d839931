// A model that runs so many steps from its start, again and again.
import { environ, transform, u } from 'braints';

const { ms } = u;
/** In ms; every row has a process of its own. */
export const DT = 0.1;
environ.set({ dt: ms(DT) });

/** The steps and neurons of spikes, which were recorded as such: nothing is spelled out. */
export const eventsOf = (spikes) => u.math.nonzero(spikes);

/** The mean rate in Hz of so many spikes. */
export function rateOf(count, N, steps) {
  return count / N / (steps * DT * 1e-3);
}

/** The times of so many steps. */
export const timesOf = (steps) => u.math.arange(steps).mul(ms(DT));

/** Puts a model back to how it is now. */
export function rewindOf(model) {
  const states = [...model.states().values()];
  const starts = states.map((state) => state.value);
  return () => states.forEach((state, i) => (state.value = starts[i]));
}

/** A contender: so many steps of a model of N cells from its start; its check is the mean rate in Hz. */
export function contender({ model, step, N }, steps) {
  const run = transform.prepare(step, timesOf(steps));
  const rewind = rewindOf(model);
  return () => {
    rewind();
    const start = performance.now();
    const [when] = eventsOf(run.start());
    const elapsed = performance.now() - start;
    return { ms: elapsed, check: rateOf(when.length, N, steps) };
  };
}
