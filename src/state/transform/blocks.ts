import { bindCheckpoint, bindScan, concatenate, index, reshape, shapeOf, slice, type Operand } from '../../engine/index.js';

/** What a loop hands on and what it stacks. */
export interface LoopState {
  readonly carry: readonly Operand[];
  readonly stacked: readonly Operand[];
}

/** One step, or several: from a carry and slices of what is walked along. */
export type LoopBody = (carry: readonly Operand[], slices: readonly Operand[]) => { carry: readonly Operand[]; outs: readonly Operand[] };

/** Runs a whole block of steps, or leaves it out; the second must hand on and stack arrays like the first. */
export type AroundBlock = (run: (carry: readonly Operand[]) => LoopState, carry: readonly Operand[]) => LoopState;

/**
 * A loop as loops of blocks of blocks, each at most `base` long: a backward pass keeps what goes from block to block and
 * computes the inside of each block again. So it keeps some base * log(length) carries, for as many computations of
 * each step as there are levels. Any length will do: what is left over after whole blocks is a shorter block.
 */
export function loopInBlocks(
  body: LoopBody,
  carry: readonly Operand[],
  xs: readonly Operand[],
  length: number,
  base: number,
  around: AroundBlock = (run, c) => run(c),
): LoopState {
  if (length <= base) return bindScan(body, carry, xs, { length, reverse: false });
  let block = base;
  while (block * base < length) block *= base;
  const inBlock = (c: readonly Operand[], rows: readonly Operand[], steps: number): LoopState =>
    around((start) => again((given, own) => loopInBlocks(body, given, own, steps, base, around), start, rows), c);

  const whole = Math.floor(length / block);
  const part = (from: number, to: number): Operand[] => xs.map((x) => index(x, slice(from, to)));
  const folded = part(0, whole * block).map((x) => reshape(x, [whole, block, ...shapeOf(x).slice(1)]));
  const first = bindScan(
    (c, rows) => {
      const { carry: next, stacked } = inBlock(c, rows, block);
      return { carry: next, outs: stacked };
    },
    carry,
    folded,
    { length: whole, reverse: false },
  );
  const flat = first.stacked.map((y) => reshape(y, [whole * block, ...shapeOf(y).slice(2)]));
  const rest = length - whole * block;
  if (rest === 0) return { carry: first.carry, stacked: flat };
  const last = inBlock(first.carry, part(whole * block, length), rest);
  return { carry: last.carry, stacked: flat.map((y, i) => concatenate([y, last.stacked[i]], 0)) };
}

/** A block that a backward pass computes again. */
function again(
  run: (carry: readonly Operand[], xs: readonly Operand[]) => LoopState,
  carry: readonly Operand[],
  xs: readonly Operand[],
): LoopState {
  const count = carry.length;
  const outs = bindCheckpoint((ins) => {
    const found = run(ins.slice(0, count), ins.slice(count));
    return [...found.carry, ...found.stacked];
  }, [...carry, ...xs]);
  return { carry: outs.slice(0, count), stacked: outs.slice(count) };
}
