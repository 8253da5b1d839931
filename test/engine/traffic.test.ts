// Products with events are added where they are going to stand, and nothing is computed earlier than it pays.
import { describe, expect, it } from 'vitest';
import * as engine from '../../src/engine/index.js';
import { add, Builder, close, lt, mul, NDArray, optimise, scan, select, sparse, sub, within, type Operand, type Program } from '../../src/engine/index.js';
import { planKernels } from '../../src/engine/compile/kernels.js';

const N = 64;
const indices = new NDArray([N, 3], 'int32', Int32Array.from({ length: 3 * N }, (_, i) => (i * 7) % N));
const W = new sparse.FixedOut(0.5, indices, [N, N]);
const ramp = new NDArray([N], 'float32', Float32Array.from({ length: N }, (_, i) => i / N));

function traced(f: (...xs: Operand[]) => Operand[], count: number): Program {
  const builder = new Builder(null);
  const ins = Array.from({ length: count }, () => builder.input({ shape: [N], dtype: 'float32' }));
  const outs = within(builder, () => f(...ins)).map((x) => builder.atom(engine.toValue(x), 'float32'));
  return close(builder, ins, outs).program;
}

const scatters = (program: Program): number => program.equations.filter((e) => e.op.name === 'fixedScatter').length;

describe('a product with events', () => {
  it('is added to what it is added to', () => {
    const program = optimise(traced((y, s) => [add(mul(y, 0.9), sparse.eventVecmat(lt(0.5, s), W))], 2));
    expect(program.equations.at(-1)!.op.name).toBe('fixedScatter');
    expect(scatters(program)).toBe(1);
  });

  it('is computed once more where it is needed for itself', () => {
    const both = optimise(
      traced((y, s) => {
        const bare = sparse.eventVecmat(lt(0.5, s), W);
        return [add(y, bare), bare];
      }, 2),
    );
    expect(scatters(both)).toBe(2);
  });

  it('keeps a conductance that nothing drives from subnormal numbers', () => {
    const step = (g: Operand): readonly [Operand, Operand] => [add(mul(g, 0.9), sparse.eventVecmat(lt(2, g), W)), g];
    const [last] = engine.jit((g: Operand) => scan(step, g, null, { length: 3000 }))(ramp) as unknown as [NDArray];
    for (const g of last.data) expect(g).toBeGreaterThan(1e-21);
  });
});

describe('kernels', () => {
  /** A cell that sends, is sent to, and moves: what the events need, the events, the rest. */
  const cell = (V: Operand, g: Operand, last: Operand): Operand[] => {
    const spikes = lt(1, V);
    const reset = select(spikes, sub(V, 1), V);
    const quiet = lt(last, 5);
    const next = sparse.eventVecmat(spikes, W, mul(g, 0.9));
    const moved = add(reset, mul(next, sub(0, reset)));
    return [select(quiet, reset, moved), next, add(last, 1)];
  };

  it('compute what only a later one needs there', () => {
    const program = traced(cell, 3);
    const plan = planKernels(program, 4, (v) => program.outs.slice(program.ins.indexOf(v) - (program.ins.length - 3)).slice(0, 1));
    const names = plan.kernels.map((kernel) => (kernel.kind === 'fused' ? kernel.equations.map((e) => e.op.name) : [kernel.equation.op.name]));
    expect(names[0].sort()).toEqual(['lt', 'mul']);
    expect(names[1]).toEqual(['fixedScatter']);
    expect(names[2]).toContain('select');
    expect(names).toHaveLength(3);
  });

  it('read what comes in before its place is taken', () => {
    const rollout = (step: typeof cell) => (V: Operand, g: Operand, last: Operand) =>
      scan(([a, b, c]: Operand[], _: null) => [step(a, b, c), null] as const, [V, g, last], null, { length: 50 })[0];
    const run = engine.jit(rollout(cell));
    const start = [engine.mul(ramp, 3), ramp, engine.mul(ramp, 9)] as const;
    const compiled = run(...start) as NDArray[];
    // The same by hand, one operation at a time.
    let [V, g, last]: Operand[] = [...start];
    for (let i = 0; i < 50; i++) [V, g, last] = cell(V, g, last);
    for (const [got, wants] of [[compiled[0], V], [compiled[1], g], [compiled[2], last]] as const) {
      got.data.forEach((x, i) => expect(Math.abs(x - (wants as NDArray).data[i])).toBeLessThan(1e-4));
    }
  });
});
