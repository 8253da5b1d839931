import { toValue } from '../ops/operand.js';
import { broadcastTo, concatenate, reshape } from '../ops/movement.js';
import { index, slice } from '../ops/indexing.js';
import { shapeOf } from '../ops/operand.js';
import type { Operand, Pushed, Tangent } from '../program/op.js';
import { Var, type Atom, type Equation } from '../program/program.js';
import { bind, Builder, close, currentBuilder, within } from '../trace/builder.js';
import { Environment, instantiate, pushForward } from '../transform/push.js';
import { chooseResiduals } from '../transform/residuals.js';
import { withEarlyProducts } from './early-products.js';
import { flowOfScan, partsOf, pick, place } from './scan-parts.js';
import { bindScan, scanOp, sliceAval, type ScanParams } from './scan.js';

/** Tangents of a loop, as one loop over values and tangents. */
export function pushScan(ins: readonly Operand[], tangents: readonly Tangent[], params: ScanParams): Pushed {
  const { body, carries: count, length, reverse } = params;
  const values = partsOf(ins, params);
  const given = partsOf(tangents, params);
  const varies = flowOfScan(tangents.map((t) => t !== null), params, 'tangent');
  const carryAvals = values.carries.map((x) => toValue(x));
  const first = pick(given.carries.map((t, i) => instantiate(t, carryAvals[i])), varies.carries);
  const { carry, stacked } = bindScan(
    (carried, slices) => {
      const { outs, tangents: slopes } = pushForward(
        body,
        [...values.constants, ...carried.slice(0, count), ...slices.slice(0, values.xs.length)],
        [
          ...given.constants,
          ...place(carried.slice(count), varies.carries),
          ...place(slices.slice(values.xs.length), varies.xs),
        ],
        'forward',
      );
      const filled = slopes.map((t, i) => instantiate(t, body.outs[i]));
      return {
        carry: [...outs.slice(0, count), ...pick(filled.slice(0, count), varies.carries)],
        outs: [...outs.slice(count), ...pick(filled.slice(count), varies.ys)],
      };
    },
    [...values.carries, ...first],
    [...values.xs, ...pick(given.xs, varies.xs).map((t) => t!)],
    { length, reverse },
  );
  const stackedCount = body.outs.length - count;
  return {
    outs: [...carry.slice(0, count), ...stacked.slice(0, stackedCount)],
    tangents: [...place(carry.slice(count), varies.carries), ...place(stacked.slice(stackedCount), varies.ys)],
  };
}

/**
 * A loop and its derivative as two loops: the first computes the values, and stacks what the second, linear in the
 * tangents, needs of each step. What is kept is chosen to be small:
 * - a constant, a slice of an input, an output that is stacked anyway: used again, not stored twice;
 * - a carry: the history of its new value, shifted by a step;
 * - of the rest the smallest set from which everything else is cheap to compute again.
 *
 * Products of what the loop walks along and a large matrix come first, for many steps at once.
 */
export function linearizeScan(ins: readonly Operand[], tangents: readonly Tangent[], params: ScanParams): Pushed {
  const split = withEarlyProducts(params, ins.map((x) => toValue(x)));
  if (split !== undefined) return pushForward(split, ins, tangents, 'linear');
  const { body, carries: count, length, reverse } = params;
  const values = partsOf(ins, params);
  const given = partsOf(tangents, params);
  const varies = flowOfScan(tangents.map((t) => t !== null), params, 'tangent');
  const outside = currentBuilder()!.parent;

  // One step: its values in `steps`, its derivative in `slopes`.
  const steps = new Builder(outside, 'body');
  const slopes = new Builder(steps, 'tangents');
  const carried = values.carries.map((x) => steps.input(toValue(x)));
  const slices = values.xs.map((x) => steps.input(sliceAval(toValue(x))));
  const slopeConstants = given.constants.map((t) => (t === null ? null : slopes.input(toValue(t))));
  const slopeCarries = carried.map((v, i) => (varies.carries[i] ? slopes.input(v) : null));
  const slopeSlices = given.xs.map((t, i) => (t === null ? null : slopes.input(slices[i])));
  const { outs, found } = within(slopes, () => {
    const pushed = pushForward(
      body,
      [...values.constants, ...carried, ...slices],
      [...slopeConstants, ...slopeCarries, ...slopeSlices],
      'linear',
    );
    const wanted = pick(pushed.tangents.map((t, i) => (varies.outs[i] ? instantiate(t, body.outs[i]) : t)), varies.outs);
    return {
      outs: pushed.outs.map((x) => steps.atom(toValue(x), 'float32')),
      found: wanted.map((t) => slopes.atom(toValue(t!), 'float32')),
    };
  });
  const keptTangents = (parts: readonly (Tangent | null)[]): Operand[] => parts.filter((t) => t !== null);
  const notNull = (vars: readonly (Var | null)[]): Var[] => vars.filter((v) => v !== null);
  // What is the same in every step leaves the loop: the tangents of weights that are masked, of their absolute values.
  const outer = invariants(slopes, notNull(slopeConstants), steps);
  const steadyIns = [...notNull(slopeConstants), ...outer.flatMap((e) => e.outs)];
  const staying = slopes.equations.filter((e) => !outer.includes(e));
  const slopeIns = [...steadyIns, ...notNull(slopeCarries), ...notNull(slopeSlices)];
  const needed = close(slopes, slopeIns, found, staying).captures.filter((v) => v.scope === steps);

  // What to keep of each step.
  const made = new Set<unknown>(steps.equations.flatMap((e) => e.outs));
  const stackedAt = (v: Var): number => outs.indexOf(v, count);
  /** The new value of a carry, if the step computes one. */
  const updateOf = (v: Var): Var | null => {
    const out = outs[carried.indexOf(v)];
    return carried.includes(v) && out !== v && made.has(out) ? (out as Var) : null;
  };
  const recorded = new Set<Var>(outs.slice(count).filter((a) => a instanceof Var));
  for (const v of carried) if (updateOf(v) !== null && stackedAt(updateOf(v)!) >= 0) recorded.add(v);
  const isFree = (v: Var): boolean => v.scope !== steps || slices.includes(v);
  const history = chooseResiduals(steps.equations, needed, { free: isFree, stored: recorded, nearSource: true });
  const carries = history.stored.filter((v) => updateOf(v) !== null);
  const updates = new Set(carries.map((v) => updateOf(v)!));
  const { recomputed } = chooseResiduals(steps.equations, needed, {
    free: (v) => isFree(v) || updates.has(v),
    stored: new Set([...recorded, ...carries]),
  });
  const slopeEquations: Equation[] = [...recomputed, ...staying];
  const used = close(slopes, slopeIns, found, slopeEquations).captures;
  const constants = used.filter((v) => v.scope !== steps);
  const kept = used.filter((v) => v.scope === steps);
  const byShift = (v: Var): Var | null => {
    const update = updateOf(v);
    return update !== null && (stackedAt(update) >= 0 || kept.includes(update)) ? update : null;
  };
  const extra = kept.filter((v) => !slices.includes(v) && stackedAt(v) < 0 && byShift(v) === null);

  // The loop of the values.
  const { program: first, captures } = close(steps, [...carried, ...slices], [...outs, ...extra]);
  const results = within(outside, () =>
    bind(scanOp, [...captures, ...values.carries, ...values.xs].map((x) => toValue(x)), {
      body: first,
      constants: captures.length,
      carries: count,
      length,
      reverse,
    }),
  );
  const stackOf = (v: Var): Operand => {
    if (slices.includes(v)) return values.xs[slices.indexOf(v)];
    if (stackedAt(v) >= 0) return results[stackedAt(v)];
    const update = byShift(v);
    if (update === null) return results[outs.length + extra.indexOf(v)];
    return within(outside, () => shiftByStep(stackOf(update), values.carries[carried.indexOf(v)], reverse));
  };

  // The loop of the tangents.
  const env = new Environment(notNull(slopeConstants), keptTangents(given.constants));
  outer.forEach((e) => env.run(e));
  const firstSlopes = pick(given.carries.map((t, i) => instantiate(t, carried[i])), varies.carries);
  const slopeResults = bind(
    scanOp,
    [...constants, ...steadyIns.map((v) => env.read(v)), ...firstSlopes, ...kept.map(stackOf), ...keptTangents(given.xs)].map((x) =>
      toValue(x),
    ),
    {
      body: {
        ins: [...constants, ...steadyIns, ...notNull(slopeCarries), ...kept, ...notNull(slopeSlices)],
        equations: slopeEquations,
        outs: found,
      },
      constants: constants.length + steadyIns.length,
      carries: firstSlopes.length,
      length,
      reverse,
    },
  );
  return { outs: results.slice(0, outs.length), tangents: place(slopeResults, varies.outs) };
}

/** Equations of these inputs of a step's derivative and of what is the same in every step. */
function invariants(slopes: Builder, ins: readonly Var[], steps: Builder): Equation[] {
  const steady = new Set<Atom>(ins);
  const isSteady = (a: Atom): boolean => !(a instanceof Var) || steady.has(a) || (a.scope !== slopes && a.scope !== steps);
  return slopes.equations.filter((e) => {
    // What makes much of little stays: kept for the whole loop it would cost more.
    const leaves = e.ins.every(isSteady) && e.op.grows !== true && e.op.programs === undefined;
    if (leaves) e.outs.forEach((v) => steady.add(v));
    return leaves;
  });
}

/** The history of a carry from that of its new value: one step later, the first value in front. */
function shiftByStep(updates: Operand, init: Operand, reverse: boolean): Operand {
  const first = reshape(broadcastTo(init, shapeOf(updates).slice(1)), [1, ...shapeOf(updates).slice(1)]);
  return reverse
    ? concatenate([index(updates, slice(1)), first], 0)
    : concatenate([first, index(updates, slice(0, -1))], 0);
}
