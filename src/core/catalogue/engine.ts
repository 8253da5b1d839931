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
  'engine/dtypeName': (v: { dtype: string; known: string[] }) =>
    `a dtype is ${v.known.join(', ')}, got ${v.dtype}; float16 and complex numbers are not there yet`,
  'engine/fraction': (v: { value: number; dtype: string }) =>
    `a fraction cannot join an integer array: ${v.value} with ${v.dtype}; cast the array to float first`,
  'engine/reshape': (v: { from: string; to: string }) => `cannot reshape ${v.from} to ${v.to}: the sizes differ`,
  'engine/permutation': (v: { axes: string; rank: number }) =>
    `transpose wants each of ${v.rank} axes once, got ${v.axes}`,
  'engine/concatenate': (v: { shapes: string[]; axis: number }) =>
    `concatenate: shapes must agree except on axis ${v.axis}: ${v.shapes.join(' and ')}`,
  'engine/matmul': (v: { operation: string; shapes: string[] }) =>
    `${v.operation}: the last axis of the first must be as long as the one before last of the second, got ${v.shapes.join(' and ')}`,
  'engine/einsum': (v: { spec: string; rule: string }) => `einsum '${v.spec}': ${v.rule}`,
  'engine/index': (v: { index: number; size: number; axis: number }) =>
    `index ${v.index} is out of range for axis ${v.axis} of size ${v.size}`,
  'engine/indexRank': (v: { count: number; shape: string }) => `${v.count} indices are too many for shape ${v.shape}`,
  'engine/indexKind': (v: { got: string }) =>
    `an index is an integer, a slice(start, stop, step) or an integer array such as Int32Array.of(0, 2), got ${v.got}`,
  'engine/indexDtype': (v: { got: string }) =>
    `an array of positions is int32 or uint32, got ${v.got}; ${v.got === 'bool' ? 'a mask has no fixed number of positions: choose with where(mask, a, b), or list its positions: x.get(...where(mask))' : 'cast first'}`,
  'engine/emptyAxis': (v: { shape: string }) => `there is nothing to take from an axis of length 0: shape ${v.shape}`,
  'engine/window': (v: { operation: string; starts: number; sizes: string; shape: string }) =>
    `${v.operation}: a window of an array of shape ${v.shape} has a start and a length for each axis, no longer than the array, got ${v.starts} starts and lengths ${v.sizes}`,
  'engine/windowStart': (v: { start: number; window: number; size: number; axis: number }) =>
    `a window of length ${v.window} cannot start at ${v.start} on axis ${v.axis} of size ${v.size}`,
  'engine/startShape': (v: { operation: string; shape: string }) =>
    `${v.operation}: a start is a single integer for each axis, got an array of shape ${v.shape}`,
  'engine/squeeze': (v: { axis: number; shape: string }) =>
    `squeeze drops axes of length 1, got axis ${v.axis} of shape ${v.shape}`,
  'engine/pad': (v: { widths: string; shape: string }) =>
    `pad wants [before, after] or [before, after, between], integers of 0 or more, for each axis of shape ${v.shape}, got ${v.widths}`,
  'engine/count': (v: { operation: string; count: number }) =>
    `${v.operation} wants an integer of 0 or more, got ${v.count}`,
  'engine/sliceStep': (v: { step: number }) => `the step of a slice must be an integer other than 0, got ${v.step}`,
  'engine/arange': (v: { start: number; stop: number; step: number }) =>
    `arange wants finite numbers and a step other than 0, got start ${v.start}, stop ${v.stop}, step ${v.step}`,
  'engine/shape': (v: { shape: string }) => `a shape is a list of integers of 0 or more, got ${v.shape}`,
  'engine/power': (v: { exponent: number }) =>
    `integerPow wants an integer exponent, got ${v.exponent}; use pow for others`,
  'engine/emptyReduction': (v: { operation: string; shape: string }) =>
    `${v.operation} of no elements has no value: shape ${v.shape}`,
  'engine/seed': (v: { seed: number }) => `a seed is an integer from 0 to 2^53 - 1, got ${v.seed}`,
  'engine/integerBound': (v: { name: string; got: string }) =>
    `randint: ${v.name} must be an integer from -2^31 to 2^31 - 1 or an int32 array, got ${v.got}`,
  'engine/choiceFrom': (v: { n: number }) => `choice: wants at least one entry to draw from, got ${v.n}`,
  'engine/choiceCount': (v: { draws: number; n: number }) =>
    `choice: cannot draw ${v.draws} of ${v.n} entries without replacement; draw fewer, or with replace: true`,
  'engine/choiceChances': (v: { got: string; n: number }) =>
    `choice: p wants one probability for each of ${v.n} entries, got shape ${v.got}`,
  'engine/notThere': (v: { what: string }) => `${v.what} is not there yet`,
  'engine/sparseVector': (v: { operation: string; vector: string; matrix: string; wants: number }) =>
    `${v.operation}: shapes do not fit: vector ${v.vector} with a matrix of ${v.matrix}; the last axis must be ${v.wants}`,
  'engine/sparseOnto': (v: { operation: string; onto: string; product: string }) =>
    `${v.operation}: cannot add a product of shape ${v.product} onto shape ${v.onto}`,
  'engine/sparseMatrix': (v: { shape: string }) => `a matrix has two axes, nPre and nPost, got shape ${v.shape}`,
  'engine/sparseWeights': (v: { format: string; weights: string; entries: string }) =>
    `${v.format}: weights are a scalar or have the shape of the entries: weights ${v.weights}, entries ${v.entries}`,
  'engine/sparseShape': (v: { format: string; what: string; got: string; shape: string }) =>
    `${v.format}: ${v.what} of shape ${v.got} does not fit a matrix of ${v.shape}`,
  'engine/sparseIndex': (v: { format: string; position: string; index: number; size: number }) =>
    `${v.format}: indices must be integers from 0 to ${v.size - 1}, and the one at ${v.position} is ${v.index}`,
  'engine/sparseStarts': (v: { position: number; value: number; rule: string }) =>
    `csr: indptr must ${v.rule}, and at ${v.position} it is ${v.value}`,
  'engine/sparseChance': (v: { name: string; wants: string; got: string }) =>
    `procedural: ${v.name} must be ${v.wants}, got ${v.got}`,
  'engine/memory': (v: { bytes: number; limit: number; largest: string[] }) =>
    `this program needs ${megabytes(v.bytes)}, a WebAssembly memory has room for ${megabytes(v.limit)} at present; the ` +
    `largest arrays are ${v.largest.join(', ')}: record less, or run fewer steps at a time`,
  'engine/verify': (v: { rule: string; program: string }) => `internal: a program is not well formed: ${v.rule}\n${v.program}`,
  'engine/arguments': (v: { wants: string; got: string }) => `the program wants ${v.wants}, got ${v.got}`,
  'control/carry': (v: { index: number; before: string; after: string }) =>
    `a loop hands each step what the last one returned: carry ${v.index} is ${v.before} before the step and ${v.after} after it`,
  'control/branches': (v: { index: number; first: string; other: string }) =>
    `every branch returns the same kinds of values: the first returns ${v.first}, branch ${v.index} returns ${v.other}`,
  'control/noBranch': (_: object) => 'a switch needs at least one branch',
  'control/predicate': (v: { operation: string; got: string }) => `${v.operation} wants one bool to decide on, got ${v.got}`,
  'control/index': (v: { got: string }) => `a switch wants one integer to choose by, got ${v.got}`,
  'control/reverseWhile': (_: object) =>
    'a while loop cannot be differentiated backwards: how many steps to keep is not known; use a scan of fixed length',
  'control/customClosure': (_: object) =>
    'a function with its own derivative closes over a value that is differentiated: pass it as an argument',
  'control/forwardOfVjp': (_: object) =>
    'a function with its own backward derivative cannot be differentiated forwards: give it a customJvp rule',
  'control/customCount': (v: { rule: string; wants: number; got: number }) =>
    `the ${v.rule} of a custom derivative returns ${v.wants} values, got ${v.got}`,
  'functions/argnums': (v: { argnum: number; count: number }) =>
    `argnums counts arguments from 0 to ${v.count - 1}, got ${v.argnum}`,
  'functions/floatArgument': (v: { got: string }) => `a derivative is by floats, got ${v.got}; cast first`,
  'functions/scalarLoss': (v: { got: string }) =>
    `a gradient is of one float scalar, the function returned ${v.got}; sum it, or use jacrev`,
  'functions/tangents': (v: { wants: number; got: number }) =>
    `tangents are a tree like the arguments, with ${v.wants} arrays, got ${v.got}`,
  'functions/axis': (v: { got: string }) => `an axis to map over is an integer, null for none, or one for each argument, got ${v.got}`,
  'functions/noAxis': (_: object) => 'vmap needs at least one argument with an axis to map over',
  'functions/axisSizes': (v: { sizes: string }) => `the axes to map over must be equally long, got ${v.sizes}`,
  'functions/loopLength': (_: object) => 'a scan without inputs needs a length: scan(step, init, null, { length: 100 })',
  'functions/every': (v: { length: number; every: number }) =>
    `a loop of ${v.length} steps cannot stack every ${v.every}-th output: give an integer that divides the length`,
  'functions/blocks': (v: { length: number; blocks: string }) =>
    `blocks of a checkpointed scan divide its length evenly: ${v.length} steps, blocks ${v.blocks}`,
  'run/check': (v: { message: string; index: number | undefined }) =>
    `${v.message}${v.index === undefined ? '' : ` (at index ${v.index})`}`,
  'control/length': (v: { length: number; got: string }) => `a loop of ${v.length} steps cannot walk along ${v.got}`,
  'trace/leaked': (v: { value: string }) =>
    `a traced value (${v.value}) was used outside the function that was traced; return it from the function, or keep it in a State`,
  'trace/concrete': (v: { operation: string; remedy: string }) =>
    `${v.operation} needs a value, and this one is traced: it has none until the compiled program runs; ${v.remedy}`,
  'trace/endless': (v: { count: number }) =>
    `tracing recorded ${v.count} operations: a JavaScript loop that waits for a traced value never ends`,
  // x.gt(y) is recorded as y.lt(x), so that the operation's name would not be the user's.
  'trace/unusedComparison': (_: { operation: string }) =>
    `the result of a comparison was never used: a traced comparison in a JavaScript 'if', '?:', '&&' or 'while' is always true; choose with u.math.where(condition, a, b)`,
  'trace/notDifferentiable': (v: { operation: string }) => `${v.operation} cannot be differentiated in this direction`,
};

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
