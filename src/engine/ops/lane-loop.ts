import type { DType } from '../array/dtype.js';
import { NDArray } from '../array/ndarray.js';
import { sizeOf } from '../array/shape.js';
import type { JvpRule, LaneLoop, Op, Params } from '../program/op.js';
import { scalarLanes } from '../program/scalar-lanes.js';
import { bind } from '../trace/builder.js';
import { alignBatch, allBatched } from './batch.js';
import { commonShape } from './elementwise.js';

/** What an op says that runs a loop of its own in every lane, as the samplers by rejection do. */
export interface LaneLoopSpec<P extends Params> {
  /** Dtypes of the outputs from dtypes of the inputs. */
  outputs: (dtypes: readonly DType[], params: P) => readonly DType[];
  loop: LaneLoop<P>['loop'];
  /** No derivative, unless given. */
  jvp?: JvpRule<P>;
}

/** Makes the op: each lane takes as many turns as it needs, whatever the others do. */
export function laneLoop<P extends Params = Params>(name: string, spec: LaneLoopSpec<P>): Op<P> {
  const op: Op<P> = {
    name,
    form: { kind: 'laneLoop', loop: spec.loop },
    infer(ins, params) {
      const shape = commonShape(name, ins);
      return spec.outputs(ins.map((x) => x.dtype), params).map((dtype) => ({ shape, dtype }));
    },
    reference(ins, params, outs) {
      const dtypes = ins.map((x) => x.dtype);
      const results = outs.map((aval) => NDArray.zeros(aval.shape, aval.dtype));
      for (let i = 0; i < sizeOf(outs[0].shape); i++) {
        const lane = ins.map((x) => x.data[x.shape.length === 0 ? 0 : i]);
        const { start, active, step, result } = spec.loop(scalarLanes, lane, dtypes, params);
        let state: readonly number[] = start;
        while (active(state) !== 0) state = step(state);
        result(state).forEach((value, k) => (results[k].data[i] = value));
      }
      return results;
    },
    jvp: spec.jvp ?? 'zero',
    transpose: 'never',
    batch: (ins, batched, params, size) => allBatched(bind(op, alignBatch(ins, batched, size), params)),
  };
  return op;
}
