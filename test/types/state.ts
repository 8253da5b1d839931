// What States, filters and descriptions infer, and what they refuse. Checked by the compiler alone.
import {
  filter,
  HiddenGroupState,
  HiddenState,
  HiddenTreeState,
  LIFRef,
  maybeState,
  Module,
  ParamState,
  random,
  State,
  u,
  type Quantity,
} from 'braints';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<T extends true>(..._: T[]): void {}

const { mA, mS, mV, ms, ohm } = u;
const net = new Module();

// A class narrows the map, several filters give a tuple of maps, and what only a run can tell leaves it wide.
const everyState = net.states();
holds<Equal<typeof everyState, Map<string, State<unknown>>>>();
const weights = net.states(ParamState);
weights.get('w') satisfies ParamState<unknown> | undefined;
const [params, rest] = net.states(ParamState, 'slow', { allowedHierarchy: [0, 1] });
params.get('w') satisfies ParamState<unknown> | undefined;
holds<Equal<typeof rest, Map<string, State<unknown>>>>();
const hidden = net.states(filter.all(HiddenState, filter.not('slow')));
hidden.get('V')?.varshape satisfies readonly number[] | undefined;
const either = net.states([ParamState, HiddenState]);
either.get('V') satisfies State<unknown> | undefined;
const cells = net.nodes(LIFRef, { allowedHierarchy: [1, 1] });
cells.get('a')?.V_th satisfies Quantity<'voltage'> | undefined;
// @ts-expect-error -- a number is no filter
net.states(3);
// @ts-expect-error -- a parameter has no varshape
params.get('w')?.varshape satisfies unknown;

// A tree of variables knows the unit of each.
const cell = new HiddenTreeState({ V: mV([1]), g: mS([1]) });
const V = cell.getValue('V');
holds<Equal<typeof V, Quantity<'voltage'>>>();
cell.setValue({ V: mV([2]) });
// @ts-expect-error -- a voltage, not a conductance
cell.setValue({ V: mS([2]) });
// @ts-expect-error -- there is no such variable
cell.getValue('I');
const pair = new HiddenTreeState([mV([1]), mA([1])]);
const I = pair.getValue(1);
holds<Equal<typeof I, Quantity<'current'>>>();
const group = new HiddenGroupState(mV([[1, 2]]));
const first = group.getValue(0);
holds<Equal<typeof first, Quantity<'voltage'>>>();

// Hooks are given and may give what the State holds.
const state = new HiddenState(mV([1]));
state.registerHook('writeBefore', ({ value, oldValue }) => value.add(oldValue));
// @ts-expect-error -- a time is no voltage
state.registerHook('writeBefore', () => ms([1]));
// @ts-expect-error -- no such hook
state.registerHook('red', () => undefined);
const units = new State({ a: mV([1]), b: [ms([1])] as const }).valueCall((x) => x.unit.symbol);
holds<Equal<typeof units, { a: string; b: [string] }>>();
const plain = maybeState(state);
holds<Equal<typeof plain, Quantity<'voltage'>>>();

// A description makes what its class is.
const desc = LIFRef.desc(10, { R: ohm(1), tau: ms(20) });
const neuron = desc.create({ tau: ms(10) });
holds<Equal<typeof neuron, LIFRef>>();
LIFRef.desc(undefined, { R: ohm(1) });
// @ts-expect-error -- a resistance, not a time
LIFRef.desc(10, { R: ms(1) });

// Draws carry the unit of their parameters.
const delays = random.rayleigh({ scale: ms(2), size: 10 });
holds<Equal<typeof delays, Quantity<'time'>>>();
const passages = random.wald(ms(2), ms(3));
holds<Equal<typeof passages, Quantity<'time'>>>();
holds<Equal<ReturnType<typeof random.rand>, Quantity<'one'>>>();
// @ts-expect-error -- two dimensions
random.wald(ms(2), mV(3));
