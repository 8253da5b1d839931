/** Errors of the state room. */
export const stateErrors = {
  'options/object': (v: { owner: string; value: string }) =>
    `${v.owner}: its options must be a plain object, got ${v.value}: write { name: value }`,
  'options/unknown': (v: { owner: string; option: string; nearest: string | undefined; known: string[] }) =>
    `${v.owner} has no option ${v.option}: ${v.nearest === undefined ? `it has ${v.known.join(', ')}` : `did you mean ${v.nearest}?`}`,

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
  'environ/behavior': (v: { key: string; value: string }) => `a behavior of ${v.key} is a function, got ${v.value}`,
  'environ/behavior-twice': (v: { key: string }) =>
    `${v.key} has a behavior already: pass { replace: true }, or call environ.unregisterDefaultBehavior('${v.key}') first`,
  'environ/reset-open': (v: { keys: string[] }) =>
    `cannot reset the environment inside a context (of ${v.keys.join(', ')}): do it outside`,

  'state/leaf': (v: { state: string; value: string }) =>
    `${v.state} holds quantities, got ${v.value}: give it a unit, as mV(…) does, or none, as u.unitless(…)`,
  'state/is-state': (v: { state: string }) => `${v.state} cannot hold another State: write its .value`,
  'state/hidden': (v: { state: string; value: string }) =>
    `${v.state} holds one array with a unit, got ${v.value}: make an array of it, e.g. with init.param(new init.Constant(…), shape)`,
  'state/group': (v: { state: string; value: string }) =>
    `${v.state} holds one array of 2 axes or more, the last of which counts its variables, got ${v.value}`,
  'state/group-tree': (v: { state: string; value: string }) =>
    `${v.state} holds an array or object of equally shaped quantities, got ${v.value}`,
  'state/group-shapes': (v: { state: string; shapes: string[] }) =>
    `the variables of ${v.state} must have one shape and one dtype, got ${v.shapes.join(', ')}`,
  'state/group-item': (v: { state: string; item: string; known: string[] }) =>
    `${v.state} has no variable ${v.item}: it has ${v.known.join(', ')}`,
  'state/group-shape': (v: { state: string; item: string; had: string; got: string }) =>
    `variable ${v.item} of ${v.state} has the shape ${v.had}, got ${v.got}`,
  'state/copy': (v: { state: string; wants: string; got: string }) => `${v.state} copies from another ${v.wants}, got ${v.got}`,
  'state/hook': (v: { value: string }) => `a hook is a function, got ${v.value}`,
  'state/hook-kind': (v: { kind: string; kinds: string[] }) => `a hook is one of ${v.kinds.join(', ')}, got ${v.kind}`,
  'state/hook-init': (v: { state: string }) =>
    `${v.state} is made already: a hook for init belongs to a class, as in State.registerHook('init', …)`,
  'state/hook-removed': (v: { hook: string }) => `${v.hook} was removed: register it again`,
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

  'transform/leaf': (v: { role: string; path: string; value: string; instead: string | undefined }) =>
    `${v.role} of a transformed function is a quantity, a number or a tree of them, got ${v.value}${v.path === '' ? '' : ` at ${v.path}`}${v.instead === undefined ? '' : `: ${v.instead}`}`,
  'transform/lengths': (v: { shapes: string[] }) => `the inputs of forLoop must have equally long first axes: ${v.shapes.join(', ')}`,
  'transform/scalarInput': (v: { input: string }) =>
    `forLoop walks along the first axis of its inputs, and ${v.input} is a scalar: let the step take it from around it`,
  'transform/noInput': (_: object) => `forLoop needs something to walk along: give it u.math.arange(n), or a number of steps, as in forLoop.with({ length: n })(step)`,
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
  'module/copy': (v: { module: string; type: string }) =>
    `a ${v.module} cannot be copied, since the class ${v.type} has #private fields: keep them as private properties ` +
    `whose names start with two underscores`,
  'module/lanes': (v: { value: string }) => `axisSize must be a positive integer, got ${v.value}: { axisSize: 10 } makes 10 lanes`,
  'module/order': (v: { value: string; orders: number }) =>
    `a call order is an integer from 0 to ${v.orders - 1}, got ${v.value}`,
  'module/desc': (v: { value: string }) => `a description is of a class, got ${v.value}`,
  'module/filter': (v: { value: string }) =>
    `a filter is a class, a tag, a function, true, false, null or an array of them, got ${v.value}`,
  'module/target': (v: { value: string; operation: string }) => `${v.operation} wants a Module, got ${v.value}`,

  'random/seed': (v: { value: string }) => `a seed is an integer from 0 to 2^53, got ${v.value}`,
  'random/key': (v: { value: string }) => `a key is uint32 of shape (2,), as random.splitKey() gives it, got ${v.value}`,
  'random/count': (v: { value: string }) => `a number of keys is a positive integer, got ${v.value}`,
  'random/backup-twice': (_: object) => `a key is remembered already: call restoreKey first`,
  'random/no-backup': (_: object) => `no key is remembered: pass { backup: true } to splitKey first`,
  'random/positive': (v: { name: string; value: string }) => `${v.name} must be greater than 0, got ${v.value}`,
  'random/triangle': (v: { left: string; mode: string; right: string }) =>
    `triangular wants left <= mode <= right and left < right, got ${v.left}, ${v.mode} and ${v.right}`,
  'random/axes': (v: { name: string; wants: string; got: string }) => `${v.name} wants ${v.wants}, got shape ${v.got}`,
  'random/known': (v: { name: string }) =>
    `${v.name} decides how much is drawn, so it must be known before the program runs: take it from outside`,
  'random/probabilities': (v: { total: number }) =>
    `probabilities add up to at most 1, but those before the last add up to ${Number(v.total.toPrecision(6))}`,
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
    case 'i':
      return 'open environ.context({ i }, …) around the step, with i from transform.forLoop(step, u.math.arange(n))';
    case 'fit':
      return 'open environ.context({ fit: true }, …) to train, { fit: false } to evaluate, or call environ.set({ fit: … })';
    default:
      return `open environ.context({ ${key}: … }, …) or call environ.set({ ${key}: … })`;
  }
}
