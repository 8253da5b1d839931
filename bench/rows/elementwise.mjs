import { c, peerPackage } from '../lib/peers.mjs';
import { abs, add, div, float32, maximum, minimum, mul, neg, noise, sqrt, sub, checksum, timedRun } from '../lib/engine.mjs';

const N = 1_000_000;

/** Twenty operations, one after the other. */
function chain(x) {
  let y = add(mul(x, 1.25), 0.5);
  y = mul(sub(sqrt(abs(y)), x), y);
  y = div(x, add(mul(y, y), 1));
  y = add(neg(minimum(maximum(y, -0.75), 0.75)), x);
  y = mul(sub(1, mul(y, 0.9)), x);
  y = mul(sqrt(abs(add(y, 0.125))), x);
  return [add(y, 2)];
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
  const x = np.array(input.data);
  return async () => {
    const start = performance.now();
    const y = run(x.ref);
    await y.blockUntilReady();
    const ms = performance.now() - start;
    return { ms, check: checksum({ data: await y.data() }) };
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
    const run = timedRun(chain, [x]);
    const ours = () => {
      const { ms, outs } = run();
      return { ms, check: checksum(outs[0]) };
    };
    const other = await jaxJs(x);
    return [{ name: '1e6 elements', ours, peers: { c128: c('elementwise', N), 'jax-js': other ?? (() => undefined) } }];
  },
};
