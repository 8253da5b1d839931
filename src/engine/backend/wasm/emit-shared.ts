import { paramsText } from '../../program/hash.js';
import { showAval } from '../../program/print.js';
import { Literal, type Atom, type Aval, type Equation } from '../../program/program.js';
import { Assembler } from './assembler.js';
import type { KernelContext } from './kernels.js';
import { samePlace, type Place } from './place.js';

/**
 * Emits code as a function that is handed the addresses of the places it works on, and written once for all that have
 * the same key: it says all there is to know of the code but where things stand. `inside` tells where a place is seen
 * from the function.
 */
export function emitAsFunction(
  { code, subroutine }: Pick<KernelContext, 'code' | 'subroutine'>,
  key: string,
  places: readonly Place[],
  emit: (code: Assembler, inside: (place: Place) => Place) => void,
): void {
  const parameterOf = (place: Place): number => distinct.findIndex((other) => samePlace(other, place));
  const distinct: Place[] = [];
  for (const place of places) if (parameterOf(place) < 0) distinct.push(place);
  // What stands at one place is one parameter, so that the code knows what it writes over.
  const number = subroutine(`${key} ${places.map(parameterOf).join(' ')}`, () => {
    const inside = new Assembler(distinct.map(() => 'i32'));
    emit(inside, (place) => ({ address: { pointer: parameterOf(place), offset: 0 }, dtype: place.dtype }));
    return inside;
  });
  for (const { address } of distinct) code.address(address);
  code.call(number);
}

/**
 * Emits the kernel of an equation as a function that equations alike share. `emit` asks for the scratch arrays in
 * their order; of a constant it may only know whether it is 0.
 */
export function emitShared(context: KernelContext, e: Equation, scratch: readonly Aval[], emit: (inside: KernelContext) => void): void {
  const results = e.outs.map((v) => context.place(v));
  const operands = e.ins.map((a) => context.read(a));
  const rooms = scratch.map(({ shape, dtype }) => context.scratch(shape, dtype));
  const avals = [...e.ins, ...e.outs].map((a) => (isZero(a) ? `0:${a.dtype}` : showAval(a)));
  const key = `${e.op.name}${paramsText(e.params)} ${avals.join(' ')}`;
  emitAsFunction(context, key, [...results, ...operands, ...rooms], (code, inside) => {
    const left = [...rooms];
    emit({
      code,
      place: (v) => inside(results[e.outs.indexOf(v)]),
      read: (a) => inside(operands[e.ins.indexOf(a)]),
      scratch: () => inside(left.shift()!),
      subroutine: context.subroutine,
    });
  });
}

export function isZero(a: Atom): boolean {
  return a instanceof Literal && Object.is(a.value, 0);
}
