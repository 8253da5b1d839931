// Options that nobody knows are refused at every door: a mistyped one would leave its default in place without a word.
import { describe, expect, test } from 'vitest';
import { environ, LIFRef, nn, record, State, transform, u, type Quantity } from '../../src/index.js';

const { mA, ms, mV, unitless } = u;
const x = unitless([1, 2]);
const state = new State(unitless(1), { name: 'w' });
const loss = (): Quantity<'one'> => state.value.mul(2);

/** A call with an option that it does not have, past the compiler. */
const calls: Record<string, (options: never) => unknown> = {
  State: (options) => new State(x, options),
  Linear: (options) => new nn.Linear(2, 3, options),
  AllToAll: (options) => new nn.AllToAll(2, 3, options),
  OneToOne: (options) => new nn.OneToOne(2, options),
  SignedWLinear: (options) => new nn.SignedWLinear(2, 3, options),
  EventLinear: (options) => new nn.EventLinear(2, 3, unitless(1), options),
  EventFixedNumConn: (options) => new nn.EventFixedNumConn(4, 4, 0.5, unitless(1), options),
  EventSparseLinear: (options) => new nn.EventSparseLinear(u.sparse.dense(unitless([[1, 2]])), undefined, options),
  Dropout: (options) => new nn.Dropout(0.5, options),
  Embedding: (options) => new nn.Embedding(3, 2, options),
  LayerNorm: (options) => new nn.LayerNorm(3, options),
  LoRA: (options) => new nn.LoRA(2, 1, 3, options),
  GRUCell: (options) => new nn.GRUCell(2, 3, options),
  Delay: (options) => environ.context({ dt: ms(0.1) }, () => new nn.Delay(x, options)),
  prefetchDelay: (options) => environ.context({ dt: ms(0.1) }, () => new LIFRef(1).prefetchDelay('V', ms(1), [], options)),
  outputDelay: (options) => environ.context({ dt: ms(0.1) }, () => new LIFRef(1).outputDelay(ms(1), [], options)),
  jit: (options) => transform.jit(loss, options),
  'the loop': (options) => transform.forLoop.with(options),
  scan: (options) => transform.scan((c: Quantity<'one'>, y: Quantity<'one'>) => [c, y], unitless(0), x, options),
  checkpointedForLoop: (options) => transform.checkpointedForLoop.with(options)((y) => y, x),
  boundedWhileLoop: (options) => transform.boundedWhileLoop((c) => c.lt(3), (c) => c.add(1), unitless(0), options),
  ifelse: (options) => transform.ifelse.with(options),
  grad: (options) => transform.grad(loss, options),
  vectorGrad: (options) => transform.vectorGrad(loss, options),
  jacrev: (options) => transform.jacrev(loss, options),
  jacfwd: (options) => transform.jacfwd(loss, options),
  hessian: (options) => transform.hessian(loss, options),
  fwdGrad: (options) => transform.fwdGrad(loss, options),
  vjp: (options) => transform.vjp(loss, [], options),
  jvp: (options) => transform.jvp((y: Quantity<'one'>) => y, [x], [x], options),
  vmap: (options) => transform.vmap((y: Quantity<'one'>) => y, options),
  vmapNewStates: (options) => transform.vmapNewStates(() => x, options),
  map: (options) => transform.map.with(options),
  start: (options) => transform.prepare((y) => y, x).start(options),
  ProgressBar: (options) => new transform.ProgressBar(options),
};

describe.each(Object.keys(calls))('%s', (name) => {
  test('refuses an option that it does not have, and what is no object of options', () => {
    expect(() => calls[name]({ zzzzzzzzzzzzz: 1 } as never)).toThrow(`${name} has no option zzzzzzzzzzzzz: it has `);
    expect(() => calls[name](3 as never)).toThrow(/options (must be a plain object|as an object), got 3/);
  });
});

test('startAsync refuses one, too', async () => {
  await expect(transform.prepare((y) => y, x).startAsync({ onchunk: 1 } as never)).rejects.toThrow('startAsync has no option onchunk: did you mean onChunk?');
});

test('what Python calls it is near', () => {
  expect(() => transform.grad(loss, { grad_states: state } as never)).toThrow('grad has no option grad_states: did you mean gradStates?');
  expect(() => new nn.Linear(1, 2, { w_init: 1 } as never)).toThrow('Linear has no option w_init: did you mean wInit?');
});

test('an option that is undefined is as good as left out', () => {
  expect(new nn.Linear(1, 2, { other: undefined } as never).outSize).toEqual([2]);
});

describe('record in another place than the step of a forLoop', () => {
  const neuron = environ.context({ dt: ms(0.1) }, () => nn.initAllStates(new LIFRef(2)));
  const step = (): Quantity<'one'> => environ.context({ dt: ms(0.1), t: ms(0) }, () => neuron.step(mA(1)));
  const places: Record<string, () => unknown> = {
    scan: () => transform.scan((c: Quantity<'one'>, _: Quantity<'one'>) => [c, record.events(step())] as never, unitless(0), x),
    jit: () => transform.jit(() => record.every(2, neuron.V.value))(),
    checkpointedForLoop: () => transform.checkpointedForLoop(() => record.bits(step()), x),
  };
  test.each(Object.keys(places))('%s says what to return instead', (name) => {
    expect(places[name]).toThrow(/^record\.(events|every|bits) says how forLoop keeps what its step returns; here it is a result.*: return the quantity itself$/);
  });

  test('every prints what it is', () => {
    expect(String(record.every(2, mV(3)))).toBe('Every(2, Quantity(3., "mV"))');
  });
});

test('the number of a traced value does not exist in any unit', () => {
  const read = transform.jit((V: Quantity<'voltage'>) => V.item(undefined as never));
  expect(() => read(mV(1))).toThrow(/item\(\) needs a value, and Quantity\(~?float32\[\], "mV"\) is traced/);
});
