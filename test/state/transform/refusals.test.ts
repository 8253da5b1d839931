import { describe, expect, test } from 'vitest';
import { LIFRef, nn, ParamState, State, transform, u, type Quantity } from '../../../src/index.js';

const { mA, mV, ms, unitless } = u;
type One = Quantity<'one'>;
const loose = transform as unknown as Record<string, (...args: unknown[]) => never>;

describe('loops refuse', () => {
  test('lengths that differ, and nothing to walk along', () => {
    expect(() => transform.scan((c, x) => [c, x], 0, { a: mV([1, 2]), b: mV([1]) })).toThrow(
      'scan walks along first axes of one length: input a has shape (2,), input b has shape (1,)',
    );
    expect(() => transform.scan((c) => [c, c], 0, null)).toThrow(/scan needs something to walk along/);
    expect(() => transform.scan((c) => [c, c], 0, mV([1]), { length: 2 })).toThrow(/here 2: the input has shape \(1,\)/);
    expect(() => transform.scan((c) => [c, c], 0, ms(1))).toThrow(/the input is a scalar/);
    expect(() => transform.scan((c) => [c, c], 0, null, { length: -1 })).toThrow(/an integer of 0 or more, got -1/);
  });

  test('a carry of another kind, naming its place', () => {
    const scanned = (next: unknown) => () => loose.scan(() => [{ V: next }, 0], { V: mV([1, 2]) }, unitless([1, 2]));
    expect(scanned(ms([1, 2]))).toThrow(/must keep its unit at V: wants a voltage, got a time/);
    expect(scanned(mV([1, 2, 3]))).toThrow(/must keep shape and dtype at V: wants float32\[2\], got float32\[3\]/);
    expect(scanned([mV([1, 2])])).toThrow(/must have the structure {V: \*}, got {V: \[\*\]}/);
    expect(() => loose.scan((c: One) => c, 0, unitless([1]))).toThrow(/the step of scan must return \[carry, output\]/);
    const half = () => loose.whileLoop((x: One) => x.lt(3), () => 0.5, unitless(Int32Array.of(1)).get(0));
    expect(half).toThrow(/wants int32\[\], got float32\[\]/);
  });

  test('a condition that writes a State or is no scalar', () => {
    const n = new State(unitless(0), { name: 'n' });
    const writes = () => transform.whileLoop((x) => (n.value = n.value.add(1)).add(x).lt(3), (x) => x, 0);
    expect(writes).toThrow(/the condition of whileLoop may read States and write none, and it writes n/);
    expect(n.value.item()).toBe(0);
    expect(() => transform.whileLoop((x) => x.lt(3), (x) => x, unitless([1, 2]))).toThrow(/whileLoop decides on one number or bool/);
  });

  test('a base below 2, and no steps', () => {
    expect(() => transform.checkpointedForLoop.with({ base: 1 })((x: One) => x, unitless([1]))).toThrow(/base must be an integer of 2 or more/);
    expect(() => transform.checkpointedForLoop.with({ length: 0 })(() => 1)).toThrow(/length must be an integer of 1 or more/);
    expect(() => transform.boundedWhileLoop((x) => x.lt(1), (x) => x, 0, { maxSteps: -1 })).toThrow(/maxSteps must be an integer of 0 or more/);
  });
});

describe('choices refuse', () => {
  test('what is not one number', () => {
    expect(() => transform.cond(unitless([1, 2]), () => 1, () => 2)).toThrow(/cond decides on one number or bool without unit/);
    expect(() => loose.cond(mV(1), () => 1, () => 2)).toThrow(/got 1 mV/);
    expect(() => transform.switchCase(1.5, [() => 1, () => 2])).toThrow(/switch chooses by one integer without unit, got 1.5/);
    expect(() => loose.switchCase(0, [])).toThrow(/at least one branch/);
    expect(() => loose.cond(true, 1, () => 2)).toThrow(/the first branch must be a function, got 1/);
  });

  test('branches that return different kinds of values', () => {
    expect(() => loose.cond(true, () => ({ V: mV(1) }), () => ({ V: ms(1) }))).toThrow(
      /the first returns a voltage at V, the second branch returns a time/,
    );
    expect(() => loose.cond(true, () => mV(1), () => [mV(1), mV(1)])).toThrow(/must have the structure \*, got \[\*, \*\]/);
    expect(() => transform.cond(true, () => mV([1]), () => mV(1))).toThrow(/the first returns float32\[1\], the second branch returns float32\[\]/);
  });

  test('more or fewer than one true condition, at run time', () => {
    const sign = (x: One) => transform.ifelse([x.gt(0), x.lt(0), x.gt(5)], [() => 1, () => -1, () => 2]);
    expect(sign(unitless(3)).item()).toBe(1);
    expect(() => sign(unitless(7))).toThrow('ifelse wants exactly one condition to hold, got [1 0 1]');
    expect(() => transform.jit(sign)(unitless(0))).toThrow('got [0 0 0]');
    expect(() => transform.ifelse([true], [() => 1, () => 2])).toThrow(/got 1 conditions and 2 branches/);
  });
});

describe('gradients refuse', () => {
  const w = new ParamState(mV([1, 2]), { name: 'w' });
  const loss = () => w.value.div(mV(1)).sum();

  test('positions that are no arguments', () => {
    const f = (x: One): One => x;
    expect(() => transform.grad(f, { argnums: -1 })).toThrow(/argnums counts arguments from 0, got -1/);
    expect(() => transform.grad(f, { argnums: [0, 0] })).toThrow(/names each argument once/);
    expect(() => loose.grad(f, { argnums: true })).toThrow(/argnums counts/);
    expect(() => transform.grad(f, { argnums: 1 as 0 })(unitless(1))).toThrow(/from 0 to 0, got 1/);
    expect(() => loose.grad(loss)).not.toThrow();
    expect(() => (loose.grad(loss) as () => unknown)()).toThrow(/no arguments to differentiate by/);
    expect(() => transform.vjp(() => w.value, [])).toThrow(/nothing to differentiate by/);
  });

  test('States that are not touched, unless that is allowed', () => {
    const other = new ParamState(unitless([1, 2]), { name: 'other' });
    expect(() => transform.grad(loss, { gradStates: [w, other] })()).toThrow(/neither reads nor writes other/);
    const [, zeros] = transform.grad(loss, { gradStates: [w, other], checkStates: false })();
    expect(zeros.toArray()).toEqual([0, 0]);
    expect(() => loose.grad(loss, { gradStates: { w, b: 1 } })).not.toThrow();
    expect(() => (loose.grad(loss, { gradStates: { w, b: [1] } }) as () => unknown)()).toThrow(/got 1 at b.0/);
  });

  test('a loss that is no float scalar, or has a unit', () => {
    expect(() => transform.grad(() => w.value.div(mV(1)), { gradStates: w })()).toThrow(/the function returned float32\[2\]: sum it/);
    expect(() => transform.grad(() => w.value.sum(), { gradStates: w })()).toThrow(/returned one in mV: set unitAware: true/);
    expect(() => transform.jacrev(() => ({ V: w.value }), { gradStates: w })()).toThrow(/returned one in mV at V/);
    expect(() => transform.grad(() => w.value.gt(mV(0)).sum(), { gradStates: w })()).toThrow(/float scalar/);
    expect(() => transform.grad((x: One) => x.mul(2))(unitless(Int32Array.of(1)).get(0))).toThrow(/argument 0 is int32/);
    expect(() => transform.grad(loss as () => never, { gradStates: w, hasAux: true })()).toThrow(/must return \[value, anything\]/);
  });

  test('directions that do not fit', () => {
    expect(() => loose.jvp((x: One) => x, [unitless([1])], [unitless([1, 2])])).toThrow(/the tangents of jvp must keep shape and dtype at 0/);
    const [, pullback] = transform.vjp((x) => x, [mV([1])]);
    expect(() => (pullback as (x: unknown) => unknown)(ms([1]))).toThrow(/the cotangent must keep its unit: wants a voltage/);
  });
});

describe('lanes refuse', () => {
  test('axes that are not there or differ', () => {
    const sum = (x: One, y: One): One => x.add(y);
    expect(() => transform.vmap(sum)(unitless([1, 2]), unitless([1, 2, 3]))).toThrow('argument 0 has 2, argument 1 has 3');
    expect(() => transform.vmap(sum, { inAxes: [1, 0] })(unitless([1, 2]), unitless([1, 2]))).toThrow(/got 1 for shape \(2\)/);
    expect(() => transform.vmap(sum, { inAxes: null })(unitless(1), unitless(1))).toThrow(/needs something to map over/);
    expect(() => transform.vmap((x: One) => x, { outAxes: null })(unitless([1, 2]))).toThrow(/every lane has its own value/);
    expect(() => transform.vmap((x: One) => x, { axisSize: 3 })(unitless([1, 2]))).toThrow(/axisSize is 3, argument 0 has 2/);
  });

  test('a value for each lane in a State that is not declared', () => {
    const n = new State(unitless(0), { name: 'n' });
    const f = (x: One): One => (n.value = n.value.add(x));
    expect(() => transform.vmap(f)(unitless([1, 2]))).toThrow(/n was written with a value for each lane, but is not declared/);
    expect(n.value.item()).toBe(0);
    transform.vmap(f, { outStates: n })(unitless([1, 2]));
    expect(n.value.toArray()).toEqual([1, 2]);
    expect(() => transform.vmap(f, { inStates: n, outStates: { 1: n } })).toThrow(/axis 0 in inStates and axis 1 in outStates/);
    expect(() => transform.map.with({ batchSize: 2 })((x: One) => (n.value = n.value.mul(x.get(0))), unitless([[1], [2]]))).toThrow(
      /writes n: leave out batchSize/,
    );
  });

  test('an excluded State that differs from lane to lane', () => {
    const make = (x: One) => void new State(x, { name: 'own', tag: 'shared' });
    expect(() => transform.vmapNewStates(make, { stateToExclude: 'shared' })(unitless([1, 2]))).toThrow(/own is excluded/);
  });
});

describe('what was there before is there after an error', () => {
  const failing: Record<string, (f: () => One) => unknown> = {
    scan: (f) => transform.scan((c) => [c, f()], 0, unitless([1, 2])),
    whileLoop: (f) => transform.whileLoop((x) => x.lt(1), () => f(), 0),
    cond: (f) => transform.cond(true, f, () => 1),
    grad: (f) => transform.grad(f, { gradStates: new State(unitless(1)) })(),
    vmap: (f) => transform.vmap(f, { axisSize: 2 })(),
    checkpoint: (f) => transform.checkpoint(f)(),
    jit: (f) => transform.jit(f)(),
    vjp: (f) => transform.vjp(f, [], { gradStates: new State(unitless(1)) }),
    evalShape: (f) => transform.evalShape(f),
    nested: (f) => transform.jit(() => transform.cond(true, () => transform.vmap(f, { axisSize: 2 })(), () => unitless([1, 1])))(),
  };
  test.each(Object.entries(failing))('%s', (_, call) => {
    const neuron = nn.initAllStates(new LIFRef(1));
    neuron.addCurrentInput('pulse', mA(1));
    const n = new State(unitless(0));
    const f = (): One => {
      n.value = n.value.add(1);
      neuron.sumCurrentInputs(mA(0));
      throw new Error('in the middle');
    };
    expect(() => call(f)).toThrow('in the middle');
    expect(n.value.item()).toBe(0);
    expect(neuron.getInput('pulse')).toBeDefined();
  });

  test('evalShape and makeProgram change nothing even without an error', () => {
    const neuron = nn.initAllStates(new LIFRef(1));
    neuron.addCurrentInput('pulse', mA(1));
    const n = new State(unitless([0, 1]));
    const f = () => [(n.value = n.value.add(1)), neuron.sumCurrentInputs(mA([0]))] as const;
    const [first, second] = transform.evalShape(f);
    expect([String(first), String(second)]).toEqual(['ShapeDtype(shape=(2,), dtype=float32)', 'ShapeDtype(shape=(1,), dtype=float32, unit=mA)']);
    transform.makeProgram(f)();
    expect(neuron.getInput('pulse')).toBeDefined();
    expect(n.value.toArray()).toEqual([0, 1]);
  });

  test('a State that was made in a lane or branch has no value outside, and says where it was made', () => {
    let made: State | undefined;
    transform.cond(true, () => (made = new State(unitless(1))).value, () => 0);
    expect(() => made!.value).toThrow(/was made inside a transformed function \(at .*refusals\.test\.ts:\d+:\d+\) that has ended/);
    let kept: One | undefined;
    transform.vmap((x: One) => (kept = x))(unitless([1, 2]));
    expect(() => kept!.add(1)).toThrow(/used outside the function that was traced/);
  });
});
