import { fail } from '../../core/error.js';
import type { Axes } from './axes.js';
import { colors, type LineStyle } from './style.js';
import type { Values } from './values.js';

/** Options of {@link hline} and {@link vline}. */
export interface RuleOptions {
  /** What is written at the end of the line. Default: nothing. */
  label?: string;
  /** A CSS colour. Default: vermilion, which no line of the palette has before the sixth. */
  color?: string;
  /** Width in pixels. Default: 1.25. */
  linewidth?: number;
  /** `'solid'`, `'dashed'` or `'dotted'`. Default: `'dashed'`. */
  linestyle?: LineStyle;
}

/**
 * Draws a horizontal line across the cell, such as a threshold.
 *
 * @param axes - the cell, from `fig.at(row, column)`
 * @param y - where: one value
 * @throws when `y` is not one finite value, or is not of the axis' dimension
 *
 * @example
 * ```ts
 * hline(fig.at(0, 0), mV(-50), { label: 'threshold' });
 * ```
 */
export function hline(axes: Axes, y: Values, options: RuleOptions = {}): void {
  rule(axes, 'y', y, options);
}

/**
 * Draws a vertical line across the cell, such as the onset of a stimulus. As {@link hline} otherwise.
 *
 * @example
 * ```ts
 * vline(fig.at(0, 0), ms(50), { label: 'onset', linestyle: 'dotted' });
 * ```
 */
export function vline(axes: Axes, x: Values, options: RuleOptions = {}): void {
  rule(axes, 'x', x, options);
}

function rule(axes: Axes, axis: 'x' | 'y', value: Values, options: RuleOptions): void {
  const reading = axes[axis].read(value);
  const { data } = reading;
  const at = data[0];
  if (data.length !== 1 || at === undefined || !Number.isFinite(at)) {
    fail('tools/plot-rule', { axis, found: Array.from(data).join(', ') });
  }
  axes[axis].include(reading);
  axes.add({
    kind: 'rule',
    axis,
    at,
    stroke: {
      color: options.color ?? colors.rule,
      width: options.linewidth ?? 1.25,
      style: options.linestyle ?? 'dashed',
    },
    label: options.label,
  });
}
