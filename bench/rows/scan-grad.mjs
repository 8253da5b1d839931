import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../../tools/house/prepare.mjs';
import { c } from '../lib/peers.mjs';
import { float32, noise } from '../lib/engine.mjs';
import { add, div, full, jit, matmul, mul, NDArray, scan, sum, tanh, valueAndGrad } from 'braints/engine';

const [steps, batch, inputs, hidden, outputs] = [200, 256, 100, 64, 10];

/** Additions and multiplications of the products alone: forwards three, backwards five (no gradient of the inputs). */
const perStep = 2 * batch * (2 * inputs * hidden + 3 * hidden * hidden + 3 * hidden * outputs);
/** Products of the C peer, 256x100 by 100x100, with as many operations in all. */
const equalWork = Math.round((steps * perStep) / (2 * 256 * 100 * 100));

function loss({ wIn, w, wOut }, xs) {
  const step = (h, x) => {
    const next = tanh(add(matmul(x, wIn), matmul(h, w)));
    return [next, matmul(next, wOut)];
  };
  const [, ys] = scan(step, full([batch, hidden], 0), xs);
  return div(sum(mul(ys, ys)), steps * batch * outputs);
}

function ours() {
  const array = (...shape) => {
    const flat = float32(shape.reduce((a, b) => a * b), (i) => noise(i) - 0.5);
    return new NDArray(shape, 'float32', flat.data);
  };
  const params = { wIn: array(inputs, hidden), w: array(hidden, hidden), wOut: array(hidden, outputs) };
  const xs = array(steps, batch, inputs);
  const run = jit((p, x) => valueAndGrad(loss)(p, x));
  return () => {
    const start = performance.now();
    run(params, xs);
    return { ms: performance.now() - start };
  };
}

/** The time of the products alone, in C. */
function products() {
  const found = c('matmul', 256, 100, equalWork)();
  return found && { ms: found.ms };
}

/** JAX on one core, where a Python with jax is named by PYTHON. */
function jax() {
  const python = process.env.PYTHON ?? 'python3';
  const args = [join(root, 'bench/peers/scan_grad.py'), steps, batch, inputs, hidden, outputs].map(String);
  const { status, stdout } = spawnSync(python, args, { encoding: 'utf8', env: { ...process.env, JAX_PLATFORMS: 'cpu' } });
  return status === 0 ? { ms: Number(stdout.trim().split('\n').at(-1)) } : undefined;
}

export default {
  name: 'scan-grad',
  work: `value and gradient of a ${steps}-step recurrent net, ${inputs}-${hidden}-${outputs}, batch ${batch}, against its products in C`,
  against: 'c128',
  target: 1.5,
  cases() {
    return [{ name: `${batch} lanes`, ours: ours(), peers: { c128: products, jax } }];
  },
};
