import { c, peerPackage } from '../lib/peers.mjs';
import { abs, add, checksum, div, float32, full, maximum, minimum, mul, neg, noise, scan, sqrt, sub, timedRun } from '../lib/engine.mjs';

const N = 1_000_000;
const ROUNDS = 20;

/** Twenty operations, one after the other. */
function chain(x) {
  let y = add(mul(x, 1.25), 0.5);
  y = mul(sub(sqrt(abs(y)), x), y);
  y = div(x, add(mul(y, y), 1));
  y = add(neg(minimum(maximum(y, -0.75), 0.75)), x);
  y = mul(sub(1, mul(y, 0.9)), x);
  y = mul(sqrt(abs(add(y, 0.125))), x);
  return add(y, 2);
}

/** The same in jax-js, on its WebAssembly backend; undefined where it is not installed. */
async function jaxJs(input) {
  const jax = await peerPackage('@jax-js/jax');
  if (jax === undefined) return undefined;
  const { numpy: np } = jax;
  await jax.init('wasm');
  jax.defaultDevice('wasm');
  // An array is used up by its last use; `ref` keeps it for one more.
  const run = jax.jit((x) => {
    let y = x.ref.mul(1.25).add(0.5);
    y = np.sqrt(np.abs(y.ref)).sub(x.ref).mul(y);
    y = x.ref.div(y.ref.mul(y).add(1));
    y = np.minimum(np.maximum(y, -0.75), 0.75).neg().add(x.ref);
    y = np.array(1).sub(y.mul(0.9)).mul(x.ref);
    y = np.sqrt(np.abs(y.add(0.125))).mul(x);
    return y.add(2);
  });
  const resident = np.array(input.data);
  const measured = async (f) => {
    const start = performance.now();
    const y = await f();
    const ms = performance.now() - start;
    return { ms, check: checksum({ data: y instanceof Float32Array ? y : await y.data() }) };
  };
  return {
    inProgram: () => measured(() => run(resident.ref).blockUntilReady()),
    call: () => measured(() => run(np.array(input.data)).data()),
  };
}

/** The chain again and again on an array that stays where it is. Only the last round counts for the check. */
function inProgram(x) {
  const step = (_, [t]) => [[chain(add(x, t))], []];
  const run = timedRun((ts) => scan(step, [full([N], 0)], [ts])[0], [float32(ROUNDS, () => 0)]);
  return () => {
    const { ms, outs } = run();
    return { ms: ms / ROUNDS, check: checksum(outs[0]) };
  };
}

/** One call: an array of JavaScript's goes in, a new one comes out. */
function oneCall(x) {
  const run = timedRun((v) => [chain(v)], [x]);
  return () => {
    const { ms, outs } = run();
    return { ms, check: checksum(outs[0]) };
  };
}

export default {
  name: 'elementwise',
  work: 'a chain of 20 operations on 1e6 float32',
  against: 'c128',
  target: 1.5,
  faster: [{ than: 'jax-js', times: 3 }],
  async cases() {
    const x = float32(N, noise);
    const other = await jaxJs(x);
    const missing = () => undefined;
    return [
      {
        name: `in a program, of ${ROUNDS} rounds one`,
        ours: inProgram(x),
        peers: { c128: c('elementwise', N, ROUNDS), 'jax-js': other?.inProgram ?? missing },
      },
      {
        name: 'one call, a new array comes out',
        ours: oneCall(x),
        peers: { c128: c('elementwise', N, 0), 'jax-js': other?.call ?? missing },
      },
    ];
  },
};
