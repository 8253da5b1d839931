/** Errors of the state room. */
export const stateErrors = {
  'environ/missing': (v: { key: string }) => `no ${v.key} in the environment: ${howToSet(v.key)}`,
  'environ/undefined': (v: { key: string }) =>
    `${v.key} cannot be undefined: leave it out, or call environ.pop('${v.key}')`,
  'environ/dt': (v: { value: string; wants: string }) =>
    `dt must be ${v.wants}, got ${v.value}: give a positive, finite, scalar time such as ms(0.1)`,
  'environ/t': (v: { value: string }) => `t must be a time, got ${v.value}: give a quantity such as ms(0)`,
  'environ/i': (v: { value: string }) => `i must be a step's index, got ${v.value}: give a number or a quantity without unit`,
  'environ/choice': (v: { key: string; value: string; choices: string[] }) =>
    `${v.key} must be ${v.choices.join(' or ')}, got ${v.value}`,
  'environ/promise': (v: { keys: string[] }) =>
    `a context is synchronous, but its function returned a promise: what it awaits would run without ` +
    `${v.keys.join(', ')}; open the context around each synchronous part`,
  'environ/order': (v: { keys: string[] }) =>
    `contexts close in the reverse order of opening, but one opened inside the context of ${v.keys.join(', ')} is ` +
    `still open: declare it with \`using\`, or give the context a function`,
  'environ/pop-open': (v: { key: string }) => `cannot pop ${v.key} while an open context sets it: do it outside of the context`,
  'environ/reset-open': (v: { keys: string[] }) =>
    `cannot reset the environment inside a context (of ${v.keys.join(', ')}): do it outside`,

  'state/leaf': (v: { state: string; value: string }) =>
    `${v.state} holds quantities, got ${v.value}: give it a unit, as mV(…) does, or none, as u.unitless(…)`,
  'state/is-state': (v: { state: string }) => `${v.state} cannot hold another State: write its .value`,
  'state/hidden': (v: { state: string; value: string }) =>
    `${v.state} holds one array with a unit, got ${v.value}: make an array of it, e.g. with init.param(new init.Constant(…), shape)`,
  'state/tree': (v: { state: string; had: string; got: string }) =>
    `${v.state} has the structure ${v.had}, got ${v.got}: write a value of the same structure`,
  'state/shape': (v: { state: string; had: string; got: string }) =>
    `${v.state} has the shape ${v.had}, got ${v.got}: write the same shape, or make the states anew with nn.initAllStates`,
  'state/dtype': (v: { state: string; had: string; got: string }) =>
    `${v.state} is ${v.had}, got ${v.got}: cast with .astype('${v.had}'), or make the states anew with nn.initAllStates`,
  'state/dim': (v: { state: string; wants: string; value: string }) => `${v.state} wants ${v.wants}, got ${v.value}`,
  'state/tracer': (v: { state: string; value: string }) =>
    `${v.state} cannot keep ${v.value} of a function that is no longer being traced: write States inside the function that ` +
    `is transformed, and return what you want to see`,
  'state/stale': (v: { state: string; place: string | undefined }) =>
    `${v.state} was made inside a transformed function${v.place === undefined ? '' : ` (at ${v.place})`} that has ended, so it ` +
    `has no value: make it before, e.g. with nn.initAllStates`,
  'state/locked': (v: { state: string; owner: string }) =>
    `${v.state} is in use by ${v.owner}: wait until it has ended, and return from the step what you want to see meanwhile`,

  'transform/leaf': (v: { role: string; path: string; value: string }) =>
    `${v.role} of a transformed function is a quantity, a number or a tree of them, got ${v.value}${v.path === '' ? '' : ` at ${v.path}`}`,
  'transform/lengths': (v: { shapes: string[] }) => `the inputs of forLoop must have equally long first axes: ${v.shapes.join(', ')}`,
  'transform/scalarInput': (v: { input: string }) =>
    `forLoop walks along the first axis of its inputs, and ${v.input} is a scalar: let the step take it from around it`,
  'transform/noInput': (_: object) => `forLoop needs something to walk along: give it u.math.arange(n) for n steps`,
  'transform/nestedRun': (_: object) =>
    `a prepared run cannot start inside a function that is being traced: call transform.forLoop there`,

  'module/size': (v: { module: string; value: string }) =>
    `${v.module}: a size is a positive integer or a tuple of them, got ${v.value}: write 10 or [10, 20]`,
  'module/options': (v: { module: string; value: string }) => `${v.module} takes its options as an object, got ${v.value}`,
  'module/update': (v: { module: string }) => `${v.module} has no update: write one in the class`,
  'module/no-method': (v: { module: string; method: string }) =>
    `${v.module} has no method ${v.method}: define it, or pass { missing: 'pass' }`,
  'module/no-size': (v: { module: string; size: string }) => `${v.module} has no ${v.size}: set it in the constructor`,
  'module/no-state': (v: { module: string; state: string }) =>
    `${v.module} has no ${v.state} yet: call nn.initAllStates(…) on it, or on what holds it, first`,
  'module/batch': (v: { value: string }) => `batchSize must be a positive integer, got ${v.value}`,
  'module/target': (v: { value: string; operation: string }) => `${v.operation} wants a Module, got ${v.value}`,

  'random/seed': (v: { value: string }) => `a seed is an integer from 0 to 2^53, got ${v.value}`,
  'random/shape': (v: { value: string }) => `a shape is made of integers of 0 or more, got ${v.value}`,
  'random/integers': (v: { name: string; value: string }) => `${v.name} wants integers, got ${v.value}`,
  'random/probability': (v: { name: string; value: string }) =>
    `${v.name} is a probability and lies between 0 and 1, got ${v.value}`,
  'random/unit': (v: { name: string; wants: string; value: string }) => `${v.name} wants ${v.wants}, got ${v.value}`,
};

function howToSet(key: string): string {
  switch (key) {
    case 'dt':
      return 'open environ.context({ dt: ms(0.1) }, …) or call environ.set({ dt: ms(0.1) })';
    case 't':
      return 'open environ.context({ t }, …) around the step, with t from transform.forLoop(step, times)';
    default:
      return `open environ.context({ ${key}: … }, …) or call environ.set({ ${key}: … })`;
  }
}
