import { fail } from '../../core/error.js';
import * as engine from '../../engine/index.js';
import type { Operand } from '../../engine/index.js';
import { folded } from '../arithmetic.js';
import { wrap, type AnyQuantity, type Quantity } from '../quantity.js';
import type { Mul } from '../types/dimension.js';
import { unitless } from '../unit.js';

/** The dimension of the product of all of them. */
export type ProductOf<T extends readonly unknown[]> = T extends readonly [Quantity<infer D>, ...infer Rest]
  ? Rest extends readonly []
    ? D
    : Mul<D, ProductOf<Rest>>
  : 'one';

/**
 * Einstein's summation: a letter for each axis; a letter that the result lacks is summed over. `einsum('ij,jk->ik', a,
 * b)` is
 * the matrix product, `einsum('ii', ...)` a letter twice in one group is refused (take the `diagonal` first), and so is
 * `...`. Without `->` the result has the letters that occur once, in alphabetical order. The units multiply; of several
 * operands the first two are taken together, then the third, and so on.
 *
 * @throws if letters and axes do not fit.
 */
export function einsum<const T extends readonly AnyQuantity[]>(spec: string, ...operands: T): Quantity<ProductOf<T>> {
  const unit = operands.map((x) => x.unit).reduce((a, b) => a.mul(b), unitless);
  return wrap(
    folded(
      contracted(
        spec,
        operands.map((x) => engine.toValue(x.mantissa)),
      ),
      unit,
    ),
  );
}

function contracted(spec: string, operands: readonly Operand[]): Operand {
  if (operands.length <= 2) return engine.einsum(spec, ...operands);
  const match = /^([A-Za-z]*(?:,[A-Za-z]*)*)(?:->([A-Za-z]*))?$/.exec(spec.replaceAll(' ', ''));
  const groups = match?.[1].split(',') ?? [];
  if (groups.length !== operands.length) {
    fail('engine/einsum', {
      spec,
      rule: `there are ${groups.length} groups of letters for ${operands.length} operands`,
    });
  }
  const all = groups.join('');
  const once = [...new Set(all)]
    .filter((letter) => all.split(letter).length === 2)
    .sort()
    .join('');
  const out = (match![2] as string | undefined) ?? once;
  const [first, second, ...rest] = groups;
  // What the first two leave: the letters that something else still needs.
  const needed = new Set([...rest.join(''), ...out]);
  const left = [...new Set(first + second)].filter((letter) => needed.has(letter)).join('');
  const joined = engine.einsum(`${first},${second}->${left}`, operands[0], operands[1]);
  return contracted(`${[left, ...rest].join(',')}->${out}`, [joined, ...operands.slice(2)]);
}
