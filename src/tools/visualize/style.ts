/** Pixels of an inch, as CSS has it. Lengths of a figure are given in inches. */
export const PIXELS_PER_INCH = 96;

/** Colours of lines, in turn: Okabe and Ito's palette, which the colour-blind can tell apart. */
export const palette: readonly string[] = [
  '#0072b2',
  '#e69f00',
  '#009e73',
  '#cc79a7',
  '#56b4e9',
  '#d55e00',
  '#7f7f7f',
];

/** What is not a line of its own: rules stand out from the palette's first colours, spikes are ink. */
export const colors = { ink: '#222222', spine: '#555555', rule: '#d55e00', paper: '#ffffff' } as const;

/** A family every system has one of; the metrics of the first four are the same. */
export const FONT_FAMILY = 'Helvetica, Arial, "Liberation Sans", Arimo, "DejaVu Sans", sans-serif';

export const fontSize = { tick: 11, label: 12, title: 13 } as const;

/** Lengths in pixels that all cells share. */
export const space = { tick: 5, gap: 4, edge: 10, inset: 6, titleLine: 24 } as const;

/** How a line is drawn: matplotlib's names. */
export type LineStyle = 'solid' | 'dashed' | 'dotted';

export const dashes: Readonly<Record<LineStyle, string | undefined>> = {
  solid: undefined,
  dashed: '6 4',
  dotted: '1.5 3',
};

/** The n-th colour of the palette, which starts over at its end. */
export function paletteColor(n: number): string {
  return palette[n % palette.length];
}

/** The style of the n-th line of a legend: once all colours are taken, dashes tell lines of one colour apart. */
export function paletteStyle(n: number): LineStyle {
  const styles = Object.keys(dashes) as LineStyle[];
  return styles[Math.floor(n / palette.length) % styles.length];
}

/**
 * How wide a text is, in pixels. No font is at hand to measure with, so this takes the widest digits of the
 * families above: a label may get a little more room than it needs, never less.
 */
export function textWidth(text: string, size: number): number {
  return text.length * size * 0.63;
}
