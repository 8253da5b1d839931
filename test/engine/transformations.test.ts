import { describe, expect, test } from 'vitest';
import { config } from '../../src/core/config.js';
import * as E from '../../src/engine/index.js';
import { add, div, exp, gt, lt, mul, NDArray, neg, sub, sum, type Operand } from '../../src/engine/index.js';

const vec = (...xs: number[]): NDArray => new NDArray([xs.length], 'float64', Float64Array.from(xs));
const scalar = (x: number): NDArray => NDArray.scalar(x, 'float64');
const list = (x: unknown): number[] => [...(x as NDArray).data];
const one = (x: unknown): number => (x as NDArray).data[0];
const close = (a: readonly number[], b: readonly number[], digits = 9): void => {
  expect(a.length).toBe(b.length);
  a.forEach((x, i) => expect(x).toBeCloseTo(b[i], digits));
};
const tanh = (x: Operand): Operand => sub(1, div(2, add(exp(mul(2, x)), 1)));

describe.each(['wasm', 'reference'] as const)('on %s', (backend) => {
  const on = (name: string, body: () => void): void => {
    test(name, () => {
      config.backend = backend;
      try {
        body();
      } finally {
        config.backend = 'wasm';
      }
    });
  };

  on('grad, valueAndGrad, argnums, aux and trees', () => {
    const f = (p: { w: Operand; b: Operand }, x: Operand): Operand => sum(mul(add(mul(p.w, x), p.b), p.w));
    const p = { w: vec(1, 2), b: scalar(3) };
    const g = E.grad(f)(p, vec(5, 7)) as typeof p;
    close(list(g.w), [2 * 1 * 5 + 3, 2 * 2 * 7 + 3]);
    close(list(g.b), [3]);
    const [value, [gp, gx]] = E.valueAndGrad(f, { argnums: [0, 1] })(p, vec(5, 7)) as [Operand, [typeof p, Operand]];
    expect(one(value)).toBe(5 + 3 + 28 + 6);
    close(list(gp.w), [13, 31]);
    close(list(gx), [1, 4]);
    const [slope, aux] = E.grad((x: Operand) => [mul(x, x), { twice: mul(x, 2) }], { hasAux: true })(scalar(3)) as [Operand, { twice: Operand }];
    expect([one(slope), one(aux.twice)]).toEqual([6, 6]);
  });

  on('vjp of one and of several arguments', () => {
    const { value, pullback } = E.vjp((x, y) => mul(x, exp(y)), vec(1, 2), vec(0, 1));
    close(list(value), [1, 2 * Math.E]);
    const [dx, dy] = pullback(vec(1, 10));
    close(list(dx), [1, 10 * Math.E]);
    close(list(dy), [1, 20 * Math.E]);
    close(list(E.vjp((x) => mul(x, x), vec(3)).pullback(1)), [6]);
  });

  on('second derivatives by every composition', () => {
    const f = (x: Operand): Operand => sum(mul(exp(x), x));
    const truth = [0.3, -0.2].map((x) => Math.exp(x) * (x + 2));
    const x = vec(0.3, -0.2);
    const diagonal = (h: unknown): number[] => [list(h)[0], list(h)[3]];
    close(diagonal(E.hessian(f)(x)), truth);
    close(diagonal(E.jacrev((v) => E.grad(f)(v) as Operand)(x)), truth);
    close(diagonal(E.jacfwd((v) => E.jacfwd(f)(v))(x)), truth);
    expect(list(E.hessian(f)(x)).slice(1, 3)).toEqual([0, 0]);
  });

  on('jacfwd and jacrev agree, out by in', () => {
    const f = (x: Operand): Operand => E.stack([mul(E.index(x, 0), E.index(x, 1)), exp(E.index(x, 2)), sum(x)]);
    const x = vec(2, 3, 0.5);
    const truth = [3, 2, 0, 0, 0, Math.exp(0.5), 1, 1, 1];
    close(list(E.jacfwd(f)(x)), truth);
    close(list(E.jacrev(f)(x)), truth);
  });

  on('a recurrent net through a scan: gradient against difference quotients, and against its unrolled self', () => {
    const xs = vec(0.5, -0.3, 0.8, 0.1);
    const loss = (w: Operand, loop: boolean): Operand => {
      const step = (h: Operand, x: Operand): readonly [Operand, Operand] => {
        const next = tanh(add(mul(w, h), x));
        return [next, mul(next, next)];
      };
      if (loop) return add(...(E.scan(step, scalar(0.1), xs).map((y) => sum(y)) as [Operand, Operand]));
      let h: Operand = scalar(0.1);
      let total: Operand = 0;
      for (let i = 0; i < 4; i++) {
        const [next, y] = step(h, E.index(xs, i));
        h = next;
        total = add(total, y);
      }
      return add(h, total);
    };
    const at = (w: number, loop: boolean): number => one(loss(scalar(w), loop));
    const looped = one(E.grad((w: Operand) => loss(w, true))(scalar(0.7)));
    expect(looped).toBeCloseTo(one(E.grad((w: Operand) => loss(w, false))(scalar(0.7))), 12);
    expect(looped).toBeCloseTo((at(0.7 + 1e-6, true) - at(0.7 - 1e-6, true)) / 2e-6, 6);
    const [, forward] = E.jvp((w: Operand) => loss(w, true), [scalar(0.7)], [scalar(1)]);
    expect(one(forward)).toBeCloseTo(looped, 12);
    // Reverse over reverse, forward over reverse.
    const second = (h: number): number => one(E.grad((w: Operand) => loss(w, true))(scalar(0.7 + h)));
    const quotient = (second(1e-6) - second(-1e-6)) / 2e-6;
    expect(one(E.grad((w: Operand) => E.grad((v: Operand) => loss(v, true))(w))(scalar(0.7)))).toBeCloseTo(quotient, 5);
    expect(one(E.hessian((w) => loss(w, true))(scalar(0.7)))).toBeCloseTo(quotient, 5);
  });

  on('outputs of every k-th step alone', () => {
    const xs = vec(1, 2, 3, 4, 5, 6);
    const step = (c: Operand, x: Operand): readonly [Operand, Operand] => [add(c, x), mul(add(c, x), 10)];
    const full = list(E.scan(step, scalar(0), xs)[1]);
    const [last, thin] = E.scan(step, scalar(0), xs, { every: 2 });
    expect(list(thin)).toEqual([full[1], full[3], full[5]]);
    expect(one(last)).toBe(21);
    const backwards = list(E.scan(step, scalar(0), xs, { reverse: true })[1]);
    expect(list(E.scan(step, scalar(0), xs, { reverse: true, every: 3 })[1])).toEqual([backwards[0], backwards[3]]);
    const f = (w: Operand): Operand => sum(E.scan((c: Operand, x: Operand) => [mul(add(c, x), w), c], scalar(0), xs, { every: 3 })[1]);
    const at = (w: number): number => one(f(scalar(w)));
    expect(one(E.grad(f)(scalar(0.5)))).toBeCloseTo((at(0.5 + 1e-6) - at(0.5 - 1e-6)) / 2e-6, 6);
    expect(() => E.scan(step, scalar(0), xs, { every: 4 })).toThrow(/divides the length/);
  });

  on('a backward scan, and a carry whose first tangent is zero', () => {
    const xs = vec(1, 2, 3);
    const f = (a: Operand): Operand => {
      const [c] = E.scan((c: Operand, x: Operand) => [add(mul(c, a), x), null], scalar(0), xs, { reverse: true });
      return c;
    };
    expect(one(f(scalar(2)))).toBe(1 + 2 * (2 + 2 * 3));
    expect(one(E.grad(f)(scalar(2)))).toBeCloseTo(2 + 2 * 2 * 3, 9);
  });

  on('vmap of grad, grad of vmap, nested vmap, axes', () => {
    const f = (w: Operand, x: Operand): Operand => sum(mul(tanh(mul(w, x)), x));
    const w = vec(0.2, -0.4);
    const xs = new NDArray([3, 2], 'float64', Float64Array.of(1, 2, 3, 4, 5, 6));
    const each = E.vmap((x: Operand) => E.grad(f)(w, x) as Operand)(xs);
    const rows = [0, 1, 2].map((i) => list(E.grad(f)(w, E.index(xs, i))));
    close(list(each), rows.flat());
    const total = E.grad((v: Operand) => sum(E.vmap((x: Operand) => f(v, x))(xs)))(w);
    close(list(total), [0, 1].map((k) => rows[0][k] + rows[1][k] + rows[2][k]));
    const outer = E.vmap((a: Operand) => E.vmap((b: Operand) => mul(a, b), { inAxes: 0 })(vec(1, 2, 3)))(vec(10, 20));
    expect(list(outer)).toEqual([10, 20, 30, 20, 40, 60]);
    const columns = E.vmap((c: Operand) => sum(c), { inAxes: 1 })(xs);
    expect(list(columns)).toEqual([9, 12]);
    expect(E.shapeOf(E.vmap((r: Operand) => mul(r, 2), { outAxes: 1 })(xs))).toEqual([2, 3]);
    expect(list(E.vmap((a: Operand, b: Operand) => add(a, b), { inAxes: [0, null] })(vec(1, 2), scalar(5)))).toEqual([6, 7]);
  });

  on('cond runs one branch, and its derivative is of that branch', () => {
    const f = (x: Operand): Operand => E.cond(gt(x, 0), (v: Operand) => mul(v, v), (v: Operand) => neg(v), x);
    expect([one(f(scalar(3))), one(f(scalar(-3)))]).toEqual([9, 3]);
    expect([one(E.grad(f)(scalar(3))), one(E.grad(f)(scalar(-3)))]).toEqual([6, -1]);
    // Mapped, it selects; the branch not taken is infinite there and must not spoil the gradient.
    const root = (x: Operand): Operand => E.cond(gt(x, 0), (v: Operand) => E.sqrt(v), () => scalar(0), x);
    close(list(E.vmap((x: Operand) => E.grad(root)(x) as Operand)(vec(-1, 4))), [0, 0.25]);
    close(list(E.grad((xs: Operand) => sum(E.vmap(root)(xs)))(vec(-1, 4))), [0, 0.25]);
  });

  on('switch clamps its index, alone and mapped', () => {
    const f = (i: Operand, x: Operand): Operand =>
      E.switchCase(i, [(v: Operand) => mul(v, 10), (v: Operand) => mul(v, 100), (v: Operand) => mul(v, 1000)], x);
    const index = new NDArray([5], 'int32', Int32Array.of(-3, 0, 1, 2, 9));
    expect(list(E.vmap(f, { inAxes: [0, null] })(index, scalar(1)))).toEqual([10, 10, 100, 1000, 1000]);
    expect([-3, 0, 1, 2, 9].map((i) => one(f(i, scalar(1))))).toEqual([10, 10, 100, 1000, 1000]);
  });

  on('grad of vmap of scan of cond', () => {
    const f = (w: Operand, x: Operand): Operand => {
      const [h] = E.scan(
        (c: Operand, k: Operand) => [
          E.cond(gt(c, 0.5), (v: Operand) => mul(v, w), (v: Operand) => add(v, mul(k, x)), c),
          null,
        ],
        scalar(0.3),
        vec(0.4, 0.3, 0.9, 0.2),
      );
      return h;
    };
    const xs = vec(0.5, 1.5, -0.4);
    const loss = (w: Operand): Operand => sum(E.vmap((x: Operand) => f(w, x))(xs));
    const plain = (w: number): number => [0.5, 1.5, -0.4].reduce((s, x) => s + one(f(scalar(w), scalar(x))), 0);
    expect(one(loss(scalar(0.6)))).toBeCloseTo(plain(0.6), 12);
    const quotient = (plain(0.6 + 1e-6) - plain(0.6 - 1e-6)) / 2e-6;
    expect(one(E.grad(loss)(scalar(0.6)))).toBeCloseTo(quotient, 6);
  });

  on('while: values, forward derivative, mapped lanes that stop at different steps', () => {
    const f = (x: Operand): Operand => {
      const [y] = E.whileLoop(([, n]) => lt(n, 3.5), ([v, n]: [Operand, Operand]) => [mul(v, x), add(n, 1)], [scalar(1), scalar(0)]);
      return y;
    };
    expect(one(f(scalar(2)))).toBe(16);
    expect(one(E.jvp(f, [scalar(2)], [scalar(1)])[1])).toBe(32);
    expect(() => E.grad(f)(scalar(2))).toThrow(/while loop cannot be differentiated backwards/);
    const halve = (x: Operand): Operand => {
      const [, n] = E.whileLoop(([v]) => gt(v, 1), ([v, k]: [Operand, Operand]) => [div(v, 2), add(k, 1)], [x, scalar(0)]);
      return n;
    };
    expect(list(E.vmap(halve)(vec(1, 2, 5, 1000)))).toEqual([0, 1, 3, 10]);
  });

  on('custom derivatives, first and second', () => {
    const square = E.customJvp((x) => mul(x, x), ([x], [t]) => mul(t, mul(20, x)));
    expect(one(square(scalar(3)))).toBe(9);
    expect(one(E.grad(square)(scalar(3)))).toBe(60);
    expect(one(E.grad((x: Operand) => E.grad(square)(x))(scalar(3)))).toBe(20);
    close(list(E.vmap((x: Operand) => E.grad(square)(x) as Operand)(vec(1, 2))), [20, 40]);
    const clipped = E.customVjp(
      (x) => mul(x, x),
      (x) => ({ out: mul(x, x), residuals: [x] }),
      ([x], ct) => [E.minimum(mul(ct, mul(2, x)), 5)],
    );
    close([1, 2, 10].map((x) => one(E.grad(clipped)(scalar(x)))), [2, 4, 5]);
    close(list(E.grad((xs: Operand) => sum(E.vmap(clipped)(xs)))(vec(1, 2, 10))), [2, 4, 5]);
    expect(() => E.jvp(clipped, [scalar(1)], [scalar(1)])).toThrow(/customJvp/);
    const a = scalar(2);
    expect(() => E.grad((w: Operand) => E.customJvp((x) => mul(x, w), (_, [t]) => t)(a))(scalar(1))).toThrow(/closes over/);
  });

  on('checkpoint and checkpointed scans change no gradient', () => {
    const xs = vec(...Array.from({ length: 12 }, (_, i) => Math.sin(i)));
    const step = (w: Operand) => (h: Operand, x: Operand): readonly [Operand, Operand] => {
      const next = tanh(add(mul(w, h), x));
      return [next, mul(next, w)];
    };
    const plain = (w: Operand): Operand => sum(E.scan(step(w), scalar(0), xs)[1]);
    const truth = one(E.grad(plain)(scalar(0.9)));
    for (const blocks of [[4], [6, 2], [3], [12], [1]]) {
      const f = (w: Operand): Operand => sum(E.checkpointedScan(step(w), scalar(0), xs, blocks)[1]);
      expect(one(f(scalar(0.9)))).toBeCloseTo(one(plain(scalar(0.9))), 12);
      expect(one(E.grad(f)(scalar(0.9)))).toBeCloseTo(truth, 12);
    }
    const f = (x: Operand): Operand => E.checkpoint((v: Operand) => exp(mul(v, v)))(x);
    expect(one(E.grad(f)(scalar(0.5)))).toBeCloseTo(Math.exp(0.25), 12);
    expect(one(E.grad((x: Operand) => E.grad(f)(x))(scalar(0.5)))).toBeCloseTo(Math.exp(0.25) * 3, 9);
    expect(() => E.checkpointedScan(step(1), scalar(0), xs, [5])).toThrow(/divide its length/);
  });

  on('run-time checks end the run with the text and the index', () => {
    const f = E.jit((x: Operand) => {
      E.errorIf(gt(x, 5), 'the potential runs away');
      return mul(x, 2);
    });
    expect(list(f(vec(1, 2)))).toEqual([2, 4]);
    expect(() => f(vec(1, 7, 9))).toThrow('the potential runs away (at index 1)');
    expect(list(f(vec(1, 2, 3)))).toEqual([2, 4, 6]);
    const loop = (x: Operand): Operand =>
      E.scan((c: Operand) => {
        E.errorIf(gt(c, 10), 'carry too large');
        return [mul(c, 2), null];
      }, x, null, { length: 5 })[0];
    expect(one(loop(scalar(0.5)))).toBe(16);
    expect(() => loop(scalar(1))).toThrow('carry too large');
    // In a branch that is not taken nothing is checked, mapped or not.
    const guarded = (x: Operand): Operand =>
      E.cond(gt(x, 0), (v: Operand) => v, (v: Operand) => (E.errorIf(lt(v, 0), 'negative'), v), x);
    expect(one(guarded(scalar(1)))).toBe(1);
    expect(() => guarded(scalar(-1))).toThrow('negative');
    expect(list(E.vmap(guarded)(vec(1, 0)))).toEqual([1, 0]);
    expect(() => E.vmap(guarded)(vec(1, -1, -2))).toThrow('negative (at index 1)');
    // The second pass of a checkpoint does not check again.
    const again = E.checkpoint((v: Operand) => (E.errorIf(gt(v, 5), 'large'), mul(v, v)));
    expect(one(E.grad(again)(scalar(3)))).toBe(6);
  });

  on('jit traces once for each shape', () => {
    let traces = 0;
    const f = E.jit((x: Operand) => {
      traces += 1;
      return add(x, 1);
    });
    f(vec(1));
    f(vec(2));
    expect(traces).toBe(1);
    f(vec(1, 2));
    expect(traces).toBe(2);
  });
});

describe('refuses', () => {
  test('what cannot be', () => {
    const x = vec(1, 2);
    expect(() => E.grad((v: Operand) => v)(x)).toThrow(/one float scalar.*float64\[2\]/);
    expect(() => E.grad((v: Operand) => sum(v), { argnums: 1 })(x)).toThrow(/argnums/);
    expect(() => E.grad((v: Operand) => sum(v))(new NDArray([2], 'int32', Int32Array.of(1, 2)))).toThrow(/by floats/);
    expect(() => E.vmap((a: Operand, b: Operand) => add(a, b))(vec(1, 2), vec(1, 2, 3))).toThrow(/equally long, got 2, 3/);
    expect(() => E.vmap((a: Operand) => a, { inAxes: null })(x)).toThrow(/at least one/);
    expect(() => E.scan((c: Operand) => [E.stack([c, c]), null], scalar(1), x)).toThrow(/carry 0 is float64\[\] before.*float64\[2\] after/);
    expect(() => E.scan((c: Operand) => [c, null], scalar(1), null)).toThrow(/length/);
    expect(() => E.cond(scalar(1), () => 1, () => 2)).toThrow(/one bool/);
    expect(() => E.cond(gt(scalar(1), 0), () => x, () => scalar(1))).toThrow(/same kinds of values/);
    expect(() => E.switchCase(0, [])).toThrow(/at least one branch/);
    expect(() => E.switchCase(scalar(1), [() => 1])).toThrow(/one integer/);
    expect(() => E.whileLoop((c: Operand) => c, (c: Operand) => c, scalar(1))).toThrow(/one bool/);
  });
});
