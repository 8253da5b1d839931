import type { Operand, Recording } from '../../engine/index.js';
import type { AnyQuantity, AnyUnit } from '../../unit/index.js';

/** What a step returns in the place of a quantity to say how that is recorded. */
export abstract class Recorded {
  static readonly name: string = 'Recorded';

  constructor(
    /** What is recorded of one step. @internal */
    readonly traced: AnyQuantity,
    /** @internal */
    readonly recording: Recording,
  ) {}

  /** What a user writes for it. @internal */
  get says(): string {
    return `record.${this.recording.kind}`;
  }

  /** What the caller gets for the recording of a whole run. @internal */
  abstract finished(recorded: Operand, unit: AnyUnit): unknown;

  /** The same of rows that a loop inside a traced function has stacked, all of them. @internal */
  abstract ofAll(rows: Operand, unit: AnyUnit): unknown;
}
