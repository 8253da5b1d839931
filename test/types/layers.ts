// Layers, groups of States, and gradients by whole modules. Checked by the compiler alone.
import { conn, DeltaProj, HiddenTreeState, init, LIFRef, Module, nn, ParamState, STDP, transform, u, type AnyQuantity, type Quantity } from 'braints';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<T extends true>(..._: T[]): void {}

const { mS, mV, unitless } = u;

// Parts of a Sequential are modules, functions and descriptors, without casts; what comes out may be told.
const net = new nn.Sequential(new nn.Linear(100, 32), u.math.relu, nn.GRUCell.desc(undefined, 20), nn.Linear.desc(undefined, 10));
holds<Equal<ReturnType<typeof net.step>, AnyQuantity>>();
holds<Equal<ReturnType<typeof told.step>, Quantity<'one'>>>();
const told = new nn.Sequential<Quantity<'one'>>(new nn.Linear(2, 3), nn.Linear.desc(undefined, 1, { bInit: null }));
// @ts-expect-error -- a number is no part
new nn.Sequential(new nn.Linear(2, 3), 3);
// @ts-expect-error -- there is no such option
nn.Linear.desc(undefined, 10, { bias: null });

// Connections of a rule: with their own weights, or with others in whichever dimension.
const pairs = new conn.FixedProb(0.1, { weight: mS(1) }).generate(4, 3);
const ownWeights = new nn.EventSparseLinear(pairs);
holds<Equal<ReturnType<typeof ownWeights.step>, Quantity<'conductance'>>>();
const otherWeights = new nn.EventSparseLinear(pairs.toCsr(), new init.Normal(mV(1), mV(0.1)));
holds<Equal<ReturnType<typeof otherWeights.step>, Quantity<'voltage'>>>();
const sparse = new nn.SparseLinear(pairs);
holds<Equal<ReturnType<typeof sparse.step>, Quantity<'conductance'>>>();
const plastic = new STDP(ownWeights, { w_max: mS(2) });
holds<Equal<ReturnType<typeof plastic.step>, Quantity<'conductance'>>>();
// @ts-expect-error -- weights alone are no connections
new nn.EventSparseLinear(mS([[1]]));
// @ts-expect-error -- conductances are no jumps of V
new DeltaProj<'voltage'>({ comm: ownWeights, post: new LIFRef(3) });
// @ts-expect-error -- spikes have no unit
ownWeights.step(mV([1, 2, 3, 4]));

// Variables of a group by name or place.
const cell = new HiddenTreeState({ V: mV([-60]), g: mS([0]) });
holds<Equal<ReturnType<typeof cell.getValue<'g'>>, Quantity<'conductance'>>>();
const either = cell.getValue(0);
holds<Equal<typeof either, Quantity<'voltage'> | Quantity<'conductance'>>>();
// @ts-expect-error -- there is no such variable
cell.getValue('x');
// @ts-expect-error -- g is a conductance
cell.setValue({ g: mV([1]) });
const pair = new HiddenTreeState([mV([1]), mS([2])]);
holds<Equal<ReturnType<typeof pair.getValue<1>>, Quantity<'conductance'>>>();

// Gradients by the weights of a module: a Map of trees, as the weights are.
class Model extends Module {
  layer = new nn.Linear(3, 2);
  w = new ParamState(mV([1, 2]));
}
const model = new Model();
const loss = (): Quantity<'one'> => model.w.value.div(mV(1)).sum();
const gradients = transform.grad(loss, { gradStates: model.states(ParamState) })();
holds<Equal<typeof gradients, Map<string, transform.GradientTree>>>();
const byName = transform.grad(loss, { gradStates: { w: model.w, layer: model.layer.weight } })();
holds<Equal<typeof byName.w, Quantity<'voltage'>>>();
holds<Equal<typeof byName.layer.weight, Quantity<'one'>>>();
const bare = transform.grad(loss, { gradStates: model.w, returnValue: true })();
holds<Equal<typeof bare, [Quantity<'voltage'>, Quantity<'one'>]>>();

// They come out of a compiled function as they are, and Maps of quantities go in and out as any tree.
const compiled = transform.jit(() => [transform.grad(loss, { gradStates: model.states(ParamState) })(), loss()] as const);
const [all, value] = compiled();
holds<Equal<typeof all, Map<string, transform.GradientTree>>>();
holds<Equal<typeof value, Quantity<'one'>>>();
const scaled = transform.jit((rates: Map<string, Quantity<'frequency'>>) => new Map([...rates].map(([key, x]) => [key, x.mul(u.ms(2))])));
const ratios = scaled(new Map([['a', u.Hz(3)]]));
holds<Equal<typeof ratios, Map<string, Quantity<'one'>>>>();

// A function that returns nothing gives nothing; what follows its call is reached.
const write = transform.jit(() => {
  model.w.value = mV([3, 4]);
});
const nothing = write();
holds<Equal<typeof nothing, void>>();
const none = transform.forLoop.with({ length: 3 })(() => write());
holds<Equal<typeof none, void>>();
unitless(1).add(1);
