/**
 * Figures: `import * as visualize from 'braints/visualize'`. One flow in Node and in browsers: `getFigure`, draw
 * on its cells, then `save`, `toSvg` or `render`. Drawing needs the packages `@observablehq/plot` and, outside
 * browsers, `linkedom`; PNG needs `@resvg/resvg-js`. All are loaded when first used.
 */
export { animate, animate1D, type Animate1DOptions, type Frames } from './animate.js';
export type { Axes, AxesOptions } from './axes.js';
export { eventPlot, type EventPlotOptions } from './event-plot.js';
export { getFigure, type Figure, type FigureOptions } from './figure.js';
export { histogram, isiDistribution, type HistogramOptions, type IsiDistributionOptions } from './histogram.js';
export { linePlot, type LinePlotOptions } from './line-plot.js';
export { phasePortrait, type PhasePortraitOptions, type PlaneField } from './phase-portrait.js';
export type { PngOptions } from './png.js';
export { populationRate, type PopulationRateOptions } from './population-rate.js';
export { rasterPlot, type RasterPlotOptions } from './raster-plot.js';
export { hline, vline, type RuleOptions } from './rule.js';
export type { LineStyle } from './style.js';
export type { Spikes } from '../spikes/spike-events.js';
export type { Values } from './values.js';
