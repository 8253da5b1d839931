import { c } from '../lib/peers.mjs';
import { checksum, compile, float32, full, NDArray, noise, scan, sparse, STEPS_PER_CALL, trace } from '../lib/engine.mjs';

const PRE = 100_000;
const POST = 100_000;
const K = 100;

/** Everything from the call of the first step to the end of the last; what goes in and comes out is not counted. */
function timedSteps(f, args) {
  const { program, captured } = trace(f, args);
  const executable = compile(program);
  return () => {
    const execution = executable.start([...captured, ...args]);
    const start = performance.now();
    while (!execution.advance(STEPS_PER_CALL));
    const ms = performance.now() - start;
    const outs = execution.results();
    execution.dispose();
    return { ms, check: checksum(outs[0]) };
  };
}

export default {
  name: 'event-csr',
  work: '1e5 neurons with 100 targets each, float32: the spikes of a step times the matrix',
  against: 'c128',
  target: 1.3,
  tolerance: 1e-5,
  cases() {
    const ints = (length, f) => new NDArray([length], 'int32', Int32Array.from({ length }, (_, i) => f(i)));
    const indices = ints(PRE * K, (p) => Math.floor(noise(p) * POST));
    const indptr = ints(PRE + 1, (i) => i * K);
    const weights = float32(PRE * K, (p) => noise(p + 7));
    const matrices = [
      ['one weight', new sparse.Csr(0.5, indices, indptr, [PRE, POST])],
      ['a weight each', new sparse.Csr(weights, indices, indptr, [PRE, POST])],
    ];
    const loads = [
      [0.001, 200],
      [0.01, 100],
      [0.1, 20],
    ];
    return matrices.flatMap(([what, matrix], each) =>
      loads.map(([rate, steps]) => {
        const masks = Uint8Array.from({ length: steps * PRE }, (_, i) => Number(noise(i) < Math.fround(rate)));
        const spikes = new NDArray([steps, PRE], 'bool', masks);
        const step = (_, [mask]) => [[sparse.eventVecmat(mask, matrix)], []];
        const ours = timedSteps((xs) => scan(step, [full([POST], 0)], [xs])[0], [spikes]);
        return { name: `${rate * 100} % spike, ${what}`, ours, peers: { c128: c('event-csr', rate, steps, each) } };
      }),
    );
  },
};
