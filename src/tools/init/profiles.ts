import { Quantity, um, unitless, type AnyQuantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { FormulaProfile, type CutOptions } from './distance-profile.js';

/** `x / scale` without a unit. */
function ratio<D>(x: Quantity<D>, scale: Quantity<D>): Quantity<'one'> {
  return (x as AnyQuantity).div(scale) as Quantity<'one'>;
}

/** exp(-x²/2) */
function bell(x: Quantity<'one'>): Quantity<'one'> {
  return math.exp(math.square(x).mul(-0.5));
}

/** `exp(-d² / (2 sigma²))` */
export class GaussianProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'GaussianProfile';

  constructor(
    readonly sigma: Quantity<D>,
    { maxDistance }: CutOptions<D> = {},
  ) {
    super({ sigma }, maxDistance);
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    return bell(ratio(d, this.sigma));
  }
}

/** `exp(-d / decayConstant)` */
export class ExponentialProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'ExponentialProfile';

  constructor(
    readonly decayConstant: Quantity<D>,
    { maxDistance }: CutOptions<D> = {},
  ) {
    super({ decayConstant }, maxDistance);
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    return math.exp(ratio(d, this.decayConstant).neg());
  }
}

/** Options of {@link PowerLawProfile}. */
export interface PowerLawOptions<D> extends CutOptions<D> {
  /** Below this distance the profile is 1. 1 um unless given; 1 where distances are plain numbers. */
  minDistance?: Quantity<D> | undefined;
}

/** `(max(d, minDistance) / minDistance)^-exponent` */
export class PowerLawProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'PowerLawProfile';

  readonly minDistance: Quantity<D> | undefined;

  constructor(
    readonly exponent: number,
    { minDistance, maxDistance }: PowerLawOptions<D> = {},
  ) {
    super({ exponent, minDistance }, maxDistance);
    this.minDistance = minDistance;
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    const least = this.minDistance ?? ((d.dim === 'one' ? unitless(1) : um(1)) as unknown as Quantity<D>);
    return math.power(math.maximum(ratio(d, least), unitless(1)), -this.exponent) as Quantity<'one'>;
  }
}

/** `1 - d / maxDistance`, and 0 beyond. */
export class LinearProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'LinearProfile';

  constructor(readonly maxDistance: Quantity<D>) {
    super({ maxDistance }, undefined, false);
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    return math.maximum(unitless(0), unitless(1).sub(ratio(d, this.maxDistance)));
  }
}

/** Options of {@link StepProfile}. */
export interface StepOptions {
  /** The value up to the threshold. 1 unless given. */
  insideProb?: number | undefined;
  /** The value beyond the threshold. 0 unless given. */
  outsideProb?: number | undefined;
}

/** One value up to a threshold, another one beyond. */
export class StepProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'StepProfile';

  readonly insideProb: number;
  readonly outsideProb: number;

  constructor(
    readonly threshold: Quantity<D>,
    { insideProb = 1, outsideProb = 0 }: StepOptions = {},
  ) {
    super({ threshold, insideProb, outsideProb }, undefined, false);
    this.insideProb = insideProb;
    this.outsideProb = outsideProb;
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    return math.where(d.le(this.threshold as never), unitless(this.insideProb), unitless(this.outsideProb));
  }
}

/** Options of {@link SigmoidProfile}. */
export interface SigmoidOptions<D> extends CutOptions<D> {
  /** How steeply it falls, for each of the midpoint's unit. 0.05 unless given. */
  slope?: number | undefined;
}

/** `1 / (1 + exp(slope (d - midpoint)))`, with distances counted in the unit of the midpoint. */
export class SigmoidProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'SigmoidProfile';

  readonly slope: number;

  constructor(
    readonly midpoint: Quantity<D>,
    { slope = 0.05, maxDistance }: SigmoidOptions<D> = {},
  ) {
    super({ midpoint, slope }, maxDistance);
    this.slope = slope;
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    return falling(d, this.midpoint, this.slope);
  }
}

/** `1 / (1 + exp(growthRate (d - midpoint)))`, with distances counted in the unit of the midpoint. */
export class LogisticProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'LogisticProfile';

  constructor(
    readonly growthRate: number,
    readonly midpoint: Quantity<D>,
    { maxDistance }: CutOptions<D> = {},
  ) {
    super({ growthRate, midpoint }, maxDistance);
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    return falling(d, this.midpoint, this.growthRate);
  }
}

function falling<D>(d: Quantity<D>, midpoint: Quantity<D>, rate: number): Quantity<'one'> {
  const beyond = d.in(midpoint.unit).sub(midpoint);
  return math.sigmoid(new Quantity(beyond.mantissa).mul(-rate));
}

/** Options of {@link DoGProfile}. */
export interface DoGOptions<D> extends CutOptions<D> {
  /** The height of the centre. 1 unless given. */
  amplitudeCenter?: number | undefined;
  /** The height of what is taken away. 0.5 unless given. */
  amplitudeSurround?: number | undefined;
}

/** A difference of Gaussians, and 0 where it is negative. */
export class DoGProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'DoGProfile';

  readonly amplitudeCenter: number;
  readonly amplitudeSurround: number;

  constructor(
    readonly sigmaCenter: Quantity<D>,
    readonly sigmaSurround: Quantity<D>,
    { amplitudeCenter = 1, amplitudeSurround = 0.5, maxDistance }: DoGOptions<D> = {},
  ) {
    super({ sigmaCenter, sigmaSurround, amplitudeCenter, amplitudeSurround }, maxDistance);
    this.amplitudeCenter = amplitudeCenter;
    this.amplitudeSurround = amplitudeSurround;
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    const centre = bell(ratio(d, this.sigmaCenter)).mul(this.amplitudeCenter);
    return math.maximum(centre.sub(bell(ratio(d, this.sigmaSurround)).mul(this.amplitudeSurround)), unitless(0));
  }
}

/** Options of {@link BimodalProfile}. */
export interface BimodalOptions<D> extends CutOptions<D> {
  /** Where the first peak is. At 0 unless given. */
  center1?: Quantity<D> | undefined;
  /** Where the second peak is. At 0 unless given. */
  center2?: Quantity<D> | undefined;
  /** The height of the first peak. 1 unless given. */
  amplitude1?: number | undefined;
  /** The height of the second peak. 1 unless given. */
  amplitude2?: number | undefined;
}

/** The sum of two Gaussians. */
export class BimodalProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'BimodalProfile';

  readonly center1: Quantity<D>;
  readonly center2: Quantity<D>;
  readonly amplitude1: number;
  readonly amplitude2: number;

  constructor(
    readonly sigma1: Quantity<D>,
    readonly sigma2: Quantity<D>,
    { center1, center2, amplitude1 = 1, amplitude2 = 1, maxDistance }: BimodalOptions<D> = {},
  ) {
    const origin = new Quantity(0, sigma1.unit);
    super({ sigma1, sigma2, center1: center1 ?? origin, center2: center2 ?? origin, amplitude1, amplitude2 }, maxDistance);
    this.center1 = center1 ?? origin;
    this.center2 = center2 ?? origin;
    this.amplitude1 = amplitude1;
    this.amplitude2 = amplitude2;
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    const first = bell(ratio(d.sub(this.center1), this.sigma1)).mul(this.amplitude1);
    return first.add(bell(ratio(d.sub(this.center2), this.sigma2)).mul(this.amplitude2));
  }
}

/** Options of {@link MexicanHatProfile}. */
export interface MexicanHatOptions<D> extends CutOptions<D> {
  /** The height at distance 0. 1 unless given. */
  amplitude?: number | undefined;
}

/** `amplitude (1 - x²) exp(-x²/2)` with `x = d / sigma`, and 0 where it is negative. */
export class MexicanHatProfile<in out D = 'length'> extends FormulaProfile<D> {
  static override readonly name: string = 'MexicanHatProfile';

  readonly amplitude: number;

  constructor(
    readonly sigma: Quantity<D>,
    { amplitude = 1, maxDistance }: MexicanHatOptions<D> = {},
  ) {
    super({ sigma, amplitude }, maxDistance);
    this.amplitude = amplitude;
  }

  protected at(d: Quantity<D>): Quantity<'one'> {
    const x = ratio(d, this.sigma);
    return math.maximum(unitless(1).sub(math.square(x)).mul(bell(x)).mul(this.amplitude), unitless(0));
  }
}
