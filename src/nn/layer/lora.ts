import { checkOptions } from '../../core/options.js';
import { Module, ParamState, type ModuleOptions } from '../../state/index.js';
import { param, type Init } from '../../tools/init/index.js';
import type { Quantity } from '../../unit/index.js';
import * as math from '../../unit/math/index.js';
import { LecunNormal } from '../init/index.js';
import { checkLayerInput } from './input.js';

/** Options of {@link LoRA}. */
export interface LoRAOptions extends ModuleOptions {
  /** A layer of which the output is added. None unless given. */
  base?: (Module & { update(x: Quantity<'one'>): Quantity<'one'> }) | undefined;
  /** The first values of both factors. `new nn.init.LecunNormal()` unless given. */
  kernelInit?: Init<'one'> | undefined;
}

/**
 * `y = x A B`, of low rank, beside a layer that is not trained.
 *
 * Hu et al. (2022), LoRA: low-rank adaptation of large language models, ICLR.
 */
export class LoRA extends Module {
  static override readonly name: string = 'LoRA';

  readonly base: (Module & { update(x: Quantity<'one'>): Quantity<'one'> }) | null;
  readonly weight: ParamState<{ loraA: Quantity<'one'>; loraB: Quantity<'one'> }>;

  constructor(inSize: number, rank: number, outSize: number, options: LoRAOptions = {}) {
    super(options);
    checkOptions(this.constructor.name, options, ['base', 'kernelInit', 'name']);
    this.inSize = inSize;
    this.outSize = outSize;
    this.base = options.base ?? null;
    const rule = options.kernelInit ?? new LecunNormal();
    this.weight = new ParamState({ loraA: param(rule, [inSize, rank]), loraB: param(rule, [rank, outSize]) });
  }

  override update(x: Quantity<'one'>): Quantity<'one'> {
    checkLayerInput(this.constructor.name, x, this.inSize.at(-1)!);
    const { loraA, loraB } = this.weight.value;
    const y = math.matmul(math.matmul(x, loraA), loraB);
    return this.base === null ? y : y.add(this.base.step(x));
  }
}
