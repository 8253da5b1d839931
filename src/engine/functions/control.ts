import { fail } from '../../core/error.js';
import { sameTreeShape, showTreeShape, type TreeShape } from '../../core/tree.js';
import { bindCheckpoint } from '../control/checkpoint.js';
import { bindCond } from '../control/cond.js';
import { bindCustomJvp } from '../control/custom-jvp.js';
import { bindCustomVjp } from '../control/custom-vjp.js';
import { bindScan } from '../control/scan.js';
import { bindWhile } from '../control/while.js';
import { cast } from '../ops/cast.js';
import { isInt } from '../array/dtype.js';
import { dtypeOf, shapeOf, toValue } from '../ops/operand.js';
import { index, slice, type Slice } from '../ops/indexing.js';
import { reshape } from '../ops/movement.js';
import { showAval } from '../program/print.js';
import type { Operand } from '../program/op.js';
import { flattenOperands, staged, unflattenOperands } from './staged.js';

export interface ScanOptions {
  /** How many steps, where there is nothing to walk along. */
  readonly length?: number;
  /** From the last slice to the first. */
  readonly reverse?: boolean;
  /** Outputs of every so many steps alone are stacked: of the last step of each stretch. Divides the length. */
  readonly every?: number;
}

/**
 * A loop whose step takes what the last one handed on and one slice of `xs`, and returns what it hands on and an
 * output: `[last carry, stacked outputs]`. Carries keep their shapes and dtypes.
 *
 * @example
 * ```ts
 * const [total, sums] = scan((c: Operand, x: Operand) => [add(c, x), add(c, x)], 0, xs);
 * ```
 */
export function scan<C, X, Y>(
  step: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  { length, reverse = false, every = 1 }: ScanOptions = {},
): readonly [C, Y] {
  if (every !== 1) return thinnedScan(step, init, xs, length, reverse, every);
  const first = flattenOperands(init);
  const walked = flattenOperands(xs);
  const steps = length ?? (walked.operands.length > 0 ? shapeOf(walked.operands[0])[0] : fail('functions/loopLength', {}));
  const count = first.operands.length;
  let shape: TreeShape | undefined;
  const found = staged([...first.operands, ...walked.operands], (ins) => {
    const { carry, stacked } = bindScan(
      (carried, slices) => {
        const [next, y] = step(
          unflattenOperands(first.shape, carried) as C,
          unflattenOperands(walked.shape, slices) as X,
        );
        const handed = flattenOperands(next);
        refuseOtherTree(first.shape, handed.shape);
        const out = flattenOperands(y);
        shape = out.shape;
        return { carry: handed.operands.map((x, i) => toValue(x, carried[i].dtype)), outs: out.operands };
      },
      ins.slice(0, count),
      ins.slice(count),
      { length: steps, reverse },
    );
    return [...carry, ...stacked];
  });
  return [unflattenOperands(first.shape, found.slice(0, count)) as C, unflattenOperands(shape!, found.slice(count)) as Y];
}

/** A scan of stretches: all steps of one but the last run without their outputs, which so are never computed. */
function thinnedScan<C, X, Y>(
  step: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  length: number | undefined,
  reverse: boolean,
  every: number,
): readonly [C, Y] {
  const walked = flattenOperands(xs);
  const steps = length ?? (walked.operands.length > 0 ? shapeOf(walked.operands[0])[0] : fail('functions/loopLength', {}));
  if (!Number.isInteger(every) || every < 1 || steps % every !== 0) fail('functions/every', { length: steps, every });
  const folded = walked.operands.map((x) => reshape(x, [steps / every, every, ...shapeOf(x).slice(1)]));
  const rest = reverse ? slice(1) : slice(0, -1);
  const rowsAt = (rows: X, at: number | Slice): X =>
    unflattenOperands(walked.shape, flattenOperands(rows).operands.map((x) => index(x, at))) as X;
  return scan(
    (carry: C, rows: X) => {
      const silent = (c: C, row: X): readonly [C, null] => [step(c, row)[0], null];
      const [before] = scan(silent, carry, rowsAt(rows, rest), { length: every - 1, reverse });
      return step(before, rowsAt(rows, reverse ? 0 : -1));
    },
    init,
    unflattenOperands(walked.shape, folded) as X,
    { length: steps / every, reverse },
  );
}

/**
 * A scan whose backward pass keeps the carries between blocks alone, and computes each block again. `blocks` says how
 * many steps a block has, then how many its blocks have, and so on; each divides the one before.
 */
export function checkpointedScan<C, X, Y>(
  step: (carry: C, x: X) => readonly [C, Y],
  init: C,
  xs: X,
  blocks: readonly number[],
): readonly [C, Y] {
  const walked = flattenOperands(xs);
  const length = shapeOf(walked.operands[0])[0];
  const [block, ...inner] = blocks;
  if (block === undefined || block >= length) return scan(step, init, xs);
  if (!Number.isInteger(block) || block < 1 || length % block !== 0) {
    fail('functions/blocks', { length, blocks: blocks.join(', ') });
  }
  const folded = walked.operands.map((x) => reshape(x, [length / block, block, ...shapeOf(x).slice(1)]));
  const [last, ys] = scan(
    (carry: C, rows: X) => checkpoint((c: C, r: X) => checkpointedScan(step, c, r, inner))(carry, rows),
    init,
    unflattenOperands(walked.shape, folded) as X,
  );
  const out = flattenOperands(ys);
  const unfolded = out.operands.map((y) => reshape(y, [length, ...shapeOf(y).slice(2)]));
  return [last, unflattenOperands(out.shape, unfolded) as Y];
}

/** Goes on with `body` as long as `condition` holds. Cannot be differentiated backwards. */
export function whileLoop<C>(condition: (carry: C) => Operand, body: (carry: C) => C, init: C): C {
  const first = flattenOperands(init);
  const found = staged(first.operands, (ins) =>
    bindWhile(
      (carry) => condition(unflattenOperands(first.shape, carry) as C),
      (carry) => {
        const next = flattenOperands(body(unflattenOperands(first.shape, carry) as C));
        refuseOtherTree(first.shape, next.shape);
        return next.operands.map((x, i) => toValue(x, carry[i].dtype));
      },
      ins,
    ),
  );
  return unflattenOperands(first.shape, found) as C;
}

/** `onTrue(...operands)` or `onFalse(...operands)`: only the one that is chosen runs. */
export function cond<A extends readonly unknown[], R>(
  predicate: Operand,
  onTrue: (...operands: A) => R,
  onFalse: (...operands: A) => R,
  ...operands: A
): R {
  const value = toValue(predicate);
  if (value.shape.length > 0 || value.dtype !== 'bool') fail('control/predicate', { operation: 'cond', got: showAval(value) });
  return choose(cast(value, 'int32'), [onFalse, onTrue], operands);
}

/** The branch of this number; a number beyond the ends takes the first or the last. Only that one runs. */
export function switchCase<A extends readonly unknown[], R>(
  index: Operand,
  branches: readonly ((...operands: A) => R)[],
  ...operands: A
): R {
  if (branches.length === 0) fail('control/noBranch', {});
  const value = typeof index === 'number' ? toValue(index, 'int32') : index;
  if (shapeOf(value).length > 0 || !isInt(dtypeOf(value))) fail('control/index', { got: showAval(toValue(value)) });
  return choose(cast(value, 'int32'), branches, operands);
}

function choose<A extends readonly unknown[], R>(which: Operand, branches: readonly ((...operands: A) => R)[], operands: A): R {
  const given = flattenOperands(operands);
  let shape: TreeShape | undefined;
  const found = staged([which, ...given.operands], ([index, ...ins]) =>
    bindCond(index, branches.map((branch) => () => {
      const out = flattenOperands(branch(...(unflattenOperands(given.shape, ins) as unknown as A)));
      if (shape !== undefined) refuseOtherTree(shape, out.shape);
      shape = out.shape;
      return out.operands;
    })),
  );
  return unflattenOperands(shape!, found) as R;
}

/** `f`, of which a backward pass keeps the arguments alone and computes the rest again. */
export function checkpoint<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  return (...args) => {
    const given = flattenOperands(args);
    let shape: TreeShape | undefined;
    const found = staged(given.operands, (ins) =>
      bindCheckpoint((inner) => {
        const out = flattenOperands(f(...(unflattenOperands(given.shape, inner) as unknown as A)));
        shape = out.shape;
        return out.operands;
      }, ins),
    );
    return unflattenOperands(shape!, found) as R;
  };
}

/** `f` of arrays with a derivative of its own: `rule` gives the tangents of the results. */
export function customJvp(
  f: (...args: Operand[]) => Operand,
  rule: (args: readonly Operand[], tangents: readonly Operand[]) => Operand,
): (...args: Operand[]) => Operand {
  return (...args) => staged(args, (ins) => bindCustomJvp((x) => [f(...x)], (x, t) => [rule(x, t)], ins))[0];
}

/** `f` of arrays with a backward derivative of its own, from what `forward` keeps of the point. */
export function customVjp(
  f: (...args: Operand[]) => Operand,
  forward: (...args: Operand[]) => { out: Operand; residuals: readonly Operand[] },
  backward: (residuals: readonly Operand[], cotangent: Operand) => readonly Operand[],
): (...args: Operand[]) => Operand {
  return (...args) =>
    staged(args, (ins) =>
      bindCustomVjp(
        (x) => [f(...x)],
        (x) => {
          const { out, residuals } = forward(...x);
          return { outs: [out], residuals };
        },
        (residuals, [ct]) => backward(residuals, ct),
        ins,
      ),
    )[0];
}

function refuseOtherTree(wanted: TreeShape, got: TreeShape): void {
  if (!sameTreeShape(wanted, got)) {
    fail('engine/arguments', { wants: `the structure ${showTreeShape(wanted)}`, got: showTreeShape(got) });
  }
}

