// Contenders that take turns. Each is a function, of a promise too, that gives `{ ms, check }`: the time, and a number of the
// result, or several, which all have to agree on. One that is missing gives `{ missing: reason }`, or undefined.

/** Milliseconds below which a turn is made of several calls. */
const SHORT = 20;
const CALLS = 21;
/** Milliseconds above which one run of a seed is enough. */
const LONG = 1000;
const RUNS_OF_A_SEED = 3;

export const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];
const mean = (list) => list.reduce((a, b) => a + b, 0) / list.length;

/** The standard error of a mean. */
function standardError(list) {
  const m = mean(list);
  return Math.sqrt(list.reduce((a, x) => a + (x - m) ** 2, 0) / (list.length - 1) / list.length);
}

const reasonOf = (sample) => sample?.missing ?? 'missing';
const isMissing = (sample) => sample === undefined || sample.missing !== undefined;

/** One turn; a short one is the median of several calls in a row, so that a collection of garbage is not all of it. */
async function turn(contender) {
  const first = await contender();
  if (isMissing(first) || first.ms > SHORT || contender.once) return first;
  const times = [first.ms];
  while (times.length < CALLS) times.push((await contender()).ms);
  return { ms: median(times), check: first.check };
}

/** Whether two checks, of one number or of several, are as near as that. */
function agree(check, expected, tolerance) {
  const [some, others] = [check, expected].map((x) => (Array.isArray(x) ? x : [x]));
  return some.length === others.length && some.every((x, i) => Math.abs(x - others[i]) <= tolerance * Math.abs(others[i]));
}

/**
 * The same work so many times, after a first turn that warms up, or once alone if it is `cold`: for each contender its
 * median time, or why it is missing.
 */
export async function takeTurns(contenders, { runs, tolerance, cold = false }) {
  const samples = contenders.map(() => []);
  const reasons = [];
  let expected;
  for (let run = cold ? 0 : -1; run < (cold ? 1 : runs); run++) {
    for (const [i, contender] of contenders.entries()) {
      if (reasons[i] !== undefined) continue;
      const sample = await turn(contender);
      if (isMissing(sample)) {
        reasons[i] = reasonOf(sample);
        continue;
      }
      expected ??= sample.check;
      if (sample.check !== undefined && !agree(sample.check, expected, tolerance)) {
        throw new Error(`contender ${i} did other work: ${sample.check} instead of ${expected}`);
      }
      if (run >= 0) samples[i].push(sample.ms);
    }
  }
  return samples.map((list, i) => (reasons[i] === undefined ? { ms: median(list) } : { missing: reasons[i] }));
}

/**
 * Networks of so many seeds, where runs differ and statistics agree: for each contender the median of its times over the
 * seeds and the mean of its checks with a standard error, or why it is missing. `makers` give the contender of a seed.
 *
 * @throws where a mean is further than three combined standard errors from that of the first contender
 */
export async function overSeeds(makers, seeds) {
  const samples = makers.map(() => []);
  const reasons = [];
  for (let seed = 0; seed < seeds; seed++) {
    const contenders = makers.map((make) => make(seed));
    const times = contenders.map(() => []);
    for (let run = 0; run <= RUNS_OF_A_SEED; run++) {
      for (const [i, contender] of contenders.entries()) {
        if (reasons[i] !== undefined || times[i].at(-1) > LONG) continue;
        const sample = await contender();
        if (isMissing(sample)) reasons[i] = reasonOf(sample);
        else {
          times[i].push(sample.ms);
          if (run === 0) samples[i].push({ check: sample.check });
        }
      }
    }
    // The first run of several warms up.
    for (const [i, list] of times.entries()) {
      if (list.length > 0) samples[i].at(-1).ms = median(list.length > 1 ? list.slice(1) : list);
    }
  }
  const results = samples.map((list, i) => {
    if (reasons[i] !== undefined) return { missing: reasons[i] };
    const checks = list.map(({ check }) => check);
    return { ms: median(list.map(({ ms }) => ms)), rate: { mean: mean(checks), error: standardError(checks) } };
  });
  const [first] = results;
  for (const [i, { rate }] of results.entries()) {
    if (rate === undefined || Math.abs(rate.mean - first.rate.mean) <= 3 * Math.hypot(rate.error, first.rate.error)) continue;
    const show = ({ mean, error }) => `${mean.toFixed(2)} ± ${error.toFixed(2)}`;
    throw new Error(`contender ${i} did other work: a mean of ${show(rate)} over ${seeds} seeds instead of ${show(first.rate)}`);
  }
  return results;
}
