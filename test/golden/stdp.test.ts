// Pair STDP as Brian2's example computes it (tools/golden/stdp.py): every change of every weight, in float64.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { SpikeTime, STDP } from '../../src/model/index.js';
import * as nn from '../../src/nn/index.js';
import { environ } from '../../src/state/index.js';
import { forLoop } from '../../src/state/transform/index.js';
import { math, ms, sparse, unitless, type Quantity } from '../../src/unit/index.js';

interface Run {
  readonly delay: number;
  /** The step, the connection and the weight after it. */
  readonly changes: readonly (readonly [number, number, number])[];
  readonly brought: readonly number[];
  readonly last: readonly number[];
}

const golden = JSON.parse(readFileSync(new URL('./stdp.json', import.meta.url), 'utf8')) as {
  readonly steps: number;
  readonly pre: readonly (readonly [number, number])[];
  readonly post: readonly (readonly [number, number])[];
  readonly connections: readonly (readonly [number, number])[];
  readonly weights: readonly number[];
  readonly parameters: Readonly<Record<'w_max' | 'A_pre' | 'A_post' | 'tau_pre' | 'tau_post', number>>;
  readonly runs: readonly Run[];
};

const [PRE, POST] = [8, 5];
const { parameters, connections } = golden;

function train(events: readonly (readonly [number, number])[], size: number): SpikeTime {
  return new SpikeTime(size, { indices: events.map(([, neuron]) => neuron), times: ms(events.map(([step]) => step * 0.1)) });
}

/** The connections by rows (CSR), or by rows of one length with what is missing added as connections that bring nothing. */
function matrix() {
  const indptr = Array.from({ length: PRE + 1 }, (_, row) => connections.filter(([i]) => i < row).length);
  return sparse.csr({ data: unitless([...golden.weights]), indices: connections.map(([, j]) => j), indptr, shape: [PRE, POST] });
}

function run(delay: number, backend: 'wasm' | 'reference'): { weights: number[][]; brought: number[] } {
  return environ.context({ precision: 64, dt: ms(0.1), deterministic: true, backend }, () => {
    const [pre, post] = [train(golden.pre, PRE), train(golden.post, POST)];
    const delayed = delay === 0 ? undefined : pre.outputDelay(ms(delay));
    const comm = new STDP(matrix(), {
      w_max: unitless(parameters.w_max),
      A_pre: unitless(parameters.A_pre),
      A_post: unitless(parameters.A_post),
      tau_pre: ms(parameters.tau_pre),
      tau_post: ms(parameters.tau_post),
    });
    for (const module of [pre, post, comm]) nn.initAllStates(module);
    const step = (i: Quantity<'one'>) =>
      environ.context({ i }, () => {
        const now = pre.step();
        const brought = comm.step(delayed === undefined ? now : delayed.step(), post.step());
        return [comm.weight.value, brought] as const;
      });
    const [weights, brought] = forLoop(step, math.arange(golden.steps));
    return { weights: weights.toArray() as unknown as number[][], brought: math.sum(brought, 0).toArray() as unknown as number[] };
  });
}

describe.each(['wasm', 'reference'] as const)('on %s', (backend) => {
  it.each(golden.runs.map((r) => [r.delay, r] as const))('an axonal delay of %d ms: the same changes in the same steps', (delay, wants) => {
    const { weights, brought } = run(delay, backend);
    const changes: [number, number, number][] = [];
    let last: readonly number[] = golden.weights;
    weights.forEach((row, i) => {
      row.forEach((w, k) => {
        if (w !== last[k]) changes.push([i, k, w]);
      });
      last = row;
    });
    // A weight at a bound may be told to move beyond: rounding decides whether that is a change.
    expect(changes.map(([i, k]) => `${i} ${k}`)).toEqual(wants.changes.map(([i, k]) => `${i} ${k}`));
    changes.forEach(([, , w], n) => expect(Math.abs(w - wants.changes[n][2])).toBeLessThan(1e-12));
    wants.last.forEach((w, k) => expect(Math.abs(last[k] - w)).toBeLessThan(1e-12));
    wants.brought.forEach((g, j) => expect(Math.abs(brought[j] - g)).toBeLessThan(1e-10));
  });
});
