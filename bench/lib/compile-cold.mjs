// `node compile-cold.mjs coba|network`: prints how long it takes from a function to code that is ready, the first time and
// the second time with a new closure.
import { compile, float32, full, index, scan, slice, trace } from './engine.mjs';
import { above, along, lifStep, projection } from './networks.mjs';

const STEPS = 1000;
const dt = 0.1;

function rollout(populations, size, connect) {
  const names = ['V', 'last', 'gE', 'gI'];
  return (ts) => {
    const init = Array.from({ length: populations }, () => [full([size], -60), full([size], -1e7), full([size], 0), full([size], 0)]);
    const [carry] = scan(
      (flat, [t]) => {
        const states = Array.from({ length: populations }, (_, k) =>
          Object.fromEntries(names.map((name, i) => [name, flat[4 * k + i]])),
        );
        const spikes = states.map(above);
        const next = states.map((state, k) => lifStep(state, t, dt, ...connect(spikes, k)));
        return [next.flatMap((state) => names.map((name) => state[name])), []];
      },
      init.flat(),
      [ts],
    );
    return carry;
  };
}

/** COBA: 3200 excitatory and 800 inhibitory cells, 80 targets each. */
const [fromE, fromI] = [projection(3200, 4000, 80, 0.6), projection(800, 4000, 80, 6.7)];
/** A ring of ten populations that excite the next and inhibit the one before. */
const ring = Array.from({ length: 10 }, (_, k) => [projection(400, 400, 8, 0.6 + k / 100), projection(400, 400, 8, 6.7 + k / 100)]);

const kinds = {
  coba: () =>
    rollout(1, 4000, ([spikes]) => [
      along(fromE, index(spikes, slice(0, 3200))),
      along(fromI, index(spikes, slice(3200, 4000))),
    ]),
  network: () =>
    rollout(10, 400, (spikes, k) => [along(ring[k][0], spikes[(k + 9) % 10]), along(ring[k][1], spikes[(k + 1) % 10])]),
};

const times = float32(STEPS, (k) => k * dt);
const once = () => {
  const start = performance.now();
  compile(trace(kinds[process.argv[2]](), [times]).program);
  return performance.now() - start;
};
console.log(JSON.stringify({ first: once(), second: once() }));
