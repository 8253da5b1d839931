import { fail } from '../../core/error.js';
import { showShape } from '../../core/print.js';
import type { Operand } from '../program/op.js';
import { sizeOf } from '../array/shape.js';
import { mul } from './arithmetic.js';
import { sameDType } from './contraction.js';
import { contract } from './matmul.js';
import { reshape, transpose } from './movement.js';
import { shapeOf } from './operand.js';
import { sum } from './reduce.js';

/** An operand with a letter for each axis. */
interface Labelled {
  readonly x: Operand;
  readonly labels: string;
}

/**
 * Einstein's summation: a letter for each axis; a letter that the result lacks is summed over. `einsum('bij,bjk->bik', a, b)`
 * is a stack of matrix products, `einsum('ij->ji', a)` a transpose. Without `->` the result has the letters that occur
 * once, in alphabetical order.
 *
 * Sums over letters that both operands have are those of `matmul`, one letter after the other; where neither operand keeps
 * a letter of its own they are `sum(mul(a, b))`.
 *
 * @param spec - One or two groups of letters, and the result's. A letter twice in one group (a diagonal) is refused, and so
 *   is `...`.
 * @param operands - As many arrays as groups; equal letters have equal lengths. The two promote.
 */
export function einsum(spec: string, ...operands: Operand[]): Operand {
  const refuse = (rule: string): never => fail('engine/einsum', { spec, rule });
  const { groups, out } = parse(spec, refuse);
  if (groups.length !== operands.length) refuse(`there are ${groups.length} groups of letters for ${operands.length} operands`);
  const lengths = new Map<string, number>();
  groups.forEach((labels, i) => {
    const shape = shapeOf(operands[i]);
    if (shape.length !== labels.length) refuse(`'${labels}' has ${labels.length} letters for an array of shape ${showShape(shape)}`);
    [...labels].forEach((label, axis) => {
      const known = lengths.get(label) ?? shape[axis];
      if (known !== shape[axis]) refuse(`axis ${label} is ${known} long in one operand and ${shape[axis]} in the other`);
      lengths.set(label, known);
    });
  });
  for (const label of out) if (!lengths.has(label)) refuse(`the result's '${label}' is in no operand`);
  if (operands.length === 1) return arrange(sumOver({ x: operands[0], labels: groups[0] }, out), out);
  const [x, y] = sameDType(operands[0], operands[1]);
  const a = sumOver({ x, labels: groups[0] }, groups[1] + out);
  const b = sumOver({ x: y, labels: groups[1] }, groups[0] + out);
  return arrange(pair(a, b, out, lengths), out);
}

function parse(spec: string, refuse: (rule: string) => never): { groups: string[]; out: string } {
  const text = spec.replaceAll(' ', '');
  if (text.includes('.')) refuse("'...' is not there yet; write a letter for each axis");
  const match = /^([A-Za-z]*)(?:,([A-Za-z]*))?(?:->([A-Za-z]*))?$/.exec(text);
  if (match === null) return refuse("it is one or two groups of letters, as 'ij,jk->ik'");
  const groups = match.slice(1, 3).filter((group: string | undefined) => group !== undefined);
  const once = [...new Set(groups.join(''))].filter((label) => groups.join('').split(label).length === 2);
  const out = (match[3] as string | undefined) ?? once.sort().join('');
  for (const group of [...groups, out]) {
    if (new Set(group).size < group.length) refuse(`a letter stands twice in '${group}'; diagonals are not there yet`);
  }
  return { groups, out };
}

/** Sums over the axes whose letters are not among `kept`. */
function sumOver({ x, labels }: Labelled, kept: string): Labelled {
  const gone = without(labels, kept);
  return gone === '' ? { x, labels } : { x: sum(x, Array.from(gone, (label) => labels.indexOf(label))), labels: without(labels, gone) };
}

/** The axes in the order of `labels`. */
function arrange({ x, labels: own }: Labelled, labels: string): Operand {
  return transpose(x, [...labels].map((label) => own.indexOf(label)));
}

function without(labels: string, others: Iterable<string>): string {
  const left = new Set(others);
  return [...labels].filter((label) => !left.has(label)).join('');
}

function shared(a: string, b: string): string {
  return [...a].filter((label) => b.includes(label)).join('');
}

/** The product of two operands, each of whose letters the other one has or the result. */
function pair(a: Labelled, b: Labelled, out: string, lengths: ReadonlyMap<string, number>): Labelled {
  const both = shared(a.labels, b.labels);
  const batch = shared(out, both);
  const inner = without(both, batch);
  const [ownA, ownB] = [shared(out, without(a.labels, both)), shared(out, without(b.labels, both))];
  const shape = (labels: string): number[] => [...labels].map((label) => lengths.get(label)!);

  if (inner === '' || (ownA === '' && ownB === '')) {
    const spread = (x: Labelled, own: string): Operand => {
      const among = batch + ownA + ownB + inner;
      const lengthsOf = [...among].map((label) => (x.labels.includes(label) ? lengths.get(label)! : 1));
      return reshape(arrange(x, batch + own + inner), lengthsOf);
    };
    const labels = batch + ownA + ownB + inner;
    return sumOver({ x: mul(spread(a, ownA), spread(b, ownB)), labels }, out);
  }
  // The side whose letters come first in the result is the left one, so that the result need not be transposed.
  if (out.indexOf(ownB[0]) < out.indexOf(ownA[0]) && ownA !== '' && ownB !== '') return pair(b, a, out, lengths);
  const left = matrix(a, batch, ownA, inner, lengths);
  const right = matrix(b, batch, ownB, inner, lengths);
  const x = contract(left.x, right.x, left.innerFirst, !right.innerFirst);
  return { x: reshape(x, shape(batch + ownA + ownB)), labels: batch + ownA + ownB };
}

/** [batch, own, inner], or with the inner axes first where they stand so already: a product takes both. */
function matrix(
  { x, labels }: Labelled,
  batch: string,
  own: string,
  inner: string,
  lengths: ReadonlyMap<string, number>,
): { x: Operand; innerFirst: boolean } {
  const innerFirst = labels === batch + inner + own && own !== '';
  const size = (group: string): number => sizeOf([...group].map((label) => lengths.get(label)!));
  const groups = [batch, ...(innerFirst ? [inner, own] : [own, inner])];
  const axes = arrange({ x, labels }, groups.join(''));
  return { x: reshape(axes, groups.slice(batch === '' ? 1 : 0).map(size)), innerFirst };
}
