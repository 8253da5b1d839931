import type { TreeShape } from '../../core/tree.js';
import { showTreeShape } from '../../core/tree.js';
import type { NDArray } from '../array/ndarray.js';
import { compile, runToEnd, type Executable } from '../backend/index.js';
import { toValue } from '../ops/operand.js';
import { showAval } from '../program/print.js';
import { config } from '../../core/config.js';
import { currentBuilder } from '../trace/builder.js';
import { flattenOperands, stage, unflattenOperands } from './staged.js';

interface Compiled {
  readonly executable: Executable;
  readonly captured: readonly NDArray[];
  readonly shape: TreeShape;
}

/**
 * A function of arrays that runs compiled. It is traced once for each combination of shapes and dtypes; what it takes
 * from around it is what it was then.
 *
 * @example
 * ```ts
 * const f = jit((x: Operand, y: Operand) => add(mul(x, 2), y));
 * ```
 */
export function jit<A extends readonly unknown[], R>(f: (...args: A) => R): (...args: A) => R {
  const known = new Map<string, Compiled>();
  return (...args) => {
    if (currentBuilder() !== null) return f(...args);
    const { operands, shape } = flattenOperands(args);
    const arrays = operands.map((x) => toValue(x) as NDArray);
    const key = `${config.backend} ${config.precision} ${config.deterministic} ${showTreeShape(shape)} ${arrays.map(showAval).join(' ')}`;
    let compiled = known.get(key);
    if (compiled === undefined) {
      let out: TreeShape | undefined;
      const { program, captured } = stage(arrays, (ins) => {
        const result = flattenOperands(f(...(unflattenOperands(shape, ins) as A)));
        out = result.shape;
        return result.operands;
      });
      compiled = { executable: compile(program), captured, shape: out! };
      known.set(key, compiled);
    }
    return unflattenOperands(compiled.shape, runToEnd(compiled.executable, [...compiled.captured, ...arrays])) as R;
  };
}
