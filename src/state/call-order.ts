import { fail } from '../core/error.js';
import { showValue } from './show-value.js';

const ORDERS = 10;
const orders = new WeakMap<object, number>();

/**
 * Gives a method its place among those that `callAllFunctions` calls: after all without one, by rising order. With a
 * compiler that knows decorators it stands before the method, `@callOrder(1) initState() {}`; a method that overrides
 * this one has no place then. `static callOrder = { initState: 1 }` needs no decorator, holds for the subclasses too,
 * and wins.
 *
 * @param order - an integer from 0 to 9
 * @throws when it is none
 *
 * @example
 * class Readout extends Module {
 *   static callOrder = { initState: 1 };
 *   override initState() {}
 * }
 */
export function callOrder(order = 0): <F extends (...args: never[]) => unknown>(method: F, context?: unknown) => F {
  checkOrder(order);
  return (method) => {
    orders.set(method, order);
    return method;
  };
}

/** The order of a method of an object; undefined where it has none. */
export function orderOf(object: object, method: string): number | undefined {
  const { callOrder } = object.constructor as { callOrder?: Readonly<Record<string, number>> };
  const order = callOrder !== undefined && Object.hasOwn(callOrder, method) ? callOrder[method] : undefined;
  if (order !== undefined) checkOrder(order);
  return order ?? orders.get((object as Record<string, object>)[method]);
}

function checkOrder(order: number): void {
  if (!Number.isInteger(order) || order < 0 || order >= ORDERS) fail('module/order', { value: showValue(order), orders: ORDERS });
}
