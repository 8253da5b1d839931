import { fail } from '../core/error.js';
import { showShape } from '../core/print.js';
import {
  add,
  broadcastShapes,
  broadcastTo,
  cast,
  cumsum,
  div,
  eq,
  exp,
  expandDims,
  floatDType,
  floor,
  iota,
  isTraced,
  log,
  log1p,
  lt,
  mul,
  neg,
  reshape,
  select,
  shapeOf,
  sub,
  sum,
  toNDArray,
  type Operand,
} from '../engine/index.js';
import { draw } from './draws.js';
import { Quantity, unitless, type Numeric } from '../unit/index.js';
import { GammaDraws } from './random-gamma.js';
import {
  drawShape,
  floatParameter,
  integerParameter,
  plainParameter,
  positive,
  probability,
  type SizeOptions,
} from './random-parameters.js';

/** What `categorical` can be told. */
export interface CategoricalOptions extends SizeOptions {
  /** The axis of the classes. The last unless given. */
  axis?: number | undefined;
}

/** Draws of counts and classes. */
export class CountDraws extends GammaDraws {
  /** How often something happens that happens `rate` times on average; 1 unless given. int32. */
  poisson(rate: Numeric = 1, options: SizeOptions = {}): Quantity<'one'> {
    const mean = plainParameter('rate', rate);
    return new Quantity(draw.poisson(this.nextKey(options.key), drawShape(options.size, mean), mean), unitless);
  }

  /**
   * How many of `n` trials of probability `p` succeed. int32.
   *
   * @throws when `p` is known and not from 0 to 1
   */
  binomial(n: Numeric, p: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const [trials, chance] = [plainParameter('n', n), probability('p', p)];
    const drawn = draw.binomial(this.nextKey(options.key), drawShape(options.size, trials, chance), trials, chance);
    return new Quantity(cast(drawn, 'int32'), unitless);
  }

  /**
   * How many trials of probability `p` it takes to the first success: 1 or more. int32.
   *
   * @throws when `p` is known and not greater than 0 and at most 1
   */
  geometric(p: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const dtype = floatDType();
    const chance = cast(positive('p', probability('p', p)), dtype);
    const u = draw.uniform(this.nextKey(options.key), drawShape(options.size, chance), dtype);
    return new Quantity(cast(add(floor(div(log1p(neg(u)), log1p(neg(chance)))), 1), 'int32'), unitless);
  }

  /**
   * How many trials of probability `p` fail before `n` have succeeded. int32.
   *
   * @throws when `p` is known and not from 0 to 1, or `n` not greater than 0
   */
  negativeBinomial(n: Numeric, p: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const dtype = floatDType();
    const chance = cast(probability('p', p), dtype);
    const successes = positive('n', floatParameter('n', n, dtype));
    const shape = drawShape(options.size, successes, chance);
    const [first, second] = this.nextKeys(2, options.key);
    const odds = exp(neg(sub(log(chance), log1p(neg(chance)))));
    const rate = mul(draw.gamma(first, shape, successes, dtype), odds);
    return new Quantity(draw.poisson(second, shape, rate), unitless);
  }

  /**
   * How often each class comes up in `n` draws with probabilities `pvals`, which lie along its last axis. int32, of the
   * shape of `n` and `pvals` together, then `size`, then the classes.
   *
   * @throws when `n` is not known before the program runs, or the probabilities but the last add up to more than 1
   */
  multinomial(n: Numeric, pvals: Numeric, options: SizeOptions = {}): Quantity<'one'> {
    const dtype = floatDType();
    const p = cast(probability('pvals', pvals), dtype);
    const draws = integerParameter('n', n);
    if (isTraced(draws)) fail('random/known', { name: 'n' });
    const classes = shapeOf(p).at(-1) ?? fail('random/axes', { name: 'pvals', wants: 'one axis or more', got: showShape([]) });
    refuseSum(p);
    const batch = broadcastShapes([shapeOf(p).slice(0, -1), shapeOf(draws)], 'multinomial');
    const size = drawShape(options.size);
    const shape = [...batch, ...size];
    const apart = [...batch, ...size.map(() => 1)];
    const most = Math.max(0, ...Array.from(toNDArray(draws).data, Number));
    const u = draw.uniform(this.nextKey(options.key), [most, ...shape, 1], dtype);
    const bounds = reshape(cumsum(broadcastTo(p, [...batch, classes]), -1), [...apart, classes]);
    const drawn = sum(cast(lt(bounds, u), 'int32'), -1);
    const chosen = eq(expandDims(drawn, -1), iota(classes));
    const wanted = reshape(broadcastTo(cast(draws, 'int32'), batch), apart);
    const counted = lt(reshape(iota(most), [most, ...shape.map(() => 1)]), wanted);
    const kept = select(expandDims(counted, -1), cast(chosen, 'int32'), 0);
    return new Quantity(sum(kept, 0), unitless);
  }

  /** Classes drawn with probabilities proportional to e^logits, along an axis (the last unless given). int32. */
  categorical(logits: Numeric, options: CategoricalOptions = {}): Quantity<'one'> {
    const { axis, size } = options;
    const shape = size === undefined ? undefined : drawShape(size);
    const drawn = draw.categorical(this.nextKey(options.key), plainParameter('logits', logits), { axis, shape });
    return new Quantity(drawn, unitless);
  }
}

/** Probabilities of which all but the last add up to more than 1 leave nothing for the last. */
function refuseSum(p: Operand): void {
  if (isTraced(p)) return;
  const { data, shape } = toNDArray(p);
  const classes = shape.at(-1)!;
  for (let row = 0; row < data.length; row += classes) {
    let total = 0;
    for (let k = row; k < row + classes - 1; k++) total += Number(data[k]);
    if (total > 1 + 1e-6) fail('random/probabilities', { total });
  }
}
