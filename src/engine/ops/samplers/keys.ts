import type { FloatDType } from '../../array/dtype.js';
import type { IntLanes, Lanes } from '../../program/lanes.js';
import { threefryLanes, unitFloatLanes } from '../threefry.js';

/** The two words of a key, lane by lane. */
export type LaneKey<V> = readonly [V, V];

/** The first `n` keys of a split. */
export function splitLanes<V>(L: Lanes<V>, key: LaneKey<V>, n: number): LaneKey<V>[] {
  const U: IntLanes<V> = L.int('uint32');
  return Array.from({ length: n }, (_, i) => threefryLanes(U, key, [U.constant(0), U.constant(i)]));
}

/** A number in [0, 1): that of element `counter` of an array of them, the first one unless given. */
export function uniformLanes<V>(L: Lanes<V>, key: LaneKey<V>, dtype: FloatDType, counter?: V): V {
  const U: IntLanes<V> = L.int('uint32');
  return unitFloatLanes(L, threefryLanes(U, key, [U.constant(0), counter ?? U.constant(0)]), dtype);
}
