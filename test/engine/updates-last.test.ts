// What changes a carry where it stands comes after those who read it as it was.
import { expect, it } from 'vitest';
import {
  add, Builder, close, lt, mul, NDArray, optimise, scan, sparse, sum, toValue, within,
  type Operand, type Program, type ScanParams,
} from '../../src/engine/index.js';

const N = 16;
const indices = new NDArray([N, 3], 'int32', Int32Array.from({ length: 3 * N }, (_, i) => (i * 7) % N));
const zeros = NDArray.zeros([N], 'float32');

/** A step of weights that change at spikes, and of what they bring: `brings` says what is done with that. */
function body(brings: (g: Operand, brought: Operand, weights: Operand) => Operand, output: (weights: Operand) => Operand | null): Program {
  const step = (carry: Operand, s: Operand): readonly [Operand, Operand | null] => {
    const [w, g] = carry as unknown as readonly [Operand, Operand];
    const before = new sparse.FixedOut(w, indices, [N, N]);
    const spikes = lt(0.5, s);
    const brought = sparse.eventVecmat(spikes, before);
    const after = before.updated('left', spikes, zeros, [0, 1]);
    return [[after, brings(mul(g, 0.9), brought, w)] as unknown as Operand, output(w)];
  };
  const builder = new Builder(null);
  const ins = [[N, 3], [N], [4, N]].map((shape) => builder.input({ shape, dtype: 'float32' }));
  const outs = within(builder, () => {
    const [carry, ys] = scan(step as never, [ins[0], ins[1]] as never, ins[2] as never, { length: 4 }) as unknown as [Operand[], Operand | null];
    return [...carry, ...(ys === null ? [] : [ys])];
  });
  const { program } = close(builder, ins, outs.map((x) => builder.atom(toValue(x), 'float32')));
  const loop = optimise(program).equations.find((e) => e.op.name === 'scan')!;
  return (loop.params as ScanParams).body;
}

const order = ({ equations }: Program): string[] => equations.map((e) => e.op.name).filter((name) => /rowUpdate|fixedScatter|reduceSum|sum/.test(name));

it('weights bring their input before they change', () => {
  expect(order(body((g, brought) => add(g, brought), () => null))).toEqual(['fixedScatter', 'rowUpdate']);
});

it('what only an output reads decides nothing', () => {
  const plain = order(body((g, brought) => add(g, brought), () => null));
  const recorded = order(body((g, brought) => add(g, brought), (w) => sum(w)));
  expect(recorded.filter((name) => plain.includes(name))).toEqual(plain);
});
