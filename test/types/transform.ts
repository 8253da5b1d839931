// What the transforms infer, and what they refuse. Checked by the compiler alone.
import { environ, LIFRef, record, transform, u, type Quantity } from 'braints';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<T extends true>(..._: T[]): void {}

const { mA, mV, ms, ohm } = u;
const neuron = new LIFRef(1, { R: ohm(1), tau: ms(20) });
const times = u.math.arange(ms(0), ms(200), environ.getDt());

// A step declared on its own: its outputs keep their places and dimensions.
function step(t: Quantity<'time'>) {
  return environ.context({ t }, () => {
    neuron.step(mA(25));
    return [neuron.V.value, neuron.getSpike()];
  });
}
const [vs, spikes] = transform.forLoop(step, times);
holds<Equal<typeof vs, Quantity<'voltage'>>>();
holds<Equal<typeof spikes, Quantity<'one'>>>();
// @ts-expect-error -- a membrane potential is no time
vs.add(ms(1));

// A step written in place knows what it is given.
const drive = transform.forLoop((t) => t.mul(mA(2)), times);
holds<Equal<typeof drive, Quantity<'charge'>>>();

// Trees keep their structure; numbers become quantities.
const tree = transform.forLoop((t) => ({ V: mV(1), inner: { n: 3, none: null }, t }), times);
holds<Equal<typeof tree, { V: Quantity<'voltage'>; inner: { n: Quantity<'one'>; none: null }; t: Quantity<'time'> }>>();

// A comparison comes out as numbers without a unit.
const late = transform.forLoop((t) => t.gt(ms(5)), times);
holds<Equal<typeof late, Quantity<'one'>>>();

// The step and what it walks along must agree.
// @ts-expect-error -- the step wants times, and gets currents
transform.forLoop(step, mA([1, 2]));
// @ts-expect-error -- the step wants two inputs
transform.forLoop((a: Quantity<'time'>, b: Quantity<'time'>) => a.add(b), times);
// A step may ignore what it walks along.
transform.forLoop(() => neuron.getSpike(), times);

const run = transform.prepare(step, times);
holds<Equal<ReturnType<typeof run.start>, [Quantity<'voltage'>, Quantity<'one'>]>>();

const compiled = transform.jit((I: Quantity<'current'>) => neuron.step(I));
holds<Equal<ReturnType<typeof compiled>, Quantity<'one'>>>();
// @ts-expect-error -- a current, not a potential
compiled(mV(1));

// What is recorded in another way comes out as what it then is.
const recorded = transform.forLoop(
  (t) =>
    environ.context({ t }, () => {
      const spikes = neuron.step(mA(25));
      const V = neuron.V.value;
      return { e: record.events(spikes), b: record.bits(spikes), v: record.every(10, V), some: record.only(V, [0, 1]), last: [V] };
    }),
  times,
);
holds<Equal<typeof recorded.e, record.Events>>();
holds<Equal<typeof recorded.b, record.Bits>>();
holds<Equal<typeof recorded.v, Quantity<'voltage'>>>();
holds<Equal<typeof recorded.some, Quantity<'voltage'>>>();
holds<Equal<typeof recorded.last, [Quantity<'voltage'>]>>();
const neurons: Quantity<'one'> = recorded.e.neurons;
for (const [which, at] of recorded.e) which.toFixed(at);
neurons.add(recorded.e.steps);
// @ts-expect-error -- a potential is no spike output
record.events(neuron.V.value);

// Options stand in front, and the call stays as it is.
const backwards = transform.forLoop.with({ reverse: true, pbar: 10 })(step, times);
holds<Equal<typeof backwards, [Quantity<'voltage'>, Quantity<'one'>]>>();
const counted = transform.forLoop.with({ length: 3 })(() => mV(1));
holds<Equal<typeof counted, Quantity<'voltage'>>>();
// @ts-expect-error -- there is no such option
transform.forLoop.with({ unroll: 2 });

// A run that hands its recordings out keeps nothing, unless it is told to.
const streamed = run.startAsync({ onChunk: ([v], { from, to }) => v.add(mV(to - from)) });
holds<Equal<typeof streamed, Promise<undefined>>>();
const whole = run.startAsync({ onChunk: ([v]) => void v, keep: true });
holds<Equal<typeof whole, Promise<[Quantity<'voltage'>, Quantity<'one'>]>>>();
const waited = run.startAsync({ signal: new AbortController().signal, pbar: new transform.ProgressBar({ count: 5 }) });
holds<Equal<typeof waited, Promise<[Quantity<'voltage'>, Quantity<'one'>]>>>();
// @ts-expect-error -- the first output is a potential
run.startAsync({ onChunk: ([v]) => v.add(ms(1)) });
