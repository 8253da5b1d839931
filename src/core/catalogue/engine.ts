/** Errors of arrays, programs, traces and backends. */
export const engineErrors = {
  'engine/broadcast': (v: { operation: string; shapes: string[] }) =>
    `${v.operation}: shapes do not broadcast: ${v.shapes.join(' and ')}; each axis must be equal or 1`,
  'engine/axis': (v: { operation: string; axis: number; rank: number }) =>
    `${v.operation}: axis must be an integer from ${-v.rank} to ${v.rank - 1}, got ${v.axis}`,
  'engine/nested': (v: { found: string }) => `nested arrays hold numbers or booleans, found ${v.found}`,
  'engine/ragged': (v: { shape: number[]; axis: number }) =>
    `nested arrays must have equal lengths: expected ${v.shape[v.axis]} items on axis ${v.axis}`,
  'engine/dtype': (v: { operation: string; wants: string; got: string }) =>
    `${v.operation} wants ${v.wants}, got ${v.got}; cast first`,
  'engine/fraction': (v: { value: number; dtype: string }) =>
    `a fraction cannot join an integer array: ${v.value} with ${v.dtype}; cast the array to float first`,
  'engine/reshape': (v: { from: string; to: string }) => `cannot reshape ${v.from} to ${v.to}: the sizes differ`,
  'engine/permutation': (v: { axes: string; rank: number }) =>
    `transpose wants each of ${v.rank} axes once, got ${v.axes}`,
  'engine/concatenate': (v: { shapes: string[]; axis: number }) =>
    `concatenate: shapes must agree except on axis ${v.axis}: ${v.shapes.join(' and ')}`,
  'engine/index': (v: { index: number; size: number; axis: number }) =>
    `index ${v.index} is out of range for axis ${v.axis} of size ${v.size}`,
  'engine/indexRank': (v: { count: number; shape: string }) => `${v.count} indices are too many for shape ${v.shape}`,
  'engine/indexKind': (v: { got: string }) =>
    `an index is an integer or a slice(start, stop, step), got ${v.got}; indexing by arrays is not there yet`,
  'engine/sliceStep': (v: { step: number }) => `the step of a slice must be an integer other than 0, got ${v.step}`,
  'engine/arange': (v: { start: number; stop: number; step: number }) =>
    `arange wants finite numbers and a step other than 0, got start ${v.start}, stop ${v.stop}, step ${v.step}`,
  'engine/shape': (v: { shape: string }) => `a shape is a list of integers of 0 or more, got ${v.shape}`,
  'engine/power': (v: { exponent: number }) =>
    `integerPow wants an integer exponent, got ${v.exponent}; other powers are not there yet`,
  'engine/emptyReduction': (v: { operation: string; shape: string }) =>
    `${v.operation} of no elements has no value: shape ${v.shape}`,
  'engine/seed': (v: { seed: number }) => `a seed is an integer from 0 to 2^53 - 1, got ${v.seed}`,
  'engine/notThere': (v: { what: string }) => `${v.what} is not there yet`,
  'engine/memory': (v: { bytes: number; limit: number }) =>
    `this program needs ${v.bytes} bytes, a WebAssembly memory holds ${v.limit}; record less or run fewer steps`,
  'engine/verify': (v: { rule: string; program: string }) => `internal: a program is not well formed: ${v.rule}\n${v.program}`,
  'engine/arguments': (v: { wants: string; got: string }) => `the program wants ${v.wants}, got ${v.got}`,
  'trace/leaked': (v: { value: string }) =>
    `a traced value (${v.value}) was used outside the function that was traced; return it from the function, or keep it in a State`,
  'trace/concrete': (v: { operation: string; remedy: string }) =>
    `${v.operation} needs a value, and this one is traced: it has none until the compiled program runs; ${v.remedy}`,
  'trace/endless': (v: { count: number }) =>
    `tracing recorded ${v.count} operations: a JavaScript loop that waits for a traced value never ends`,
  'trace/unusedComparison': (v: { operation: string }) =>
    `the result of ${v.operation} was never used: a traced comparison in a JavaScript 'if', '?:', '&&' or 'while' is always true; choose with u.math.where(condition, a, b)`,
  'trace/notDifferentiable': (v: { operation: string }) => `${v.operation} cannot be differentiated in this direction`,
};
