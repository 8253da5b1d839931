import { Dynamics, environ, Expon, init, LIF, metric, nn, optim, ParamState, random, transform, u, type Quantity, type surrogate } from 'braints';

const { mA, ms, mV } = u;

/** The network of Tutorial 4: spikes in, LIF neurons, evidence for each class out. */
export class Classifier extends Dynamics {
  readonly toHidden;
  readonly current;
  readonly hidden;
  readonly toOut;
  readonly evidence;

  constructor(inputs: number, hidden: number, classes: number, spkFun?: surrogate.Surrogate) {
    super(inputs);
    this.toHidden = new nn.Linear(inputs, hidden, { wInit: new init.KaimingNormal({ unit: mA }) });
    this.current = new Expon(hidden, { tau: ms(5), g_initializer: new init.Constant(mA(0)) });
    this.hidden = new LIF(hidden, { tau: ms(20), V_th: mV(1), spkFun });
    this.toOut = new nn.Linear(hidden, classes, { wInit: new init.KaimingNormal() });
    this.evidence = new Expon(classes, { tau: ms(10), g_initializer: new init.Constant(u.unitless(0)) });
  }

  override update(spikes: Quantity<'one'>): Quantity<'one'> {
    const fired = this.hidden.step(this.current.step(this.toHidden.step(spikes)));
    return this.evidence.step(this.toOut.step(fired));
  }
}

/** Spike trains of a rate: of shape [steps, batch, inputs]. */
export function spikeTrains(steps: number, batch: number, inputs: number, rate: Quantity<'frequency'>): Quantity<'one'> {
  return random.rand(steps, batch, inputs).lt(u.math.multiply(rate, environ.getDt())).astype('float32');
}

/**
 * The losses of so many epochs, in which Adam lowers the cross entropy of what a network makes of its inputs on average over
 * time. All of it, the loop over epochs too, is one compiled program.
 */
export function train(
  net: Dynamics & { step(spikes: Quantity<'one'>): Quantity<'one'> },
  inputs: Quantity<'one'>,
  labels: Quantity<'one'>,
  { lr, epochs, loop = transform.forLoop }: TrainOptions,
): number[] {
  const weights = net.states(ParamState);
  const optimizer = new optim.Adam({ lr }).registerTrainableWeights(weights);
  const loss = (): Quantity<'one'> => {
    nn.initAllStates(net, { batchSize: inputs.shape[1] });
    const evidence = loop((spikes: Quantity<'one'>) => net.step(spikes), inputs);
    return metric.softmaxCrossEntropyWithIntegerLabels(evidence.mean(0), labels).mean();
  };
  const epoch = (): Quantity<'one'> => {
    const [gradients, value] = transform.grad(loss, { gradStates: weights, returnValue: true })();
    optimizer.step(gradients);
    return value;
  };
  return Array.from(transform.forLoop.with({ length: epochs })(epoch).toTypedArray(), Number);
}

/** How to train. */
export interface TrainOptions {
  readonly lr: number;
  readonly epochs: number;
  /** The loop over the steps of time. */
  readonly loop?: typeof transform.forLoop | transform.CheckpointedForLoop;
}
