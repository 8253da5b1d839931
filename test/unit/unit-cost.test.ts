import { describe, expect, it } from 'vitest';
import { environ, HiddenState, LIFRef, nn, transform, u, type AnyQuantity } from '../../src/index.js';

// Units exist while a function is traced. Where their sizes agree, the program is the one without units; where they
// differ, a conversion is one multiplication, and none of a number that is known.

const { cm2, Hz, mA, math, ms, mS, mV, nA, ohm, uF, unitless, volt } = u;

type Values = readonly AnyQuantity[];
type Step = (...x: AnyQuantity[]) => unknown;

const program = (f: Step, ...args: Values) => transform.makeProgram(f)(...args).optimised();
const bare = (...args: Values): AnyQuantity[] => args.map((x) => unitless(x.mantissa));

/** How often an operation stands in a program. */
function count(view: { toString(): string }, operation: string): number {
  return String(view).match(new RegExp(`= ${operation}\\b`, 'g'))?.length ?? 0;
}

describe('where the sizes of units agree', () => {
  const cases: [string, Step, Values][] = [
    ['mA * ohm is mV', (V, I, R) => V!.add(R!.mul(I!)), [mV([1, 2]), mA([3, 4]), ohm([5, 6])]],
    ['a leaky membrane', (V, I, tau) => I!.sub(V!).div(tau!), [mV([1, 2]), mV([3, 4]), ms([5, 6])]],
    ['a conductance', (g, V, E) => g!.mul(E!.sub(V!)), [mS([1, 2]), mV([3, 4]), mV([5, 6])]],
    ['a threshold', (V, th, r) => math.where(V!.ge(th!), r!, V!), [mV([1, 2]), mV([3, 4]), mV([5, 6])]],
    ['roots and powers', (V, t) => V!.pow(2).mul(t!).sqrt(), [mV([1, 2]), ms([3, 4])]],
    ['ratios', (V, D) => math.exp(V!.div(D!)), [mV([1, 2]), mV([3, 4])]],
    ['sums along axes', (V) => V!.sum().add(V!.mean()).add(V!.max()), [mV([1, 2])]],
    ['kHz * ms', (r, t) => r!.mul(t!), [u.khertz([1, 2]), ms([3, 4])]],
    ['products of matrices', (W, r) => math.matmul(W!, r!), [mV([[1, 2], [3, 4]]), Hz([5, 6])]],
  ];

  it.each(cases)('%s is the program without them', (_, f, args) => {
    expect(program(f, ...args).hash).toBe(program(f, ...bare(...args)).hash);
  });

  it('a step of a membrane in a loop is the loop without them', () => {
    const loop = (V0: AnyQuantity, I: AnyQuantity, tau: AnyQuantity, R: AnyQuantity, dt: AnyQuantity) => {
      const V = new HiddenState(V0);
      const step = (x: AnyQuantity) => {
        V.value = V.value.add(R.mul(x).sub(V.value).div(tau).mul(dt));
        return V.value;
      };
      return transform.forLoop(step, I);
    };
    const args = [mV([0, 1]), mA([[1, 2], [3, 4], [5, 6]]), ms(20), ohm(2), ms(0.1)];
    expect(program(loop as Step, ...args).hash).toBe(program(loop as Step, ...bare(...args)).hash);
  });
});

describe('where they differ', () => {
  it('a conversion is one multiplication', () => {
    const sum: Step = (a, b) => a!.add(b!);
    const mixed = program(sum, mV([1, 2]), volt([3, 4]));
    const plain = program(sum, ...bare(mV([1, 2]), volt([3, 4])));
    expect(count(mixed, 'mul') - count(plain, 'mul')).toBe(1);
    expect(count(mixed, 'add')).toBe(1);
  });

  it.each<[string, Step, Values, number]>([
    ['nA * ohm + mV', (I, R, V) => V!.add(R!.mul(I!)), [nA([1, 2]), ohm([3, 4]), mV([5, 6])], 1],
    ['uF / cm^2 * mV / ms + nA / cm^2', (C, V, t, I) => I!.add(C!.mul(V!).div(t!)), [uF([1]).div(cm2(1)), mV([2]), ms([3]), nA([4]).div(cm2(1))], 1],
    ['Hz * ms', (r, t) => r!.mul(t!), [Hz([1, 2]), ms([3, 4])], 1],
    ['mV / V', (a, b) => a!.div(b!), [mV([1, 2]), volt([3, 4])], 1],
    ['a choice', (a, b) => math.where(a!.gt(a!), a!, b!), [mV([1, 2]), volt([3, 4])], 1],
    ['a comparison', (a, b) => a!.gt(b!), [mV([1, 2]), volt([3, 4])], 1],
    ['a sum of three', (a, b, c) => a!.add(b!).add(c!), [mV([1, 2]), volt([3, 4]), u.uvolt([5, 6])], 2],
  ])('%s takes one more for each', (_, f, args, most) => {
    const [mixed, plain] = [program(f, ...args), program(f, ...bare(...args))];
    const more = count(mixed, 'mul') - count(plain, 'mul');
    expect(more).toBeGreaterThan(0);
    expect(more).toBeLessThanOrEqual(most);
  });

  it('a number that is known is converted while tracing', () => {
    const inMillivolts: Step = (V) => V!.add(mV(500)).mul(2);
    const inVolts: Step = (V) => V!.add(volt(0.5)).mul(2);
    expect(program(inVolts, mV([1, 2])).hash).toBe(program(inMillivolts, mV([1, 2])).hash);
  });

  it('to and fro is at most two', () => {
    expect(count(program((a) => a!.in(volt).in(mV), mV([1, 2])), 'mul')).toBeLessThanOrEqual(2);
  });

  it('conversions one after the other, and by a known number, are one multiplication', () => {
    const f: Step = (I) => I!.mul(ohm(3)).mul(2).in(mV);
    expect(count(program(f, nA([1, 2])), 'mul')).toBe(1);
    const g: Step = (r, t) => r!.mul(t!).mul(0.5);
    expect(count(program(g, Hz([1, 2]), ms([3, 4])), 'mul')).toBe(2);
  });
});

describe('a model', () => {
  const run = (tau: AnyQuantity, V_th: AnyQuantity, R: AnyQuantity, dt: AnyQuantity) => {
    const neuron = nn.initAllStates(new LIFRef(3, { R, tau, V_th, V_rest: mV(-60), V_reset: mV(-60), V_initializer: mV(-60) }));
    return environ.context({ dt, t: ms(0) }, () => transform.makeProgram((I: AnyQuantity) => neuron.step(I))(mA([1, 2, 3])).optimised());
  };

  it('is one program, whichever units its parameters come in', () => {
    const { second, mohm } = u;
    const reference = run(ms(20), mV(-50), ohm(1), ms(0.125));
    expect(run(second(0.02), mV(-50), ohm(1), ms(0.125)).hash).toBe(reference.hash);
    expect(count(run(ms(20), volt(-0.05), mohm(1000), ms(0.125)), 'mul')).toBeLessThanOrEqual(count(reference, 'mul') + 1);
  });
});
