import { fail } from '../../../core/error.js';
import type { FloatLanes, Lanes } from '../../program/lanes.js';
import type { LaneLoopParts, Operand } from '../../program/op.js';
import { bind } from '../../trace/builder.js';
import { mapTangent, mul } from '../arithmetic.js';
import { cast } from '../cast.js';
import { eq } from '../compare.js';
import { elementwise } from '../elementwise.js';
import { expLanes, log, log1pLanes } from '../exponential.js';
import { laneLoop } from '../lane-loop.js';
import { dtypeOf, toValue } from '../operand.js';
import { select } from '../select.js';
import { digammaLanes } from './digamma.js';

/** From here on the expansion in 1 / a is exact to 1e-10, and the sums would take thousands of turns. */
const LARGE = 1e5;
/** More turns than any shape below `LARGE` takes. */
const TURNS = 10_000;

/**
 * The slope of log x by the shape a, for a number x of the gamma distribution of that shape, at the same probability P of
 * a smaller one: -(dP/da) / (x dP/dx) (implicit reparameterisation: Figurnov, Mohamed and Mnih 2018). Inputs are a and
 * log x in float64.
 *
 * P and 1 - P are x^a e^-x / Gamma(a) times a sum, the power series for x up to 1 or a, otherwise a continued fraction
 * (Abramowitz and Stegun 1964, 6.5.29 and 6.5.31); each is summed together with its derivative by a. The fraction is
 * taken by the method of Lentz (1976). A lane holds the number of the term, four numbers of the term, the sum, its derivative (of
 * the fraction that of its logarithm), and how much the last turn changed.
 */
export const gammaSlopeOp = laneLoop('gammaSlope', {
  outputs: () => ['float64'],
  loop<V>(L: Lanes<V>, [a, logX]: readonly V[]): LaneLoopParts<V> {
    const D = L.float('float64');
    const c = D.constant;
    const x = expLanes(D, logX);
    const { and, not } = L.mask;
    const inFraction = and(D.lt(c(1), x), D.lt(a, x));
    const summed = and(and(D.lt(c(0), a), D.lt(a, c(LARGE))), D.lt(x, c(Infinity)));
    const choose = (ofFraction: readonly V[], ofSeries: readonly V[]): V[] =>
      ofFraction.map((v, i) => L.select(inFraction, v, ofSeries[i], 'float64'));
    const first = D.add(D.sub(x, a), c(1));
    return {
      start: [
        c(0),
        ...choose(
          [first, c(-1), c(0), c(0), first, D.neg(D.div(c(1), first))],
          [c(1), c(0), c(0), c(0), c(1), c(0)],
        ),
        c(1),
      ],
      dtypes: Array.from({ length: 8 }, () => 'float64' as const),
      active: ([n, , , , , , , change]) => and(and(summed, D.lt(c(2 ** -53), change)), D.lt(n, c(TURNS))),
      step([before, t0, t1, t2, t3, sum, slope]) {
        const n = D.add(before, c(1));
        const fraction = nextOfFraction(D, n, a, first, [t0, t1, t2, t3]);
        const term = D.div(D.mul(t0, x), D.add(a, n));
        const harmonic = D.add(t1, D.div(c(1), D.add(a, n)));
        const total = D.add(sum, term);
        const [change] = choose(
          [D.add(D.abs(D.sub(fraction.ratio, c(1))), D.abs(fraction.slope))],
          [D.div(D.mul(term, D.add(harmonic, c(1))), total)],
        );
        return [
          n,
          ...choose(
            [...fraction.state, D.mul(sum, fraction.ratio), D.add(slope, fraction.slope)],
            [term, harmonic, t2, t3, total, D.sub(slope, D.mul(term, harmonic))],
          ),
          change,
        ];
      },
      result([, , , , , sum, slope]) {
        const excess = D.sub(logX, digammaLanes(L, D, D.add(a, c(1))));
        const bySeries = D.div(D.neg(D.add(D.mul(sum, excess), slope)), a);
        const byFraction = D.div(D.sub(D.add(excess, D.div(c(1), a)), slope), sum);
        const [small] = choose([byFraction], [bySeries]);
        const found = L.select(D.le(c(LARGE), a), ofLarge(L, D, a, x), small, 'float64');
        return [L.select(not(D.lt(c(0), a)), c(NaN), found, 'float64')];
      },
    };
  },
  jvp: () => fail('engine/notThere', { what: 'the second derivative of gamma numbers by their shape' }),
});

/** One turn of the continued fraction: what it and its slope are multiplied by and raised by. */
function nextOfFraction<V>(
  D: FloatLanes<V>,
  n: V,
  a: V,
  first: V,
  [upper, upperSlope, lower, lowerSlope]: readonly V[],
): { state: V[]; ratio: V; slope: V } {
  const c = D.constant;
  const numerator = D.mul(n, D.sub(a, n));
  const denominator = D.add(first, D.add(n, n));
  const turned = D.div(c(1), upper);
  const nextUpper = D.add(denominator, D.mul(numerator, turned));
  const nextUpperSlope = D.sub(D.mul(turned, D.sub(n, D.mul(D.mul(numerator, upperSlope), turned))), c(1));
  const below = D.add(denominator, D.mul(numerator, lower));
  const belowSlope = D.sub(D.add(D.mul(n, lower), D.mul(numerator, lowerSlope)), c(1));
  const nextLower = D.div(c(1), below);
  return {
    state: [nextUpper, nextUpperSlope, nextLower, D.neg(D.mul(belowSlope, D.mul(nextLower, nextLower)))],
    ratio: D.mul(nextUpper, nextLower),
    slope: D.sub(D.div(nextUpperSlope, nextUpper), D.mul(belowSlope, nextLower)),
  };
}

/**
 * For large shapes, with u = (x - a) / a: x stays where a (u - log(1 + u)) does, up to terms in 1 / a that follow from
 * the expansion of Cornish and Fisher (1938).
 */
function ofLarge<V>(L: Lanes<V>, D: FloatLanes<V>, a: V, x: V): V {
  const c = D.constant;
  const u = D.div(D.sub(x, a), a);
  const leading = D.div(D.mul(D.add(c(1), u), log1pLanes(L, D, u)), u);
  const correction = D.div(D.add(c(1), D.mul(u, c(0.5))), D.mul(a, c(6)));
  return D.div(D.add(L.select(D.eq(u, c(0)), c(1), leading, 'float64'), correction), x);
}

/** The slope of log x: see `gammaSlopeOp`. */
function gammaSlope(a: Operand, logX: Operand): Operand {
  return cast(bind(gammaSlopeOp, [a, logX].map((v) => toValue(cast(v, 'float64'))), {})[0], dtypeOf(logX));
}

/** Its second input, a number of the gamma distribution whose shape is the first, or the logarithm of one. */
export const gammaOfShapeOp = elementwise<{ log: boolean }>('gammaOfShape', {
  outputs: ([, dtype]) => [dtype],
  lanes: (_, [, x]) => [x],
  jvp: ([a, x], [ta], { log: isLog }) => {
    if (isLog) return [mapTangent(ta, (t) => mul(t, gammaSlope(a, x)))];
    // Too small for the dtype, it is zero whatever the shape.
    const isZero = eq(x, 0);
    const slope = gammaSlope(a, log(cast(select(isZero, 1, x), 'float64')));
    return [mapTangent(ta, (t) => mul(t, select(isZero, 0, mul(x, cast(slope, dtypeOf(x))))))];
  },
});

/** `x`, drawn for the shape `a`, as something that depends on `a`. */
export function gammaOfShape(a: Operand, x: Operand, isLog: boolean): Operand {
  return bind(gammaOfShapeOp, [toValue(a), toValue(x)], { log: isLog })[0];
}
