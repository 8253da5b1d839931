import { fail } from '../../core/error.js';
import { Module, ParamState } from '../../state/index.js';
import { unitless, type Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';

type Numbers = Quantity<'one'>;

/** A function of each element as a module, so that it can stand in a `Sequential` and be printed. */
export class ElementWise extends Module {
  static override readonly name: string = 'ElementWise';

  override update(_x: Numbers): Numbers {
    return fail('module/update', { module: this.constructor.name });
  }
}

/** A module class for a function without parameters. */
function plain(name: string, f: (x: Numbers) => Numbers): new () => ElementWise {
  return class extends ElementWise {
    static override readonly name: string = name;

    override update(x: Numbers): Numbers {
      return f(x);
    }
  };
}

/** `max(x, 0)` */
export class ReLU extends plain('ReLU', (x) => math.relu(x)) {}
/** `min(max(x, 0), 6)` */
export class ReLU6 extends plain('ReLU6', (x) => math.relu6(x)) {}
/** `1 / (1 + exp(-x))` */
export class Sigmoid extends plain('Sigmoid', (x) => math.sigmoid(x)) {}
/** `relu6(x + 3) / 6` */
export class Hardsigmoid extends plain('Hardsigmoid', (x) => math.hardSigmoid(x)) {}
/** `tanh(x)` */
export class Tanh extends plain('Tanh', (x) => math.tanh(x)) {}
/** `x sigmoid(x)` */
export class SiLU extends plain('SiLU', (x) => math.silu(x)) {}
/** `x tanh(softplus(x))` */
export class Mish extends plain('Mish', (x) => math.mish(x)) {}
/** `x relu6(x + 3) / 6` */
export class Hardswish extends plain('Hardswish', (x) => math.hardSwish(x)) {}
/** `-log(1 + exp(-x))` */
export class LogSigmoid extends plain('LogSigmoid', (x) => math.logSigmoid(x)) {}
/** `log(1 + exp(x))` */
export class Softplus extends plain('Softplus', (x) => math.softplus(x)) {}
/** `x / (1 + |x|)` */
export class Softsign extends plain('Softsign', (x) => math.softSign(x)) {}
/** `x - tanh(x)` */
export class Tanhshrink extends plain('Tanhshrink', (x) => x.sub(math.tanh(x))) {}
/** `x` */
export class Identity extends plain('Identity', (x) => x) {}
/** Scaled exponential-linear. Klambauer, Unterthiner, Mayr & Hochreiter (2017), NIPS. */
export class SELU extends plain('SELU', (x) => math.selu(x)) {}

/** `x` where it is above a threshold, else a value. */
export class Threshold extends ElementWise {
  static override readonly name: string = 'Threshold';

  constructor(
    readonly threshold: number,
    readonly value: number,
  ) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.where(x.gt(this.threshold), x, unitless(this.value));
  }
}

/** `x` kept between two values. */
export class Hardtanh extends ElementWise {
  static override readonly name: string = 'Hardtanh';

  constructor(
    readonly minVal = -1,
    readonly maxVal = 1,
  ) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.clip(x, this.minVal, this.maxVal);
  }
}

/** `x` where it is positive, else `alpha (exp(x) - 1)`. */
export class ELU extends ElementWise {
  static override readonly name: string = 'ELU';

  constructor(readonly alpha = 1) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.elu(x, { alpha: this.alpha });
  }
}

/** `max(x, 0) + min(0, alpha (exp(x / alpha) - 1))` */
export class CELU extends ElementWise {
  static override readonly name: string = 'CELU';

  constructor(readonly alpha = 1) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.celu(x, { alpha: this.alpha });
  }
}

/** `x` where it is positive, else `negativeSlope x`. */
export class LeakyReLU extends ElementWise {
  static override readonly name: string = 'LeakyReLU';

  constructor(readonly negativeSlope = 0.01) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.leakyRelu(x, this.negativeSlope);
  }
}

/** `x Phi(x)`, with the normal distribution Phi; by a tanh where `approximate` is true. */
export class GELU extends ElementWise {
  static override readonly name: string = 'GELU';

  constructor(readonly approximate = false) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.gelu(x, { approximate: this.approximate });
  }
}

/** 0 where |x| is at most lambd, else `x`. */
export class Hardshrink extends ElementWise {
  static override readonly name: string = 'Hardshrink';

  constructor(readonly lambd = 0.5) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.where(x.abs().gt(this.lambd), x, unitless(0));
  }
}

/** 0 where |x| is at most lambd, else `x` moved towards 0 by it. */
export class Softshrink extends ElementWise {
  static override readonly name: string = 'Softshrink';

  constructor(readonly lambd = 0.5) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.sign(x).mul(math.maximum(x.abs().sub(this.lambd), 0));
  }
}

/** `x` where it is positive, else `x` times a trained slope. He, Zhang, Ren & Sun (2015), ICCV. */
export class PReLU extends ElementWise {
  static override readonly name: string = 'PReLU';

  readonly weight: ParamState;

  constructor(numParameters = 1, start = 0.25) {
    super();
    this.weight = new ParamState(math.full([numParameters], unitless(start)));
  }

  override update(x: Numbers): Numbers {
    return math.where(x.ge(0), x, x.mul(this.weight.value));
  }
}

/** `exp(x) / sum(exp(x))` along an axis. */
export class Softmax extends ElementWise {
  static override readonly name: string = 'Softmax';

  constructor(readonly axis = -1) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.softmax(x, this.axis);
  }
}

/** `softmax(-x)` along an axis. */
export class Softmin extends ElementWise {
  static override readonly name: string = 'Softmin';

  constructor(readonly axis = -1) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.softmax(x.neg(), this.axis);
  }
}

/** `log(softmax(x))` along an axis. */
export class LogSoftmax extends ElementWise {
  static override readonly name: string = 'LogSoftmax';

  constructor(readonly axis = -1) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.logSoftmax(x, this.axis);
  }
}

/** The first half along an axis times the sigmoid of the second. Dauphin, Fan, Auli & Grangier (2017), ICML. */
export class GLU extends ElementWise {
  static override readonly name: string = 'GLU';

  constructor(readonly axis = -1) {
    super();
  }

  override update(x: Numbers): Numbers {
    return math.glu(x, this.axis);
  }
}
