import type { LineStyle } from './style.js';
import type { NumberList } from './values.js';

/** How a line looks. */
export interface Stroke {
  readonly color: string;
  readonly width: number;
  readonly style: LineStyle;
}

/** What a cell holds, as data: numbers in the units of its axes. `marks.ts` turns it into marks of a plot. */
export type Layer =
  | { readonly kind: 'line'; readonly x: NumberList; readonly y: NumberList; readonly stroke: Stroke }
  | {
      readonly kind: 'rule';
      readonly axis: 'x' | 'y';
      readonly at: number;
      readonly stroke: Stroke;
      readonly label: string | undefined;
    }
  | {
      readonly kind: 'events';
      readonly x: NumberList;
      readonly row: number;
      readonly length: number;
      readonly stroke: Stroke;
    }
  | {
      readonly kind: 'segments';
      readonly x1: NumberList;
      readonly y1: NumberList;
      readonly x2: NumberList;
      readonly y2: NumberList;
      /** Whether each is an arrow. */
      readonly heads: boolean;
      readonly stroke: Stroke;
    }
  | {
      readonly kind: 'bars';
      /** Where the first bar begins; each begins where the one before ends. */
      readonly from: number;
      readonly width: number;
      readonly heights: NumberList;
      readonly color: string;
    }
  | {
      readonly kind: 'dots';
      readonly x: NumberList;
      readonly y: NumberList;
      readonly color: string;
      readonly size: number;
    };
