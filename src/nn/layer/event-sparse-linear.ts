import { checkOptions } from '../../core/options.js';
import { Module, ParamState, type ModuleOptions } from '../../state/index.js';
import { connectionMatrix, type AnyConnections, type Connections } from '../../tools/conn/connection-matrix.js';
import { param, type Init } from '../../tools/init/index.js';
import type { AnyQuantity, Quantity, SparseMatrix } from '../../unit/index.js';
import { checkLayerInput } from './input.js';

/**
 * The connections of a matrix or of a rule, driven by spikes: whatever is not zero is an event, and its weights are added
 * whatever its value. The cost is in proportion to the events. The weights are trained and the places stay.
 *
 * @param connections - a sparse matrix, or what a rule of `conn` has drawn
 * @param weight - one weight for all connections, or a rule that is asked for one each; those of the connections unless
 * given, which are 1 where the rule was given none
 *
 * @example
 * const pairs = new conn.FixedProb(0.02, { weight: mS(0.6) }).generate(3200, 4000);
 * new nn.EventSparseLinear(pairs).step(spikes); // Quantity<'conductance'> of shape [4000]
 * new nn.EventSparseLinear(pairs, mV(0.1)).step(spikes); // Quantity<'voltage'>
 *
 * @throws when the connections have delays, which are for the projection to keep, or the weights do not fit them
 */
export class EventSparseLinear<in out W = 'one'> extends Module {
  static override readonly name: string = 'EventSparseLinear';

  /** The connections; their weights are those of `weight`. */
  readonly conn: SparseMatrix<W>;
  /** One weight for all, or one for each connection. */
  readonly weight: ParamState<Quantity<W>>;

  constructor(connections: Connections<W>, weight?: undefined, options?: ModuleOptions);
  constructor(connections: AnyConnections, weight: Init<W>, options?: ModuleOptions);
  constructor(connections: AnyConnections, weight?: Init<W>, options: ModuleOptions = {}) {
    super(options);
    const layer = this.constructor.name;
    checkOptions(layer, options, ['name']);
    const matrix = connectionMatrix(layer, connections as Connections<W>);
    const [into, out] = matrix.shape;
    this._inSize = [into];
    this._outSize = [out];
    const own = (rule: Init<W>): Quantity<W> => param(rule, matrix.entryShape ?? matrix.shape, { name: `${layer}: weight` });
    this.conn = weight === undefined ? matrix : matrix.withData(own(weight));
    this.weight = new ParamState(this.conn.data);
  }

  override update(spikes: Quantity<'one'>): Quantity<W> {
    checkLayerInput(this.constructor.name, spikes, this.inSize.at(-1)!);
    return this.conn.withData(this.weight.value).eventVecmat(spikes);
  }

  /**
   * As `update`, with the weights of each neuron multiplied by its amount: what its spike releases, under short-term
   * plasticity.
   */
  updateByValue(amounts: Quantity<'one'>): Quantity<W> {
    checkLayerInput(this.constructor.name, amounts, this.inSize.at(-1)!);
    return this.conn.withData(this.weight.value).mostlyZeroVecmat(amounts) as AnyQuantity;
  }
}
