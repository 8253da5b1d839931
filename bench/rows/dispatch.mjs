import * as engine from '../lib/engine.mjs';

const CALLS = 20_000;

/** A function of two scalars that runs compiled. */
function compiled() {
  const { add, compile, mul, NDArray, runToEnd, sub, trace } = engine;
  const f = (a, b) => [sub(mul(a, add(b, 1)), b)];
  const scalars = [1.5, 2.5].map((x) => NDArray.scalar(x, 'float32'));
  if (engine.jit !== undefined) {
    const g = engine.jit((a, b) => f(a, b)[0]);
    return () => g(...scalars).data[0];
  }
  const executable = compile(trace(f, scalars).program);
  return () => runToEnd(executable, scalars)[0].data[0];
}

export default {
  name: 'dispatch',
  work: 'a compiled function of two scalars, called again with the same shapes',
  unit: 'microseconds a call',
  limit: 3,
  target: 1,
  cases() {
    const call = compiled();
    const ours = () => {
      let check = 0;
      const start = performance.now();
      for (let i = 0; i < CALLS; i++) check += call();
      return { ms: ((performance.now() - start) * 1e3) / CALLS, check };
    };
    return [{ name: 'two float32 scalars', ours: Object.assign(ours, { once: true }) }];
  },
};
