/** Errors of the transforms of functions that read and write States. */
export const transformErrors = {
  'transform/structure': (v: { what: string; wants: string; got: string }) =>
    `${v.what} must have the structure ${v.wants}, got ${v.got}`,
  'transform/unit': (v: { what: string; at: string; wants: string; got: string }) =>
    `${v.what} must keep its unit${v.at}: wants ${v.wants}, got ${v.got}`,
  'transform/leafType': (v: { what: string; at: string; wants: string; got: string }) =>
    `${v.what} must keep shape and dtype${v.at}: wants ${v.wants}, got ${v.got}; cast with .astype(…), or start from a ` +
    `value of that shape`,
  'transform/pair': (v: { what: string; wants: string; got: string }) => `${v.what} must return ${v.wants}, got ${v.got}`,
  'transform/function': (v: { operation: string; name: string; got: string }) =>
    `${v.operation}: ${v.name} must be a function, got ${v.got}`,
  'transform/length': (v: { operation: string; value: string }) =>
    `${v.operation}: length is a number of steps, an integer of 0 or more, got ${v.value}`,
  'transform/scalarWalk': (v: { operation: string; input: string }) =>
    `${v.operation} walks along the first axis of what it is given, and ${v.input} is a scalar: let the step take it from around it`,
  'transform/nothingToWalk': (v: { operation: string }) =>
    `${v.operation} needs something to walk along, or a number of steps: give it { length: n }`,
  'transform/walkLengths': (v: { operation: string; length: string | undefined; shapes: string[] }) =>
    `${v.operation} walks along first axes of one length${v.length === undefined ? '' : `, here ${v.length}`}: ${v.shapes.join(', ')}`,
  'transform/positive': (v: { operation: string; option: string; least: number; value: string }) =>
    `${v.operation}: ${v.option} must be an integer of ${v.least} or more, got ${v.value}`,
  'transform/predicate': (v: { operation: string; got: string }) =>
    `${v.operation} decides on one number or bool without unit, got ${v.got}: reduce it, e.g. with u.math.any`,
  'transform/index': (v: { got: string }) =>
    `switch chooses by one integer without unit, got ${v.got}; cast with .astype('int32')`,
  'transform/noBranch': (v: { operation: string }) => `${v.operation} needs at least one branch`,
  'transform/conditions': (v: { conditions: number; branches: number }) =>
    `ifelse wants one condition for each branch, got ${v.conditions} conditions and ${v.branches} branches`,
  'transform/branchUnit': (v: { branch: string; at: string; first: string; other: string }) =>
    `every branch returns the same kinds of values: the first returns ${v.first}${v.at}, ${v.branch} returns ${v.other}`,
  'transform/branchType': (v: { branch: string; at: string; first: string; other: string }) =>
    `every branch returns values of the same shapes and dtypes: the first returns ${v.first}${v.at}, ${v.branch} returns ` +
    `${v.other}; broadcast or cast one of them`,
  'transform/conditionWrites': (v: { operation: string; states: string[] }) =>
    `the condition of ${v.operation} may read States and write none, and it writes ${v.states.join(', ')}: write them in the body`,
  'transform/argnums': (v: { operation: string; value: string; count: number }) =>
    v.count === 0
      ? `${v.operation}: there are no arguments to differentiate by, got argnums ${v.value}`
      : `${v.operation}: argnums counts arguments from 0${v.count === Infinity ? '' : ` to ${v.count - 1}`}, got ${v.value}`,
  'transform/argnumsTwice': (v: { operation: string; value: string }) =>
    `${v.operation}: argnums names each argument once, got ${v.value}`,
  'transform/staticArgnums': (v: { operation: string; value: string }) =>
    `${v.operation}: staticArgnums are positions of arguments, integers of 0 or more, got ${v.value}`,
  'transform/gradStates': (v: { operation: string; at: string; value: string }) =>
    `${v.operation}: gradStates is a State, or a list, an object or a Map of them, got ${v.value}${v.at}`,
  'transform/nothingToDifferentiate': (v: { operation: string }) =>
    `${v.operation} has nothing to differentiate by: give it gradStates, or arguments`,
  'transform/untouched': (v: { operation: string; states: string[] }) =>
    `${v.operation}: the function neither reads nor writes ${v.states.join(', ')}: leave it out, or set checkStates: false ` +
    `for a gradient of zeros`,
  'transform/notFloat': (v: { operation: string; what: string; got: string }) =>
    `${v.operation}: a derivative is by floats, and ${v.what} is ${v.got}; cast with .astype('float32')`,
  'transform/scalarLoss': (v: { operation: string; got: string }) =>
    `${v.operation}: a gradient is of one float scalar, the function returned ${v.got}: sum it, or use vectorGrad or jacrev`,
  'transform/floatResult': (v: { operation: string; at: string; got: string }) =>
    `${v.operation}: what is differentiated must be float, the function returned ${v.got}${v.at}`,
  'transform/oneResult': (v: { operation: string; count: number }) =>
    `${v.operation} with unitAware is of one array, the function returned ${v.count}: differentiate them one by one`,
  'transform/lossUnit': (v: { operation: string; unit: string; at: string }) =>
    `${v.operation}: without unitAware a derivative is of numbers without a unit, the function returned one in ${v.unit}${v.at}: ` +
    `set unitAware: true, or divide by a quantity`,
  'transform/hessianBoth': (_: object) =>
    'hessian is by gradStates or by arguments, not by both: call it twice, or make a State of the argument',
  'transform/axis': (v: { operation: string; option: string; value: string; shape: string }) =>
    `${v.operation}: ${v.option} names an axis of what it maps over, got ${v.value} for shape ${v.shape}`,
  'transform/axes': (v: { operation: string; option: string; wants: string; value: string }) =>
    `${v.operation}: ${v.option} is ${v.wants}, got ${v.value}`,
  'transform/axisSizes': (v: { operation: string; sizes: string[] }) =>
    `${v.operation}: the axes to map over must be equally long: ${v.sizes.join(', ')}`,
  'transform/noAxis': (v: { operation: string }) =>
    `${v.operation} needs something to map over: an argument or a State with an axis, or axisSize`,
  'transform/undeclaredState': (v: { state: string; operation: string }) =>
    `${v.operation}: ${v.state} was written with a value for each lane, but is not declared: name it in outStates, or in ` +
    `inStates if it holds one value for each lane before`,
  'transform/excludedState': (v: { state: string }) =>
    `vmapNewStates: ${v.state} is excluded, so it has one value for all lanes, but differs from lane to lane`,
  'transform/stateAxes': (v: { state: string; inAxis: number; outAxis: number }) =>
    `vmap: ${v.state} has axis ${v.inAxis} in inStates and axis ${v.outAxis} in outStates: give it one`,
  'transform/mapWrites': (v: { states: string[] }) =>
    `map with a batchSize may read States and write none but random ones, and the function writes ${v.states.join(', ')}: ` +
    `leave out batchSize, or use vmap`,
  'transform/unvmap': (v: { op: string }) => `unvmap: op must be 'any', 'all' or 'max', got ${v.op}`,
  'transform/unvmapBools': (v: { op: string; got: string }) =>
    `unvmap: '${v.op}' is of bools, got ${v.got}; compare first, or take 'max'`,
  'transform/scopeName': (v: { value: string }) => `namedScope wants a name, a text, got ${v.value}`,
  'transform/checkGrads': (v: { mode: string; at: string; derivative: number; expected: number; tolerance: number }) =>
    `checkGrads: ${v.mode}${v.at}: ${digits(v.derivative)} and ${digits(v.expected)} differ by more than ${digits(v.tolerance)}: ` +
    `the function jumps or has a bend near these arguments, depends on more than them (States, random numbers), takes a part ` +
    `of itself for a constant, or has a derivative that is not its own, as a spike has`,
  'transform/checkGradsOption': (v: { option: string; wants: string; value: string }) =>
    `checkGrads: ${v.option} must be ${v.wants}, got ${v.value}`,
  'transform/checkGradsArgument': (v: { at: string; value: string }) =>
    `checkGrads: arguments are float quantities, got ${v.value}${v.at}`,
  'transform/message': (v: { value: string }) => `jitErrorIf: the message must be a text or a function, got ${v.value}`,
};

function digits(x: number): string {
  return String(Number(x.toPrecision(9)));
}
