// What the transforms of gradients, loops and lanes infer, and what they refuse. Checked by the compiler alone.
import { Module, ParamState, transform, u, type Quantity } from 'braints';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<T extends true>(..._: T[]): void {}

const { mA, mV, ms, unitless } = u;
type V = Quantity<'voltage'>;
type One = Quantity<'one'>;
const w = new ParamState(mV([1, 2]));
const b = new ParamState({ weight: unitless([1]), bias: ms(1) });
const loss = () => w.value.div(mV(1)).sum();

// ---- gradients have the tree of their States
const single = transform.grad(loss, { gradStates: w })();
holds<Equal<typeof single, V>>();
const tree = transform.grad(loss, { gradStates: { w, inner: [b, w] } })();
holds<Equal<typeof tree, { w: V; inner: [{ weight: One; bias: Quantity<'time'> }, V] }>>();
const byPath = transform.grad(loss, { gradStates: new Map([['w', w]]) })();
holds<Equal<typeof byPath, Map<string, V>>>();

// ---- the order: gradients, value, the rest
const withValue = transform.grad(loss, { gradStates: w, returnValue: true })();
holds<Equal<typeof withValue, [V, One]>>();
const withAux = transform.grad(() => [loss(), { V: mV(1) }], { gradStates: w, hasAux: true })();
holds<Equal<typeof withAux, [V, { V: V }]>>();
const withBoth = transform.grad(() => [loss(), ms(1)], { gradStates: w, hasAux: true, returnValue: true })();
holds<Equal<typeof withBoth, [V, One, Quantity<'time'>]>>();
// @ts-expect-error -- with hasAux the function returns two values
transform.grad(loss, { gradStates: w, hasAux: true });

// ---- arguments
const f = (I: Quantity<'current'>, k: One): One => I.div(mA(1)).mul(k).sum();
const first = transform.grad(f)(mA([1]), unitless(2));
holds<Equal<typeof first, Quantity<'current'>>>();
const several = transform.grad(f, { argnums: [1, 0] })(mA([1]), unitless(2));
holds<Equal<typeof several, [One, Quantity<'current'>]>>();
const both = transform.grad(f, { gradStates: w, argnums: 0 })(mA([1]), unitless(2));
holds<Equal<typeof both, [V, Quantity<'current'>]>>();
// @ts-expect-error -- the gradient function takes what the function takes
transform.grad(f)(mV([1]), unitless(2));

// ---- units
const rate = transform.grad(() => w.value.sum().div(ms(1)), { gradStates: { w, b }, unitAware: true })();
holds<Equal<typeof rate.w, Quantity<'frequency'>>>();
const squares = transform.vectorGrad((x: V) => x.pow(2), { unitAware: true })(mV([1]));
holds<Equal<typeof squares, V>>();
const bare = transform.vectorGrad((x: V) => x.pow(2))(mV([1]));
holds<Equal<typeof bare, One>>();
const rows = transform.jacrev((x: V) => ({ a: x, b: x.pow(2) }), { unitAware: true })(mV([1]));
holds<Equal<typeof rows, { a: One; b: V }>>();
const second = transform.hessian(() => w.value.sum().pow(2), { gradStates: { w }, unitAware: true })();
holds<Equal<typeof second, { w: { w: One } }>>();

// ---- vjp and jvp
const [y, pullback] = transform.vjp((x) => w.value.mul(x), [unitless([1])], { gradStates: { w } });
holds<Equal<typeof y, V>>();
const cotangents = pullback(mV([1, 1]));
holds<Equal<typeof cotangents, [{ w: V }, One]>>();
// @ts-expect-error -- a cotangent has the dimension of the value
pullback(ms([1, 1]));
const [value, slope] = transform.jvp((x) => x.mul(ms(1)), [mA([1])], [mA([1])]);
holds<Equal<typeof value, Quantity<'charge'>>>();
holds<Equal<typeof slope, Quantity<'charge'>>>();
// @ts-expect-error -- a tangent has the dimension of its argument
transform.jvp((x) => x.mul(ms(1)), [mA([1])], [mV([1])]);

// ---- loops
const [carry, outs] = transform.scan((c, t) => [c.add(mV(1)), { t, n: 1 }], mV(0), ms([1, 2]));
holds<Equal<typeof carry, V>>();
holds<Equal<typeof outs, { t: Quantity<'time'>; n: One }>>();
// @ts-expect-error -- the carry keeps its dimension
transform.scan((c, t) => [t, c], mV(0), ms([1, 2]));
const grown = transform.whileLoop(({ x }) => x.lt(mV(10)), ({ x, n }) => ({ x: x.mul(2), n: n.add(1) }), { x: mV(1), n: 0 });
holds<Equal<typeof grown, { x: V; n: One }>>();
// @ts-expect-error -- the body returns what it is given
transform.whileLoop((x) => x.lt(mV(10)), () => ms(1), mV(1));
const checkpointed = transform.checkpointedForLoop((t) => t.mul(2), ms([1, 2]));
holds<Equal<typeof checkpointed, Quantity<'time'>>>();

// ---- choices
const chosen = transform.cond(true, (x) => [x, ms(1)], (x) => [x.mul(2), ms(2)], mV(1));
holds<Equal<typeof chosen, [V, Quantity<'time'>]>>();
// @ts-expect-error -- both branches return the same kinds of values
transform.cond(true, () => mV(1), () => ms(1));
// @ts-expect-error -- a decision has no unit
transform.cond(mV(1), () => mV(1), () => mV(2));
const picked = transform.switch(1, [() => mV(1), () => mV(2)]);
holds<Equal<typeof picked, V>>();
// @ts-expect-error -- there is something to choose from
transform.switchCase(0, []);

// ---- lanes
const lanes = transform.vmap((I: Quantity<'current'>, k: number) => I.mul(k))(mA([1, 2]), 3);
holds<Equal<typeof lanes, Quantity<'current'>>>();
const shapes = transform.evalShape((x: V) => [x, x.div(mV(1))] as const, mV([1]));
holds<Equal<(typeof shapes)[0]['unit']['dim'], 'voltage'>>();
const mapped = transform.map.with({ batchSize: 2 })((x) => x.mul(2), mV([1, 2]));
holds<Equal<typeof mapped, V>>();

// ---- the parameters of a module, found by their kind
class Net extends Module {
  w = w;
}
const found = transform.grad(loss, { gradStates: new Net().states(ParamState) })();
holds<Equal<typeof found extends ReadonlyMap<string, unknown> ? true : false, true>>();
