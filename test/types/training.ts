// What surrogates, optimisers and losses infer, and what they refuse. Checked by the compiler alone.
import { LIFRef, metric, Module, optim, ParamState, surrogate, transform, u, type Dim, type Quantity } from 'braints';

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
function holds<T extends true>(..._: T[]): void {}

const { ms, mV, unitless } = u;
const net = new Module();

// What gradients come in is what a step takes, whatever tree the weights are in.
const weights = net.states(ParamState);
const optimizer = new optim.Adam({ lr: new optim.StepLR({ baseLr: 0.1 }) }).registerTrainableWeights(weights);
optimizer satisfies optim.Adam;
optimizer.step(transform.grad(() => unitless(1), { gradStates: weights })());
const w = new ParamState(mV([1, 2]));
optimizer.step(transform.grad(() => unitless(1), { gradStates: { layers: [w] } })());
optimizer.step(transform.grad(() => unitless(1), { gradStates: w })());
optimizer.groups[0].lr.value satisfies Quantity<'one'>;
// @ts-expect-error -- a step wants gradients
optimizer.step();
// @ts-expect-error -- a number is no gradient
optimizer.step({ w: 1 });
// @ts-expect-error -- weights are States
new optim.SGD().registerTrainableWeights({ w: mV(1) });
// @ts-expect-error -- there is no such option
new optim.SGD({ betas: [0.9, 0.99] });
// @ts-expect-error -- Rprop has no weight decay
new optim.Rprop({ weightDecay: 0.1 });
// @ts-expect-error -- two decays
new optim.Adam({ betas: [0.9] });
// @ts-expect-error -- the plateau wants a metric
new optim.ReduceLROnPlateau().step();
new optim.StepLR().step();

// Losses keep their units.
const squared = metric.squaredError(mV([1]), mV([2]));
holds<Equal<typeof squared, Quantity<Dim<'kg^2 m^4 s^-6 A^-2'>>>>();
metric.absoluteError(mV([1]), mV([2])) satisfies Quantity<'voltage'>;
metric.cosineSimilarity(mV([1]), ms([1])) satisfies Quantity<'one'>;
metric.huberLoss(mV([1]), mV([2]), { delta: mV(1) });
// @ts-expect-error -- a voltage and a time
metric.squaredError(mV([1]), ms([2]));
// @ts-expect-error -- a bound of another dimension
metric.huberLoss(mV([1]), mV([2]), { delta: ms(1) });
// @ts-expect-error -- logits have no unit
metric.softmaxCrossEntropyWithIntegerLabels(mV([1]), unitless(Int32Array.of(0)));
// @ts-expect-error -- no such reduction
metric.squaredError(mV([1]), mV([2]), { reduction: 'avg' });

// A parameter of a surrogate is a number, or what can be trained.
new LIFRef(1, { spkFun: new surrogate.Sigmoid({ alpha: new ParamState(unitless(2)) }) });
surrogate.sigmoid(unitless(1), { alpha: unitless([1, 2]) }) satisfies Quantity<'one'>;
// @ts-expect-error -- a slope has no unit
new surrogate.Sigmoid({ alpha: mV(1) });
// @ts-expect-error -- there is no such option
new surrogate.Sigmoid({ beta: 1 });
// @ts-expect-error -- a potential is divided by a scale first
surrogate.reluGrad(mV(1));
