// `node compile-cold.mjs coba|network`: prints how long it takes from a function to code that is ready, the first time and
// the second time with a new closure.
import { compile, float32, full, scan, trace } from './engine.mjs';
import { above, allToAll, lifStep } from './networks.mjs';

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
        const next = states.map((state, k) => lifStep(state, t, dt, ...connect(spikes, k, size)));
        return [next.flatMap((state) => names.map((name) => state[name])), []];
      },
      init.flat(),
      [ts],
    );
    return carry;
  };
}

const kinds = {
  coba: () => rollout(1, 4000, (spikes, _, size) => [allToAll(spikes[0], 0.6, size), allToAll(spikes[0], 6.7, size)]),
  network: () =>
    rollout(10, 400, (spikes, k, size) => [
      allToAll(spikes[(k + 1) % 10], 0.6 + k / 100, size),
      allToAll(spikes[(k + 9) % 10], 6.7 + k / 100, size),
    ]),
};

const times = float32(STEPS, (k) => k * dt);
const once = () => {
  const start = performance.now();
  compile(trace(kinds[process.argv[2]](), [times]).program);
  return performance.now() - start;
};
console.log(JSON.stringify({ first: once(), second: once() }));
