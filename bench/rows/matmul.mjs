import { c } from '../lib/peers.mjs';
import { checksum, float32, matmul, NDArray, noise, scan, timedRun } from '../lib/engine.mjs';

/** `x = x w`, again and again: a product takes less time than the call around it. */
function chain(rows, size, steps) {
  const x = float32(rows * size, noise);
  const w = float32(size * size, (i) => (2 * noise(i)) / size);
  const args = [new NDArray([rows, size], 'float32', x.data), new NDArray([size, size], 'float32', w.data)];
  const run = timedRun((start, weights) => scan(([state]) => [[matmul(state, weights)], []], [start], [], steps)[0], args);
  const ours = () => {
    const { ms, outs } = run();
    return { ms, check: checksum(outs[0]) };
  };
  return { name: `${rows}x${size} by ${size}x${size}, ${steps} times`, ours, peers: { c128: c('matmul', rows, size, steps) } };
}

export default {
  name: 'matmul',
  work: '256x100 by 100x100 and 256x512 by 512x512 float32',
  against: 'c128',
  target: 1.33,
  cases() {
    return [chain(256, 100, 400), chain(256, 512, 20)];
  },
};
